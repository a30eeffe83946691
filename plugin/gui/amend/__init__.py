"""Amending a red line in the window: the draft, its layer, the map tools, the panel."""
