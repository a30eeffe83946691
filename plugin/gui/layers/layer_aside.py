"""A layer of the project as one other thread may read it, with the edits that are not saved yet."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)


class LayerAside:
    """Made on the GUI thread; has as much of QgsFeatureSource as a reader needs."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.title = str(layer.name())
        self._source = QgsVectorLayerFeatureSource(layer)
        self._count = int(layer.featureCount())

    def fields(self) -> QgsFields:
        return self._source.fields()

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._source.crs()

    def featureCount(self) -> int:
        return self._count

    def getFeatures(self, request: QgsFeatureRequest | None = None) -> QgsFeatureIterator:
        return self._source.getFeatures(request or QgsFeatureRequest())
