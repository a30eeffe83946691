"""The Cases dock: the officer's applications as a list, on the map and in the locator."""
