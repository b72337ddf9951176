"""Training plans: written by trainers, followed by members."""
