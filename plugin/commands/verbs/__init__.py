"""The verbs of the command line: each file has the options of one, and begins it."""
