"""Records as the JSON that BOPS makes of them."""
