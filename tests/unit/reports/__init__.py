"""What Redline says of a site, to people and to machines."""
