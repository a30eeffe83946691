"""What moves with the mouse, as it is seen on the map: patterns tell what colours tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QRect
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication

from plugin.gui.amend.bands import Bands

EAST, NORTH = 530_000, 180_000


@pytest.fixture
def canvas(qgis_app: object) -> Iterator[QgsMapCanvas]:
    """A map of five pixels a metre without a layer."""
    made = QgsMapCanvas()
    made.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    made.setFrameStyle(0)
    made.resize(500, 500)
    made.show()
    QApplication.processEvents()
    made.setExtent(QgsRectangle(EAST, NORTH, EAST + 100, NORTH + 100))
    yield made
    made.deleteLater()


def test_the_land_that_comes_in_and_the_land_that_goes_out_differ_in_pattern_and_in_colour(canvas: QgsMapCanvas) -> None:
    bands = Bands(canvas)
    bands.show_change(shapely.box(EAST + 10, NORTH + 10, EAST + 40, NORTH + 40), shapely.box(EAST + 60, NORTH + 60, EAST + 90, NORTH + 90))
    added, removed = picture(canvas, 25, 25), picture(canvas, 75, 75)

    # A pattern: some of the land is inked and most is not; no two patterns are inked alike
    assert 0.02 < inked(added) < 0.6
    assert 0.02 < inked(removed) < 0.6
    assert lines_across(added) != lines_across(removed)
    assert colours(added).isdisjoint(colours(removed))
    bands.show_change(None, None)
    assert inked(picture(canvas, 25, 25)) == 0
    bands.remove()


def picture(canvas: QgsMapCanvas, x: float, y: float) -> QImage:
    """The map within ten metres of a place."""
    at = canvas.getCoordinateTransform().transform(EAST + x, NORTH + y)
    return canvas.grab(QRect(round(at.x()) - 50, round(at.y()) - 50, 100, 100)).toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage) -> list[list[tuple[int, int, int]]]:
    return [[image.pixelColor(x, y).getRgb()[:3] for x in range(image.width())] for y in range(image.height())]


def inked(image: QImage) -> float:
    """The share of the picture that is not paper."""
    rows = pixels(image)
    return sum(colour != (255, 255, 255) for row in rows for colour in row) / (len(rows) * len(rows[0]))


def lines_across(image: QImage) -> tuple[bool, bool]:
    """Whether lines slant one way and the other: a pixel's neighbours along each diagonal are inked as it is."""
    rows = [[colour != (255, 255, 255) for colour in row] for row in pixels(image)]
    places = [(x, y) for y in range(1, len(rows) - 1) for x in range(1, len(rows) - 1) if rows[y][x]]
    rising = sum(rows[y - 1][x + 1] and rows[y + 1][x - 1] for x, y in places)
    falling = sum(rows[y - 1][x - 1] and rows[y + 1][x + 1] for x, y in places)
    return rising > len(places) / 4, falling > len(places) / 4


def colours(image: QImage) -> set[tuple[int, int, int]]:
    """The inks, without what was blended at their edges."""
    found = Counter(colour for row in pixels(image) for colour in row if colour != (255, 255, 255))
    return {colour for colour, _ in found.most_common(1)}
