"""A store in PostGIS, for a team: the same pieces and the same answers as a folder's."""
