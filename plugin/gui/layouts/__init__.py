"""Redline on paper: the screening sheet and the overview map."""
