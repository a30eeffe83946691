"""The custom properties by which Redline knows its own layers and groups; names belong to the user."""

from __future__ import annotations

#: On a layer: which of Redline's layers it is ("sites", "constraint/conservation-area/conservation_area", "base-map/water").
LAYER = "redline/layer"

#: On a group of the layer tree: "redline", "constraints", "base-map" or "category/<heading>".
GROUP = "redline/group"
