"""How entities stand to a site, and the state of every dataset."""
