"""A fitness club's own web app."""
