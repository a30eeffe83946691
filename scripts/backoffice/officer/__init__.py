"""The officer API (resources/api/officer-api.yaml): what BOPS's API lacks for an officer."""
