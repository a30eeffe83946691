"""What this QGIS has and lacks: libraries, the grid of OSTN15, the transform at a control point."""
