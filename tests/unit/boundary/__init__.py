"""Reading, locating, checking, measuring and repairing red lines."""
