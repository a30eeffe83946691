"""A layer of the project as one other thread may read it, with the edits that are not saved yet."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

#: Providers that count their features without asking anybody elsewhere.
AT_HAND = frozenset({"memory", "ogr", "delimitedtext", "spatialite"})


def known_count(layer: QgsVectorLayer) -> int:
    """How many features a layer has, -1 where only a server could tell: the window does not wait for that."""
    return int(layer.featureCount()) if layer.providerType() in AT_HAND else -1


def broken_off(count: int, total: int, title: str) -> str:
    """That a layer did not come whole. QGIS ends one that breaks off as if it had; only the provider's own count tells."""
    return f"Only {count:,} of the {total:,} features of {title} came: the connection may have broken off. Try again."


class LayerAside:
    """Made on the GUI thread; has as much of QgsFeatureSource as a reader needs. ``read`` has the ids of the features read last."""

    def __init__(self, layer: QgsVectorLayer, count: int | None = None) -> None:
        """``count`` is how many features the layer has, -1 where that is not to be asked; else its provider is asked, which may be far."""
        self.title = str(layer.name())
        self._source = QgsVectorLayerFeatureSource(layer)
        self._count = int(layer.featureCount()) if count is None else count
        self.read: list[int] = []

    def fields(self) -> QgsFields:
        return self._source.fields()

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._source.crs()

    def featureCount(self) -> int:
        return self._count

    def getFeatures(self) -> Iterator[QgsFeature]:
        self.read = []
        for feature in self._source.getFeatures(QgsFeatureRequest()):
            self.read.append(int(feature.id()))
            yield feature
