"""What lies beneath the lines of a letter's map: the base map that the officer sees, without Redline's own layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsMapLayer, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas

from ..layers.attribution import credits_of
from ..layers.base_map_layers import PREFIX
from ..layers.marks import LAYER
from ..layers.specification import to_shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...reports.change_map.surroundings import Feature, Surroundings

#: Features of one layer beyond which a page would be larger than its reader's patience.
_MOST = 4000


def ground_layers(canvas: QgsMapCanvas) -> list[QgsMapLayer]:
    """The layers of the map that are not about constraints or cases, from the top."""
    return [layer for layer in canvas.layers() if _is_ground(layer)]


def attribution_of(layers: list[QgsMapLayer]) -> str:
    """What has to stand beside these layers: attribution and licence."""
    return "; ".join(credits_of(layers))


def surroundings_of(layers: list[QgsMapLayer], ground: BaseGeometry) -> Surroundings:
    """The same for a web page: what the base map's own tables have on a piece of ground in EPSG:27700; nothing of a picture."""
    from ...reports.change_map.surroundings import LAYERS, Surroundings

    found: dict[str, list[Feature]] = {}
    for layer in layers:
        name = str(layer.customProperty(LAYER) or "").removeprefix(f"{PREFIX}/")
        if name in LAYERS and isinstance(layer, QgsVectorLayer):
            found[name] = _features(layer, ground)
    return Surroundings(found, attribution_of(layers) if found else "")


def _features(layer: QgsVectorLayer, ground: BaseGeometry) -> list[Feature]:
    from ...reports.change_map.surroundings import Feature

    request = QgsFeatureRequest(QgsRectangle(*ground.bounds)).setLimit(_MOST)
    request.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"), QgsProject.instance().transformContext())
    name = layer.fields().indexOf("name")
    return [
        Feature(to_shapely(feature.geometry()), str(feature.attribute(name) or "") if name >= 0 else "")
        for feature in layer.getFeatures(request)
        if feature.hasGeometry()
    ]


def _is_ground(layer: QgsMapLayer) -> bool:
    mark = str(layer.customProperty(LAYER) or "")
    return not mark or mark == PREFIX or mark.startswith(f"{PREFIX}/")
