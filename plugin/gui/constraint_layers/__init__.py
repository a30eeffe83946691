"""The Constraint layers window: what the store has, a refresh from the platform, what changed, and the yes that puts it into use."""
