"""The constraint store: generations built, opened and read."""
