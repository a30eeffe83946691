"""What waits to be sent: of the open case, and of all of them."""
