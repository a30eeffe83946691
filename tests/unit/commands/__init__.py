"""The command line: its verbs, its streams, its exit codes."""
