"""Redline's specification: unit (no QGIS), qgis (QGIS in the loop), desktop (a real window)."""
