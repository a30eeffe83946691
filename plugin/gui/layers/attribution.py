"""The attribution and licence of a layer, where QGIS looks for them: the copyright decoration, prints, the layer's page."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsMapLayer

from ...reports.plain_text import plain_text


def attribute(layer: QgsMapLayer, attribution: str, licence: str = "") -> None:
    """Set the attribution, and both lines as the rights of the layer's metadata."""
    layer.serverProperties().setAttribution(attribution)
    metadata = layer.metadata()
    metadata.setRights([line for line in (attribution, licence) if line])
    layer.setMetadata(metadata)


def credit(attribution: str, *licences: str) -> str:
    """Attribution and licence lines as one text to print, without a full stop at its end; "" for none."""
    lines = (plain_text(line).rstrip(".") for line in (attribution, *licences))
    return ". ".join(dict.fromkeys(line for line in lines if line))


def credits_of(layers: Iterable[QgsMapLayer]) -> list[str]:
    """What has to stand on a print of these layers: the :func:`credit` of each that has one, equal ones once.

    A layer of the officer's own project may have its attribution in either place, or in both.
    """
    said = (credit(layer.serverProperties().attribution(), *layer.metadata().rights()) for layer in layers)
    return list(dict.fromkeys(each for each in said if each))
