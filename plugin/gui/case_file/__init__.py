"""The window that keeps the case file: verify, export, give out, purge, put back."""
