"""The national standard for the datasets that a council publishes: what it asks for, what a file lacks of it, and a file that has it."""
