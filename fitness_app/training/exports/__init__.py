"""Taking one's training along: as spreadsheets, and whole, to be brought to another club."""
