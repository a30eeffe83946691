"""A quiet map for a vector base map: pale ground, white roads, grey buildings, names where the file has them."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .fonts import font
from .styles import halo
from .symbols import line_of

#: The layers that Redline knows, from the ground up; others are drawn above them in thin grey.
DRAWING_ORDER = ("land", "park", "water", "parcel", "road", "railway", "building")

_POLYGONS: Mapping[str, Mapping[str, str]] = {
    "land": {"color": "#f6f4ee", "outline_style": "no"},
    "park": {"color": "#e0ead6", "outline_color": "#cbdabd", "outline_width": "0.15"},
    "water": {"color": "#d3e3ec", "outline_color": "#b4cbd8", "outline_width": "0.15"},
    "parcel": {"style": "no", "outline_color": "#d8d2c4", "outline_width": "0.12"},
    "road": {"color": "#ffffff", "outline_color": "#d0c9bb", "outline_width": "0.12"},
    "railway": {"color": "#e4e2de", "outline_color": "#a9a7a2", "outline_width": "0.15"},
    "building": {"color": "#e2dbcf", "outline_color": "#b9ae9c", "outline_width": "0.12"},
}
_OTHER: Mapping[str, str] = {"style": "no", "outline_color": "#9a9a96", "outline_width": "0.15"}

#: Millimetres on paper at which names are legible and still quiet.
_ROAD_NAME_POINTS = 6.5
_HOUSE_NUMBER_POINTS = 5.0

#: Beyond this scale house numbers and road names would only be noise.
_NUMBERS_UNTIL = 3000
_NAMES_UNTIL = 12000


def style_base_map(layer: QgsVectorLayer, theme: str) -> None:
    """Give a layer of a base map its look; ``theme`` is the layer's name in its file."""
    layer.setRenderer(QgsSingleSymbolRenderer(_symbol(layer.geometryType(), theme)))
    label = _label(layer, theme)
    if label is not None:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
        layer.setLabelsEnabled(True)


def drawing_place(theme: str) -> int:
    """Where a layer stands from the ground up."""
    return DRAWING_ORDER.index(theme) if theme in DRAWING_ORDER else len(DRAWING_ORDER)


def _symbol(geometry: Qgis.GeometryType, theme: str) -> QgsSymbol:
    if geometry == Qgis.GeometryType.Polygon:
        return QgsFillSymbol.createSimple(dict(_POLYGONS.get(theme, _OTHER)))
    if geometry == Qgis.GeometryType.Line:
        return _line(theme)
    return QgsSymbol.defaultSymbol(geometry)


def _line(theme: str) -> QgsLineSymbol:
    if theme == "road":
        return line_of(_stroke("#d0c9bb", 8.0, metres=True), _stroke("#ffffff", 7.2, metres=True))
    if theme == "railway":
        dashes = _stroke("#fbfaf7", 0.45)
        dashes.setUseCustomDashPattern(True)
        dashes.setCustomDashVector([2.0, 2.0])
        return line_of(_stroke("#8d8a84", 0.8), dashes)
    if theme == "water":
        return line_of(_stroke("#b4cbd8", 0.5))
    return line_of(_stroke("#9a9a96", 0.2))


def _stroke(colour: str, width: float, *, metres: bool = False) -> QgsSimpleLineSymbolLayer:
    stroke = QgsSimpleLineSymbolLayer(QColor(colour), width)
    stroke.setPenCapStyle(Qt.PenCapStyle.RoundCap if metres else Qt.PenCapStyle.FlatCap)
    stroke.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if metres:
        stroke.setWidthUnit(Qgis.RenderUnit.MetersInMapUnits)
    return stroke


def _label(layer: QgsVectorLayer, theme: str) -> QgsPalLayerSettings | None:
    names = {field.name() for field in layer.fields()}
    if theme == "building" and "number" in names:
        return _settings("number", _HOUSE_NUMBER_POINTS, "#8a7f6d", _NUMBERS_UNTIL, Qgis.LabelPlacement.Horizontal)
    if "name" not in names or theme in ("land", "parcel", "building"):
        return None
    along = layer.geometryType() == Qgis.GeometryType.Line
    placement = Qgis.LabelPlacement.Curved if along else Qgis.LabelPlacement.Horizontal
    colour = {"water": "#6f93a8", "park": "#7d9268"}.get(theme, "#6b665c")
    return _settings("name", _ROAD_NAME_POINTS, colour, _NAMES_UNTIL, placement)


def _settings(field: str, points: float, colour: str, until: float, placement: Qgis.LabelPlacement) -> QgsPalLayerSettings:
    text = QgsTextFormat()
    text.setFont(font())
    text.setSize(points)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setBuffer(halo(0.5))
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.placement = placement
    settings.scaleVisibility = True
    settings.minimumScale = until
    settings.maximumScale = 0
    settings.setFormat(text)
    if placement == Qgis.LabelPlacement.Curved:
        line = settings.lineSettings()
        line.setPlacementFlags(Qgis.LabelLinePlacementFlag.OnLine | Qgis.LabelLinePlacementFlag.MapOrientation)
        line.setMergeLines(True)
        settings.setLineSettings(line)
    return settings
