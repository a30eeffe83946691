"""What changed between two generations of a store, and which sites that touches."""
