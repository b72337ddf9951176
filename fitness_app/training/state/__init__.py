"""States that pages share, by noun."""
