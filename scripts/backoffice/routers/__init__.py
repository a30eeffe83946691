"""One endpoint, or one pair of the same endpoint, per file."""
