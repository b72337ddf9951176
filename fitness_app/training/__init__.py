"""Training: body metrics and goals."""
