"""Work that would hold up the window, done beside it; a task hands over plain frozen values."""
