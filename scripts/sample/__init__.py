"""A borough that does not exist, with its applications and constraints: generated, the same for the same seed, marked as a sample."""
