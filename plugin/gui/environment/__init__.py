"""What this QGIS has and lacks: libraries, the grid of OSTN15, whether it puts points where Redline does."""
