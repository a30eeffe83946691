"""Screening tables of sites: batch by batch, in one process or several, into one file."""
