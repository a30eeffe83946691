"""Rows of a screening into a sink of Processing, in the columns that every file of Redline has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry
from qgis.PyQt.QtCore import QDate, QMetaType

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry

    from ..reports.table import Columns, Row

_TYPES = {str: QMetaType.Type.QString, int: QMetaType.Type.LongLong, float: QMetaType.Type.Double, date: QMetaType.Type.QDate}


def fields_of(columns: Columns) -> QgsFields:
    """The columns as QGIS declares them."""
    fields = QgsFields()
    for name, kind in columns:
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


class TableSink:
    """Writes rows, with a geometry where they have one; a sink that the user left out takes them silently."""

    def __init__(self, sink: QgsFeatureSink | None, columns: Columns) -> None:
        self._sink = sink
        self._names = [name for name, _ in columns]
        self._fields = fields_of(columns)

    def add(self, row: Mapping[str, Any] | Row, geometry: shapely.Geometry | None = None) -> None:
        """One row; ``geometry`` is in EPSG:27700."""
        if self._sink is None:
            return
        feature = QgsFeature(self._fields)
        feature.setAttributes([_stored(row[name]) for name in self._names])
        if geometry is not None:
            feature.setGeometry(_shape(geometry))
        self._sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)


def point_of(shape: shapely.Geometry | BaseGeometry | None) -> shapely.Geometry | None:
    """A point on a shape to zoom to, None without one; where it crosses itself, and nobody can say what is inside, its first corner."""
    import shapely

    if shape is None or shapely.is_empty(shape):
        return None
    return shapely.point_on_surface(shape) if shapely.is_valid(shape) else shapely.Point(shapely.get_coordinates(shape)[0])


def _stored(value: Any) -> Any:
    """A value as QGIS keeps it: of Python's dates it makes no field's value."""
    return QDate(value.year, value.month, value.day) if isinstance(value, date) else value


def _shape(shape: shapely.Geometry) -> QgsGeometry:
    """Areas all of one kind; a point stays one."""
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    if not isinstance(shape, shapely.Point):
        geometry.convertToMultiType()
    return geometry
