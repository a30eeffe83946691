"""Constraint datasets: refreshed, held to the standard, stored, compared, screened."""
