"""Talking to a back office: BOPS first, over HTTP, and what comes of it."""
