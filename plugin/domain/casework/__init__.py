"""What an officer writes of an application on the way from validation to the recommendation, in BOPS's own pieces."""
