"""Red lines: read, locate, measure, check, repair."""
