"""What members bring from elsewhere: files are read, shown first, written at once, and undone."""
