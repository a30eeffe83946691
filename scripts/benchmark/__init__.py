"""The bench: Redline's screening and its peers, side by side, on made data (docs/performance.md)."""
