"""The window in which an officer settles what he and the back office have both changed."""
