"""Talking to a back office, the failures first."""
