"""What an answer shows, before any format is known."""
