"""The shapes on the map that could be taken over: those that are selected, or those under a click, whatever their layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ..layers.marks import LAYER
from ..layers.specification import to_shapely
from ..layers.specifications import CASES, OVERLAPS, PROPOSED, SITES

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRID = QgsCoordinateReferenceSystem("EPSG:27700")
_OWN = frozenset(each.identifier for each in (CASES, OVERLAPS, PROPOSED, SITES))
#: Shapes of one layer that are offered at one place.
_MOST = 5


@dataclass(frozen=True)
class FoundShape:
    """A shape in EPSG:27700 and what it is called: layer and feature."""

    name: str
    geometry: BaseGeometry


class FeaturePicker:
    """Looks through the vector layers that the map shows, except Redline's own lines."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas = canvas
        self._project = project

    def selected(self) -> list[FoundShape]:
        """Every selected feature."""
        found = []
        for layer in self._layers():
            found += [self._shape(layer, feature) for feature in layer.selectedFeatures() if feature.hasGeometry()]
        return [shape for shape in found if shape is not None]

    def at(self, easting: float, northing: float, reach: float) -> list[FoundShape]:
        """What lies within ``reach`` metres of a place in EPSG:27700: from the top of the map down, small shapes before large ones."""
        found: list[FoundShape] = []
        for layer in self._layers():
            there = QgsCoordinateTransform(_GRID, layer.crs(), self._project)
            try:
                box = there.transformBoundingBox(QgsRectangle(easting - reach, northing - reach, easting + reach, northing + reach))
            except QgsCsException:
                continue
            request = QgsFeatureRequest(box).setFlags(QgsFeatureRequest.Flag.ExactIntersect)
            shapes = [self._shape(layer, feature) for feature in layer.getFeatures(request)]
            found += sorted((shape for shape in shapes if shape is not None), key=lambda shape: shape.geometry.area)[:_MOST]
        return found

    def _layers(self) -> list[QgsVectorLayer]:
        wanted = (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line)
        layers = [layer for layer in self._canvas.layers() if isinstance(layer, QgsVectorLayer) and layer.geometryType() in wanted]
        return [layer for layer in layers if layer.customProperty(LAYER, "") not in _OWN]

    def _shape(self, layer: QgsVectorLayer, feature: QgsFeature) -> FoundShape | None:
        import shapely

        geometry = QgsGeometry(feature.geometry())
        geometry.convertToStraightSegment()
        try:
            geometry.transform(QgsCoordinateTransform(layer.crs(), _GRID, self._project))
        except QgsCsException:
            return None
        return FoundShape(f"{layer.name()}: {_name(layer, feature)}", shapely.force_2d(to_shapely(geometry)))


def _name(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    """What the layer's own display name says of a feature, else its number."""
    field = layer.displayField()
    value = feature[field] if field and layer.fields().indexOf(field) >= 0 else None
    return str(value) if value else str(feature.id())
