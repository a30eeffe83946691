"""The map of a change for paper: the present and the proposed line, and the land between them, in colours and patterns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPointPatternFillSymbolLayer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .proposed_row import ProposedRow
from .specification import LayerSpecification
from .styles import blue_line
from .symbols import fill_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.boundary_change import BoundaryChange

#: As the page for applicants has them (reports/change_map): each differs from the others in colour and in pattern.
_PRESENT, _PROPOSED = "#0b0c0c", "#d4351c"
_ADDED, _ADDED_GROUND = "#00703c", "#bfe3cf"
_REMOVED, _REMOVED_GROUND = "#4c2c92", "#e2dbf0"


def change_layers(
    present: BaseGeometry | None, proposed: BaseGeometry, change: BoundaryChange | None, other_land: BaseGeometry | None = None
) -> dict[str, QgsVectorLayer]:
    """Layers by the name that a legend gives them, from the top; land that there is none of has no layer. EPSG:27700."""
    shapes: list[tuple[str, BaseGeometry | None, QgsFillSymbol]] = [
        ("Present boundary", present, _line(_PRESENT, 0.7, dashed=True)),
        ("Proposed boundary", proposed, _line(_PROPOSED, 0.9)),
        ("Other land of the applicant", other_land, blue_line()),
        ("Land added", change.added if change is not None else None, _striped()),
        ("Land taken away", change.removed if change is not None else None, _dotted()),
    ]
    return {name: _layer(name, shape, symbol) for name, shape, symbol in shapes if shape is not None and not shape.is_empty}


def _layer(name: str, shape: BaseGeometry, symbol: QgsFillSymbol) -> QgsVectorLayer:
    specification: LayerSpecification[ProposedRow] = LayerSpecification(name, name, "MultiPolygon", ProposedRow)
    layer = specification.create()
    specification.fill(layer, [ProposedRow(shape)])
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def _line(colour: str, millimetres: float, *, dashed: bool = False) -> QgsFillSymbol:
    casing = QgsSimpleLineSymbolLayer(QColor("#ffffff"), millimetres * 2.2)
    stroke = QgsSimpleLineSymbolLayer(QColor(colour), millimetres)
    if dashed:
        stroke.setUseCustomDashPattern(True)
        stroke.setCustomDashVector([2.4, 1.3])
    for line in (casing, stroke):
        line.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return fill_of(casing, stroke) if not dashed else fill_of(stroke)


def _striped() -> QgsFillSymbol:
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(45)
    pattern.setDistance(1.8)
    pattern.setSubSymbol(QgsLineSymbol.createSimple({"line_color": _ADDED, "line_width": "0.6"}))
    return fill_of(_ground(_ADDED_GROUND), pattern)


def _dotted() -> QgsFillSymbol:
    pattern = QgsPointPatternFillSymbolLayer()
    pattern.setDistanceX(2.0)
    pattern.setDistanceY(2.0)
    pattern.setDisplacementX(1.0)
    pattern.setSubSymbol(QgsMarkerSymbol.createSimple({"name": "circle", "color": _REMOVED, "outline_style": "no", "size": "0.9"}))
    return fill_of(_ground(_REMOVED_GROUND), pattern)


def _ground(colour: str) -> QgsSimpleFillSymbolLayer:
    ground = QgsSimpleFillSymbolLayer(QColor(colour))
    ground.setStrokeStyle(Qt.PenStyle.NoPen)
    return ground
