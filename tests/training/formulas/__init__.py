"""The formulae of training."""
