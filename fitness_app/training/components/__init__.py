"""Visual pieces that two or more pages show, by noun."""
