"""What bears on a place, for a map of an enquiry: each bearing in a line of its own, as on the web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...domain.enquiry import Bearing
from .proposed_row import ProposedRow
from .specification import LayerSpecification
from .symbols import fill_of, line_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...reports.enquiry.answer_rows import AnswerRow

_DASHES = {Bearing.MAY_APPLY.value: [3.2, 1.6], Bearing.NEAR.value: [0.7, 1.2]}
_WIDTHS = {Bearing.APPLIES.value: 0.7, Bearing.MAY_APPLY.value: 0.7, Bearing.NEAR.value: 0.5}
_OPACITY = 36
_SITE = "#d4351c"
_KINDS = {0: "MultiPoint", 1: "MultiLineString", 2: "MultiPolygon"}
_POINT = "3.2"


def enquiry_layer(row: AnswerRow, ground: BaseGeometry) -> QgsVectorLayer | None:
    """The part of a constraint's shape on ``ground`` (EPSG:27700) as a layer; None where nothing of it lies there."""
    import shapely

    cut = None if row.shape is None else shapely.intersection(row.shape, ground)
    if cut is None or shapely.is_empty(cut) or row.bearing not in _WIDTHS:
        return None
    name = f"{row.number} {row.title}"
    specification: LayerSpecification[ProposedRow] = LayerSpecification(name, name, _KINDS[int(shapely.get_dimensions(cut))], ProposedRow)
    layer = specification.create()
    specification.fill(layer, [ProposedRow(cut)])
    layer.setRenderer(QgsSingleSymbolRenderer(row_symbol(row)))
    return layer


def site_layer(site: BaseGeometry) -> QgsVectorLayer:
    """The outline of the site that is asked about (EPSG:27700), red on white, so that it stands out on any ground."""
    specification: LayerSpecification[ProposedRow] = LayerSpecification("site", "The site", "MultiPolygon", ProposedRow)
    layer = specification.create()
    specification.fill(layer, [ProposedRow(site)])
    none = QgsSimpleFillSymbolLayer(QColor(0, 0, 0, 0))
    none.setStrokeStyle(Qt.PenStyle.NoPen)
    lines = [QgsSimpleLineSymbolLayer(QColor(colour), width) for colour, width in (("#ffffff", 1.6), (_SITE, 0.8))]
    for line in lines:
        line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    layer.setRenderer(QgsSingleSymbolRenderer(fill_of(none, *lines)))
    return layer


def row_symbol(row: AnswerRow) -> QgsSymbol:
    """How a row is drawn, for the map and for the sample beside its words."""
    import shapely

    from ...reports.enquiry.place_map import colour_of

    colour = QColor(colour_of(row))
    dimensions = 2 if row.shape is None else int(shapely.get_dimensions(row.shape))
    if dimensions == 0:
        return QgsMarkerSymbol.createSimple({"name": "square", "color": colour.name(), "outline_color": "#0b0c0c", "size": _POINT})
    stroke = _stroke(row.bearing, colour)
    if dimensions == 1:
        return line_of(stroke)
    return _filled(colour, stroke)


def _filled(colour: QColor, stroke: QgsSimpleLineSymbolLayer) -> QgsFillSymbol:
    ground = QgsSimpleFillSymbolLayer(QColor(colour.red(), colour.green(), colour.blue(), _OPACITY))
    ground.setStrokeStyle(Qt.PenStyle.NoPen)
    return fill_of(ground, stroke)


def _stroke(bearing: str, colour: QColor) -> QgsSimpleLineSymbolLayer:
    stroke = QgsSimpleLineSymbolLayer(colour, _WIDTHS.get(bearing, 0.5))
    stroke.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    dash = _DASHES.get(bearing)
    if dash is not None:
        stroke.setUseCustomDashPattern(True)
        stroke.setCustomDashVector(dash)
    return stroke
