"""Two red lines on one map to one scale, as SVG that needs nothing from outside."""
