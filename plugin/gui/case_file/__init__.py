"""The window that keeps the case file: verify, export, erase, put back."""
