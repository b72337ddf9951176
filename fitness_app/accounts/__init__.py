"""Who you are: accounts, sessions, tokens, recovery, roles, profile."""
