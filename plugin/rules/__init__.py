"""The dated tables of planning rules, and what they say on a date."""
