"""Constraint datasets: catalogue, store, screening."""
