"""Logged training: what is due today, the session that runs, the past, and its summary."""
