"""The Case dock: one application's tabs, from its site to its history."""
