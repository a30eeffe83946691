"""The site that is looked at: its red line, its constraints and what is highlighted on the map."""
