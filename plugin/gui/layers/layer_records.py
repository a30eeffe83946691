"""The features of a QGIS layer of any provider as records, for whatever reads records."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsFeatureSource, QgsFeedback, QgsGeometry, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ...constraints.records.record import Record
from ...constraints.records.record_fields import RecordReader, told_of_arcs
from .layer_aside import LayerAside


def layer_records(source: QgsFeatureSource | LayerAside, dataset: str, feedback: QgsFeedback | None = None) -> Iterator[Record]:
    """Every feature, in the provider's order; ends early where ``feedback`` is cancelled."""
    names = [field.name() for field in source.fields()]
    reader = RecordReader(dataset, dataset)
    total = max(source.featureCount(), 1)
    for number, feature in enumerate(source.getFeatures()):
        if feedback is not None:
            if feedback.isCanceled():
                return
            feedback.setProgress(min(100.0, 100.0 * number / total))
        values = {name: plain_value(value) for name, value in zip(names, feature.attributes())}
        geometry = feature.geometry()
        if geometry.isNull():
            yield reader.record(values, None)
        elif QgsWkbTypes.isCurvedType(geometry.wkbType()):
            # Some providers call every shape a curved one, though it has no arc
            straight = reader.record(values, QgsGeometry(geometry.constGet().segmentize()).asWkt(17))
            yield told_of_arcs(straight) if geometry.constGet().hasCurvedSegments() else straight
        else:
            yield reader.record(values, geometry.asWkt(17))


def plain_value(value: object) -> object:
    """A feature's value as Python's own; QGIS's null is none."""
    if isinstance(value, QDateTime):
        whole = value.date() if value.time().msecsSinceStartOfDay() == 0 else value
        return str(whole.toString(Qt.DateFormat.ISODate))
    if isinstance(value, QDate):
        return str(value.toString(Qt.DateFormat.ISODate))
    is_null = getattr(value, "isNull", None)
    return None if is_null is not None and is_null() else value
