"""The dated rules."""
