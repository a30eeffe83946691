"""The case file: what it takes in, keeps, refuses and survives."""
