"""What waits to reach the back office."""
