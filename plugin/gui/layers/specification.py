"""How one row type of Redline becomes a read-only memory layer: columns, geometry, value to feature and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from qgis.core import NULL, QgsFeature, QgsField, QgsFields, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from .marks import LAYER

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


Row = TypeVar("Row", bound=_Dataclass)

_KINDS = {str: QMetaType.Type.QString, float: QMetaType.Type.Double, int: QMetaType.Type.Int}


@dataclass(frozen=True)
class LayerSpecification(Generic[Row]):
    """One memory layer in EPSG:27700.

    ``row`` is a dataclass whose fields are declared with ``column``; one called ``geometry``, which is not, is the
    feature's shapely geometry.
    ``geometry`` is the memory provider's word ("MultiPolygon", "NoGeometry").
    """

    identifier: str
    name: str
    geometry: str
    row: type[Row]

    def fields(self) -> QgsFields:
        fields = QgsFields()
        for each in self._columns():
            field = QgsField(each.name, _KINDS[each.metadata["kind"]])
            field.setAlias(each.metadata["title"])
            fields.append(field)
        return fields

    def create(self) -> QgsVectorLayer:
        """An empty layer that carries its mark, cannot be edited and is never asked about when QGIS closes."""
        layer = QgsVectorLayer(f"{self.geometry}?crs=EPSG:27700", self.name, "memory")
        layer.dataProvider().addAttributes(list(self.fields()))
        layer.updateFields()
        for index, field in enumerate(self.fields()):
            layer.setFieldAlias(index, field.alias())
        layer.setCustomProperty(LAYER, self.identifier)
        layer.setCustomProperty("skipMemoryLayersCheck", 1)
        layer.setReadOnly(True)
        return layer

    def fits(self, layer: QgsVectorLayer) -> bool:
        """Whether a layer found in a project has this specification's columns, so that it can be filled again."""
        return [field.name() for field in layer.fields()] == [each.name for each in self._columns()]

    def fill(self, layer: QgsVectorLayer, rows: Iterable[Row]) -> None:
        """Replace everything in ``layer`` by ``rows``."""
        provider = layer.dataProvider()
        provider.truncate()
        provider.addFeatures(self._features(rows))
        layer.updateExtents()
        layer.triggerRepaint()

    def add(self, layer: QgsVectorLayer, rows: Iterable[Row]) -> None:
        """Put ``rows`` beside what ``layer`` has."""
        layer.dataProvider().addFeatures(self._features(rows))

    def feature(self, row: Row) -> QgsFeature:
        return self._features([row])[0]

    def _features(self, rows: Iterable[Row]) -> list[QgsFeature]:
        fields, names = self.fields(), [each.name for each in self._columns()]
        return [self._feature(row, fields, names) for row in rows]

    def _feature(self, row: Row, fields: QgsFields, names: list[str]) -> QgsFeature:
        feature = QgsFeature(fields)
        feature.setAttributes([getattr(row, name) for name in names])
        shape: shapely.Geometry | None = getattr(row, "geometry", None)
        if shape is not None and self.geometry != "NoGeometry":
            feature.setGeometry(to_qgis(shape))
        return feature

    def value(self, feature: QgsFeature) -> Row:
        """The row that a feature of this layer was made from."""
        values: dict[str, Any] = {each.name: None if feature[each.name] == NULL else feature[each.name] for each in self._columns()}
        if any(each.name == "geometry" for each in dataclasses.fields(self.row)):
            values["geometry"] = to_shapely(feature.geometry()) if feature.hasGeometry() else None
        return self.row(**values)

    def _columns(self) -> list[dataclasses.Field[Any]]:
        return [each for each in dataclasses.fields(self.row) if "title" in each.metadata]


def column(title: str, kind: type) -> Any:
    """A dataclass field that is a column of a layer, with the heading that people see."""
    return dataclasses.field(metadata={"title": title, "kind": kind})


def to_qgis(shape: shapely.Geometry) -> QgsGeometry:
    """A shapely geometry as QGIS holds it, a single part made multiple."""
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    geometry.convertToMultiType()
    return geometry


def to_shapely(geometry: QgsGeometry) -> BaseGeometry:
    """A QGIS geometry as shapely holds it."""
    import shapely

    return shapely.from_wkb(bytes(geometry.asWkb()))
