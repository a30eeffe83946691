"""How Redline's layers look: the red line, the overlaps, the constraints in the platform's colours.

Transparency is in the colours, never on the layer, so that a print stays vector and its text stays text.
"""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .fonts import font
from .symbols import fill_of

#: The colour of a red line.
RED = "#d4101e"

#: The colour of a blue line: other land of the same owner.
BLUE = "#1d4ed8"

#: The colour of a line that is being proposed: neither red, which is in force, nor blue, which is other land of the owner.
GREEN = "#00703c"

#: For a dataset to which the catalogue gives no colour.
UNKNOWN_COLOUR = "#6b7276"

#: Light, because half a dozen constraints may lie over each other and the map beneath must stay readable.
_FILL_ALPHA = 22

#: A marker of this many millimetres, smaller where a whole borough is on the map.
_MARKER_SIZE = 2.8
_MARKER_SIZE_BY_SCALE = f"if(@map_scale > 8000, {_MARKER_SIZE / 2}, {_MARKER_SIZE})"


def style_sites(layer: QgsVectorLayer) -> None:
    """Every site as a red line."""
    layer.setRenderer(QgsSingleSymbolRenderer(red_line()))


def style_sites_from_afar(layer: QgsVectorLayer) -> None:
    """Red lines that stay visible when they are smaller than their own edge: a dot in the middle, the reference beside it."""
    symbol = red_line(70)
    dot = QgsCentroidFillSymbolLayer()
    dot.setPointOnSurface(True)
    dot.setSubSymbol(
        QgsMarkerSymbol.createSimple({"name": "circle", "color": RED, "outline_color": "#ffffff", "outline_width": "0.3", "size": "2.2"})
    )
    symbol.appendSymbolLayer(dot)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    text = QgsTextFormat()
    text.setFont(font(bold=True))
    text.setSize(6.2)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor("#7d0610"))
    text.setBuffer(halo(0.6))
    label = QgsPalLayerSettings()
    label.fieldName = "site"
    label.placement = Qgis.LabelPlacement.AroundPoint
    label.dist = 1.2
    label.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
    layer.setLabelsEnabled(True)


def halo(millimetres: float) -> QgsTextBufferSettings:
    """A white edge around letters, so that they can be read on any ground."""
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(millimetres)
    buffer.setColor(QColor("#ffffff"))
    return buffer


def style_proposed(layer: QgsVectorLayer) -> None:
    """The proposed line in green on white, with a square at every vertex to be taken hold of."""
    casing = QgsSimpleLineSymbolLayer(QColor("#ffffff"), 1.5)
    stroke = QgsSimpleLineSymbolLayer(QColor(GREEN), 0.8)
    for line in (casing, stroke):
        line.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    corners = QgsMarkerLineSymbolLayer()
    corners.setPlacements(Qgis.MarkerLinePlacement.Vertex)
    corners.setRotateSymbols(False)
    corners.setSubSymbol(
        QgsMarkerSymbol.createSimple({"name": "square", "color": "#ffffff", "outline_color": GREEN, "outline_width": "0.4", "size": "1.9"})
    )
    ground = QgsSimpleFillSymbolLayer(faded(GREEN, 18))
    ground.setStrokeStyle(Qt.PenStyle.NoPen)
    layer.setRenderer(QgsSingleSymbolRenderer(fill_of(ground, casing, stroke, corners)))


def style_overlaps(layer: QgsVectorLayer) -> None:
    """Every overlap hatched."""
    layer.setRenderer(QgsSingleSymbolRenderer(hatching()))


def style_constraint(layer: QgsVectorLayer, colour: str, *, local: bool = False) -> None:
    """The platform's colour as outline, lighter as fill; ``colour`` may be ""."""
    layer.setRenderer(QgsSingleSymbolRenderer(constraint_symbol(layer.geometryType(), colour, local=local)))


def style_blue_line(layer: QgsVectorLayer) -> None:
    """Other land of the same owner as a blue line."""
    layer.setRenderer(QgsSingleSymbolRenderer(blue_line()))


def blue_line() -> QgsFillSymbol:
    """A blue edge of 0.6 mm on white, with nothing inside: what lies in it is no part of the site."""
    casing = QgsSimpleLineSymbolLayer(QColor(255, 255, 255, 200), 1.2)
    stroke = QgsSimpleLineSymbolLayer(QColor(BLUE), 0.6)
    for line in (casing, stroke):
        line.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return fill_of(casing, stroke)


def red_line(fill_alpha: int = 26) -> QgsFillSymbol:
    """A red edge of 0.6 mm with a breath of red inside."""
    fill = QgsSimpleFillSymbolLayer(faded(RED, fill_alpha), Qt.BrushStyle.SolidPattern, QColor(RED))
    fill.setStrokeWidth(0.6)
    fill.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return fill_of(fill)


def hatching() -> QgsFillSymbol:
    """Thin slanting lines, so that what lies beneath can still be seen."""
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(45)
    pattern.setDistance(1.6)
    pattern.setSubSymbol(QgsLineSymbol.createSimple({"line_color": "#5a1420", "line_width": "0.18"}))
    edge = QgsSimpleFillSymbolLayer(QColor(0, 0, 0, 0), Qt.BrushStyle.NoBrush, faded("#5a1420", 160))
    edge.setStrokeWidth(0.18)
    return fill_of(pattern, edge)


def constraint_symbol(geometry: Qgis.GeometryType, colour: str, *, local: bool = False) -> QgsSymbol:
    """The symbol of a constraint by its kind of geometry; ``colour`` may be "".

    The council's own layers have the colour of their kind, with a broken line and a diamond, so that they are told apart without it.
    """
    strong = QColor(colour or UNKNOWN_COLOUR)
    if geometry == Qgis.GeometryType.Point:
        marker = QgsMarkerSymbol.createSimple(
            {
                "name": "diamond" if local else "circle",
                "color": strong.name(),
                "outline_color": "#ffffff",
                "outline_width": "0.3",
                "size": str(_MARKER_SIZE),
            }
        )
        marker.setDataDefinedSize(QgsProperty.fromExpression(_MARKER_SIZE_BY_SCALE))
        return marker
    if geometry == Qgis.GeometryType.Line:
        return QgsLineSymbol.createSimple({"line_color": strong.name(), "line_width": "0.7", "line_style": "dash" if local else "solid"})
    fill = QgsSimpleFillSymbolLayer(faded(strong.name(), _FILL_ALPHA), Qt.BrushStyle.SolidPattern, strong.darker(112))
    fill.setStrokeWidth(0.35)
    fill.setStrokeStyle(Qt.PenStyle.DashLine if local else Qt.PenStyle.SolidLine)
    fill.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return fill_of(fill)


def faded(colour: str, alpha: int) -> QColor:
    """A colour with an alpha of 0 to 255."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
