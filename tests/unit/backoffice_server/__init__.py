"""The local back office, and how near it is to BOPS."""
