"""Red lines and blue lines: their versions, their drafts, and which one is in force."""
