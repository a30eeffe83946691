"""What planning is, as plain values. No file, no network, no Qt, no QGIS."""
