"""A map on paper with what a plan must show: north, a scale of the standard ones, a scale bar.

Source: planning-domain 3.1 (Development Management Procedure Order, article 7: identified scale, direction of North).
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutItemMap,
    QgsLayoutItemPolygon,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsMapLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QPolygonF

from .map_scale import scale_bar_segment
from .paper import Paper
from .text_style import SMALL, TextStyle

_NORTH = TextStyle(8, bold=True)


def map_extent(centre: tuple[float, float], scale: int, width_mm: float, height_mm: float) -> QgsRectangle:
    """The ground in EPSG:27700 that a frame of that size shows at a scale."""
    half_width, half_height = width_mm * scale / 2000, height_mm * scale / 2000
    return QgsRectangle(centre[0] - half_width, centre[1] - half_height, centre[0] + half_width, centre[1] + half_height)


def place_map(
    paper: Paper,
    page: int,
    box: tuple[float, float, float, float],
    layers: Sequence[QgsMapLayer],
    centre: tuple[float, float],
    scale: int,
) -> QgsLayoutItemMap:
    """A map in ``box`` (left, top, width, height in millimetres) that shows these layers and no others, whatever the project holds."""
    left, top, width, height = box
    item = QgsLayoutItemMap(paper.layout)
    paper.place(item, page, left, top, width, height)
    item.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setKeepLayerStyles(True)
    item.setBackgroundColor(QColor("#ffffff"))
    item.setExtent(map_extent(centre, scale, width, height))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#1d2226"))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.25))
    _place_north(paper, page, left + width - 11, top + 2)
    _place_scale_bar(paper, page, left + 2, top + height - 12, item, scale)
    return item


def _place_north(paper: Paper, page: int, left: float, top: float) -> None:
    paper.box(page, left, top, 9, 15.5, "#ffffff", "#1d2226")
    middle, tip, foot = left + 4.5, top + 1.2, top + 10.6
    for side, fill in ((-2.6, "#1d2226"), (2.6, "#ffffff")):
        arrow = QPolygonF([QPointF(middle, tip), QPointF(middle + side, foot), QPointF(middle, foot - 2.0)])
        item = QgsLayoutItemPolygon(arrow, paper.layout)
        item.setSymbol(QgsFillSymbol.createSimple({"color": fill, "outline_color": "#1d2226", "outline_width": "0.15"}))
        paper.layout.addLayoutItem(item)
        corner = arrow.boundingRect().topLeft()
        item.attemptMove(QgsLayoutPoint(corner.x(), corner.y()), True, False, page)
    paper.text(page, left, top + 11.0, 9, ["N"], _NORTH, align="centre")


def _place_scale_bar(paper: Paper, page: int, left: float, top: float, map_item: QgsLayoutItemMap, scale: int) -> None:
    segment = scale_bar_segment(scale)
    kilometres = segment >= 1000
    bar = QgsLayoutItemScaleBar(paper.layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(map_item)
    bar.setUnits(Qgis.DistanceUnit.Kilometers if kilometres else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setMapUnitsPerScaleBarUnit(1)
    bar.setUnitsPerSegment(segment / 1000 if kilometres else segment)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.6)
    bar.setBoxContentSpace(1.6)
    bar.setLabelBarSpace(0.9)
    bar.setTextFormat(SMALL.format())
    bar.setBackgroundEnabled(True)
    bar.setBackgroundColor(QColor("#ffffff"))
    bar.setFrameEnabled(True)
    bar.setFrameStrokeWidth(QgsLayoutMeasurement(0.2))
    bar.setFrameStrokeColor(QColor("#1d2226"))
    # It grows to what it holds and never shrinks.
    paper.place(bar, page, left, top, 5, 5)
    bar.update()
