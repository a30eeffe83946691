"""Redline's Python: the domain in the middle, QGIS at the edge."""
