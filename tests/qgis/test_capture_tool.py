"""A shape or a line drawn click by click, with QGIS's own way of digitising."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import shapely
from qgis.core import QgsProject
from qgis.gui import QgsMapCanvasTracer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction

from plugin.gui.amend.capture_tool import CaptureTool
from tests.qgis.test_amend_tool import EAST, NORTH, Map, corners, polygon_layer, snap

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Drawing(Map):
    """The same map with the tool for shapes, or for lines, in the hand."""

    def __init__(self, *, line: bool) -> None:
        super().__init__()
        self.capture = CaptureTool(self.canvas, self.cad, line=line)
        self.captured: list[Any] = []
        self.seen: list[Any] = []
        self.capture.captured.connect(self.captured.append)
        self.capture.moving.connect(self.seen.append)
        self.layer.startEditing()
        self.canvas.setMapTool(self.capture)

    def clicks(self, *places: tuple[float, float]) -> None:
        for x, y in places:
            self.move(x, y, button=False)
            self.click(x, y)

    def right(self, x: float, y: float) -> None:
        QTest.mouseClick(self.canvas.viewport(), RIGHT, pos=self.pixel(x, y))

    def close(self) -> None:
        self.layer.rollBack()
        self.canvas.unsetMapTool(self.capture)
        self.bands.remove()
        for thing in (self.capture, self.tool, self.cad, self.canvas):
            thing.deleteLater()
        QgsProject.instance().clear()


@pytest.fixture
def shape(qgis_app: object) -> Iterator[Drawing]:
    QgsProject.instance().clear()
    opened = Drawing(line=False)
    yield opened
    opened.close()


@pytest.fixture
def line(qgis_app: object) -> Iterator[Drawing]:
    QgsProject.instance().clear()
    opened = Drawing(line=True)
    yield opened
    opened.close()


def test_a_shape_ends_with_the_right_button(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10), (80, 30))
    shape.right(60, 30)

    assert len(shape.captured) == 1
    assert shape.captured[0].geom_type == "Polygon"
    assert corners(shape.captured[0]) == [(60, 10), (80, 10), (80, 30)]


def test_a_shape_ends_with_enter(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10), (80, 30))
    shape.key(Qt.Key.Key_Return)

    assert corners(shape.captured[0]) == [(60, 10), (80, 10), (80, 30)]
    assert not shape.capture.isCapturing()


def test_each_click_tells_the_corners_so_far_and_escape_that_there_are_none(shape: Drawing) -> None:
    told: list[Any] = []
    shape.capture.corners_changed.connect(told.append)

    shape.clicks((60, 10), (80, 10))
    assert [len(corners) for corners in told] == [1, 2]

    shape.key(Qt.Key.Key_Escape)
    assert told[-1] == ()


def test_a_shape_that_was_begun_before_goes_on_from_its_corners(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10))
    begun = shape.capture._corners()
    shape.key(Qt.Key.Key_Escape)

    shape.capture.resume(begun)
    shape.clicks((80, 30))
    shape.right(60, 30)

    assert corners(shape.captured[0]) == [(60, 10), (80, 10), (80, 30)]


def test_two_corners_are_no_shape(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10))
    shape.right(80, 10)

    assert shape.captured == []


def test_the_last_corner_is_taken_back(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10), (99, 99), (80, 30))
    shape.key(Qt.Key.Key_Backspace)
    shape.key(Qt.Key.Key_Backspace)
    shape.clicks((80, 40))
    shape.right(80, 40)

    assert corners(shape.captured[0]) == [(60, 10), (80, 10), (80, 40)]


def test_escape_gives_up_and_says_so(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10), (80, 30))
    shape.key(Qt.Key.Key_Escape)

    assert shape.captured == []
    assert shape.seen[-1] is None
    assert not shape.capture.isCapturing()


def test_what_is_drawn_so_far_is_told_with_the_mouse_at_its_end(shape: Drawing) -> None:
    shape.clicks((60, 10), (80, 10))
    shape.move(80, 30, button=False)

    assert corners(shape.seen[-1]) == [(60, 10), (80, 10), (80, 30)]
    shape.move(80, 40, button=False)
    assert corners(shape.seen[-1]) == [(60, 10), (80, 10), (80, 40)]


def test_a_line_is_handed_over_as_a_line(line: Drawing) -> None:
    line.clicks((0, 20), (60, 20))
    line.right(60, 20)

    drawn = shapely.get_coordinates(line.captured[0]) - (EAST, NORTH)
    assert line.captured[0].geom_type == "LineString"
    assert drawn.round(1).tolist() == [[0, 20], [60, 20]]


def test_a_shape_snaps_to_the_maps_corners(shape: Drawing) -> None:
    parcel = polygon_layer(
        f"Polygon(({EAST + 60} {NORTH + 60}, {EAST + 90} {NORTH + 60}, {EAST + 90} {NORTH + 90}, {EAST + 60} {NORTH + 60}))"
    )
    shape.canvas.setLayers([shape.layer, parcel])
    snap(shape.canvas)

    shape.clicks((60.6, 60.8), (89.4, 60.5), (75, 40))
    shape.right(75, 40)

    assert corners(shape.captured[0]) == [(60, 60), (75, 40), (90, 60)]


def test_a_shape_traces_along_the_maps_lines(shape: Drawing) -> None:
    ring = ", ".join(f"{EAST + x} {NORTH + y}" for x, y in ((60, 60), (70, 55), (80, 56), (90, 60), (90, 90), (60, 60)))
    parcel = polygon_layer(f"Polygon(({ring}))")
    shape.canvas.setLayers([shape.layer, parcel])
    snap(shape.canvas)
    tracer = QgsMapCanvasTracer(shape.canvas)
    tracer.setActionEnableTracing(switch := QAction())
    switch.setCheckable(True)
    switch.setChecked(True)

    shape.clicks((60.4, 60.4), (89.6, 60.4), (75, 30))
    shape.right(75, 30)

    assert corners(shape.captured[0]) == [(60, 60), (70, 55), (75, 30), (80, 56), (90, 60)]
    tracer.deleteLater()
