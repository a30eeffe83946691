"""The attribution and licence of a layer, written where QGIS looks for them: the copyright decoration, prints, the layer's page."""

from __future__ import annotations

from qgis.core import QgsMapLayer


def attribute(layer: QgsMapLayer, attribution: str, licence: str = "") -> None:
    """Set the attribution, and both lines as the rights of the layer's metadata."""
    layer.serverProperties().setAttribution(attribution)
    metadata = layer.metadata()
    metadata.setRights([line for line in (attribution, licence) if line])
    layer.setMetadata(metadata)
