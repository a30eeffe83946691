"""Redline on paper: the screening sheet, the overview map, letters, notices, the officer's report."""
