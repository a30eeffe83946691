"""GeoPackages written with plain sqlite3."""
