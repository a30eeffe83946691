"""What applies at a place that somebody asks about: the panel, its tool on the map, what it saves."""
