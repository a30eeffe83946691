"""A quiet map for a vector base map: pale ground, white roads, grey buildings, names and house numbers where the file has them.

A layer may tell its features apart in a column "kind" and name them in "name"; without these it has one look and no names.
"""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
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
DRAWING_ORDER = ("land", "water", "park", "parcel", "road", "railway", "building")

#: Fill and edge of areas by layer, and by kind within a layer.
_AREAS: Mapping[str, tuple[str, str]] = {
    "land": ("#f4f3ea", ""),
    "land/arable": ("#f5f1e2", "#ebe5d1"),
    "land/fallow": ("#f1ece0", "#e8e1cf"),
    "land/meadow": ("#edf2e2", "#e2e9d3"),
    "land/pasture": ("#f0f3e6", "#e4e9d6"),
    "land/beach": ("#f6eed3", ""),
    "land/built-up": ("#f3f1ec", ""),
    "land/quay": ("#e9e7e1", "#d6d2c8"),
    "water": ("#d5e5ee", "#b9d0dd"),
    "park": ("#dfebd3", "#cadbba"),
    "park/wood": ("#d1e2c4", "#bcd2ac"),
    "park/school": ("#efe8da", "#ded4c0"),
    "park/square": ("#ece9e2", "#d9d4c9"),
    "park/allotment": ("#e4ead0", "#d3dbba"),
    "parcel": ("", "#e0dbcf"),
    "road": ("#ffffff", "#d0c9bb"),
    "railway": ("#e4e2de", "#a9a7a2"),
    "building": ("#e0d8cb", "#b9ad9a"),
    "building/outbuilding": ("#e9e3d8", "#cbc1b0"),
    "building/church": ("#d5cabb", "#a0937f"),
    "building/school": ("#dcd0bd", "#ab9d86"),
    "building/industrial": ("#dbd7d2", "#aea8a0"),
}
_OTHER_AREA = ("", "#9a9a96")

#: Metres that a road is wide on the ground where the file has its middle line only.
_ROAD_WIDTHS: Mapping[str, float] = {"": 7.5, "main": 11.0, "street": 8.5, "side": 6.5}

_ROAD_NAME_POINTS = 6.5
_HOUSE_NUMBER_POINTS = 4.6
_PLACE_NAME_POINTS = 6.0

#: Beyond these scales numbers and names would only be noise.
_NUMBERS_UNTIL = 1800
_NAMES_UNTIL = 6000

#: Of "12a High Street" the number; of "Church of the Tides" the whole.
_HOUSE = "coalesce(nullif(regexp_substr(\"name\", '^([0-9]+[a-zA-Z]?) '), ''), if(regexp_match(\"name\", '^[0-9]'), '', \"name\"))"


def style_base_map(layer: QgsVectorLayer, theme: str) -> None:
    """Give a layer of a base map its look; ``theme`` is the layer's name in its file."""
    layer.setRenderer(_renderer(layer, theme))
    label = _label(layer, theme)
    if label is not None:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
        layer.setLabelsEnabled(True)


def drawing_place(theme: str) -> int:
    """Where a layer stands from the ground up."""
    return DRAWING_ORDER.index(theme) if theme in DRAWING_ORDER else len(DRAWING_ORDER)


def _renderer(layer: QgsVectorLayer, theme: str) -> QgsFeatureRenderer:
    geometry = layer.geometryType()
    kinds = _kinds(theme) if layer.fields().indexOf("kind") >= 0 else []
    usual = _symbol(geometry, theme, "")
    if not kinds:
        return QgsSingleSymbolRenderer(usual)
    categories = [QgsRendererCategory(kind, _symbol(geometry, theme, kind), kind) for kind in kinds]
    renderer = QgsCategorizedSymbolRenderer("kind", [*categories, QgsRendererCategory(None, usual, "")])
    # Edges of all roads first, then their surfaces, so that crossings stay open.
    renderer.setUsingSymbolLevels(theme == "road")
    return renderer


def _kinds(theme: str) -> list[str]:
    if theme == "road":
        return [kind for kind in _ROAD_WIDTHS if kind]
    return [key.split("/")[1] for key in _AREAS if key.startswith(f"{theme}/")]


def _symbol(geometry: Qgis.GeometryType, theme: str, kind: str) -> QgsSymbol:
    if geometry == Qgis.GeometryType.Polygon:
        return _area(theme, kind)
    if geometry == Qgis.GeometryType.Line:
        return _line(theme, kind)
    return QgsSymbol.defaultSymbol(geometry)


def _area(theme: str, kind: str) -> QgsFillSymbol:
    fill, edge = _AREAS.get(f"{theme}/{kind}", _AREAS.get(theme, _OTHER_AREA))
    properties = {"color": fill or "#ffffff", "style": "solid" if fill else "no", "outline_width": "0.13"}
    properties.update({"outline_color": edge} if edge else {"outline_style": "no"})
    return QgsFillSymbol.createSimple(properties)


def _line(theme: str, kind: str) -> QgsLineSymbol:
    if theme == "road":
        width = _ROAD_WIDTHS.get(kind, _ROAD_WIDTHS[""])
        edge, surface = _stroke("#cfc8ba", width, metres=True), _stroke("#ffffff", width * 0.88, metres=True)
        surface.setRenderingPass(1)
        return line_of(edge, surface)
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
    if layer.fields().indexOf("name") < 0 or theme in ("land", "parcel"):
        return None
    if theme == "building":
        return _settings(_HOUSE, _HOUSE_NUMBER_POINTS, "#85796a", _NUMBERS_UNTIL, Qgis.LabelPlacement.Horizontal)
    along = layer.geometryType() == Qgis.GeometryType.Line
    placement = Qgis.LabelPlacement.Curved if along else Qgis.LabelPlacement.Horizontal
    colour = {"water": "#6f93a8", "park": "#74895f"}.get(theme, "#6b665c")
    points = _ROAD_NAME_POINTS if theme == "road" else _PLACE_NAME_POINTS
    return _settings('"name"', points, colour, _NAMES_UNTIL, placement)


def _settings(expression: str, points: float, colour: str, until: float, placement: Qgis.LabelPlacement) -> QgsPalLayerSettings:
    text = QgsTextFormat()
    text.setFont(font())
    text.setSize(points)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setBuffer(halo(0.45))
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
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
