"""Constraint records from every file that they come in."""
