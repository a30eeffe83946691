"""The verbs of the command line, one per file; each says what it did through the one output object."""
