"""The whole library as a file: for notebooks, databases, spreadsheets."""
