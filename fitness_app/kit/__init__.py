"""Tools without domain words: they know neither Reflex nor FastAPI."""
