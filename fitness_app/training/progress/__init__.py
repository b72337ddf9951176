"""Progress: what is derived from workouts, records, leave, and the figures of the screens."""
