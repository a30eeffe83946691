"""Where the back office and an officer have both changed a thing: put side by side, and settled by an officer."""
