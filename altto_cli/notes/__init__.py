"""Answers that live in a person's notes, between two marks, and are kept true there."""
