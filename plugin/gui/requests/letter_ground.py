"""What lies beneath the lines of a letter's map: the base map that the officer sees, without Redline's own layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtXml import QDomDocument

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


def attribution_of(layers: Sequence[QgsMapLayer]) -> str:
    """What has to stand beside these layers: attribution and licence."""
    return "; ".join(credits_of(layers))


class LetterGround:
    """The same layers for a letter that another thread writes: made on the GUI thread, where nothing is opened or read for it.

    ``layers`` and ``surroundings`` belong to the thread that writes.
    """

    def __init__(self, layers: Sequence[QgsMapLayer], ground: BaseGeometry) -> None:
        """``layers`` from the top; ``ground`` is the piece in EPSG:27700 that the page of the letter shows."""
        self._attribution = attribution_of(layers)
        self._ground = ground
        self._context = QgsProject.instance().transformContext()
        self._copies = [_written(layer) or _let_go(layer.clone()) for layer in layers]
        self._tables = {name: QgsVectorLayerFeatureSource(layer) for name, layer in _tables(layers)}

    def layers(self) -> list[QgsMapLayer]:
        """Copies of the layers, which end with the letter; one whose source has gone meanwhile is left out."""
        opened = (_opened(copy) if isinstance(copy, QDomDocument) else copy for copy in self._copies)
        made = [layer for layer in opened if layer is not None and layer.isValid()]
        for layer in made:
            layer.moveToThread(QThread.currentThread())
        return made

    def surroundings(self) -> Surroundings:
        """For a web page: what the base map's own tables have on the ground; nothing of a picture."""
        from ...reports.change_map.surroundings import Surroundings

        found = {name: self._features(table) for name, table in self._tables.items()}
        return Surroundings(found, self._attribution if found else "")

    def _features(self, table: QgsVectorLayerFeatureSource) -> list[Feature]:
        from ...reports.change_map.surroundings import Feature

        request = QgsFeatureRequest(QgsRectangle(*self._ground.bounds)).setLimit(_MOST)
        request.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"), self._context)
        name = table.fields().indexOf("name")
        return [
            Feature(to_shapely(feature.geometry()), str(feature.attribute(name) or "") if name >= 0 else "")
            for feature in table.getFeatures(request)
            if feature.hasGeometry()
        ]


def _tables(layers: Sequence[QgsMapLayer]) -> Iterator[tuple[str, QgsVectorLayer]]:
    from ...reports.change_map.surroundings import LAYERS

    for layer in layers:
        name = str(layer.customProperty(LAYER) or "").removeprefix(f"{PREFIX}/")
        if name in LAYERS and isinstance(layer, QgsVectorLayer):
            yield name, layer


def _written(layer: QgsMapLayer) -> QDomDocument | None:
    """All that a project would keep of a layer; None for one that lives in memory alone."""
    if not isinstance(layer, (QgsVectorLayer, QgsRasterLayer)) or layer.providerType() == "memory":
        return None
    document = QDomDocument("letter")
    element = document.createElement("maplayer")
    document.appendChild(element)
    return document if layer.writeLayerXml(element, document, QgsReadWriteContext()) else None


def _opened(document: QDomDocument) -> QgsMapLayer | None:
    element = document.documentElement()
    layer: QgsMapLayer = QgsVectorLayer() if element.attribute("type") == "vector" else QgsRasterLayer()
    return layer if layer.readLayerXml(element, QgsReadWriteContext()) else None


def _let_go(layer: QgsMapLayer) -> QgsMapLayer:
    """A layer of nobody's thread, which another one may then make its own."""
    layer.moveToThread(None)
    return layer


def _is_ground(layer: QgsMapLayer) -> bool:
    mark = str(layer.customProperty(LAYER) or "")
    return not mark or mark == PREFIX or mark.startswith(f"{PREFIX}/")
