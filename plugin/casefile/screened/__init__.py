"""What screening found, and what officers answered to it."""
