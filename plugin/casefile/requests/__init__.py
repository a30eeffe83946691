"""Requests to the applicant: asked, changed, answered, settled, taken back."""
