"""The officer's own file: applications as they were pulled, what was found, what waits to be sent, and who did what."""
