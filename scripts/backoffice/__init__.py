"""A small, real back office that answers as BOPS does: for demonstrations, tests and work without a council's server."""
