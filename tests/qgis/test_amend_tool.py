"""The mouse on the map: what is taken hold of, what moves with it, what is drawn when it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import shapely
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit

from plugin.gui.amend.amend_tool import AmendTool
from plugin.gui.amend.bands import Bands
from plugin.gui.amend.hold import Grip

EAST, NORTH = 530_000, 180_000
LEFT, MOVE, SHIFT = Qt.MouseButton.LeftButton, QEvent.Type.MouseMove, Qt.KeyboardModifier.ShiftModifier


class Map:
    """A canvas of five pixels a metre on which a square of 40 m is drawn, its corner at (10, 10); places are metres from its own corner."""

    def __init__(self) -> None:
        self.canvas = QgsMapCanvas()
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        self.canvas.setFrameStyle(0)
        self.canvas.resize(500, 500)
        # A window that is not shown keeps the size that it was born with
        self.canvas.show()
        QApplication.processEvents()
        self.canvas.setExtent(QgsRectangle(EAST, NORTH, EAST + 100, NORTH + 100))
        self.cad = QgsAdvancedDigitizingDockWidget(self.canvas)
        self.layer = QgsVectorLayer("MultiPolygon?crs=EPSG:27700", "Proposed boundary", "memory")
        QgsProject.instance().addMapLayer(self.layer)
        self.canvas.setLayers([self.layer])
        self.canvas.setCurrentLayer(self.layer)
        self.line: Any = shapely.box(EAST + 10, NORTH + 10, EAST + 50, NORTH + 50, ccw=False)
        self.bands = Bands(self.canvas)
        self.tool = AmendTool(self.canvas, self.cad, lambda: self.line, lambda: self.layer, self.bands)
        self.moving: list[Any] = []
        self.drew: list[Any] = []
        self.refused: list[str] = []
        self.tool.moving.connect(self.moving.append)
        self.tool.drew.connect(self.drew.append)
        self.tool.refused.connect(self.refused.append)
        self.canvas.setMapTool(self.tool)

    def pixel(self, x: float, y: float) -> QPoint:
        point = self.canvas.getCoordinateTransform().transform(EAST + x, NORTH + y)
        return QPoint(round(point.x()), round(point.y()))

    def press(self, x: float, y: float) -> None:
        QTest.mousePress(self.canvas.viewport(), LEFT, pos=self.pixel(x, y))

    def release(self, x: float, y: float, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, modifier, pos=self.pixel(x, y))

    def move(self, x: float, y: float, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, button: bool = True) -> None:
        at = QPointF(self.pixel(x, y))
        held = LEFT if button else Qt.MouseButton.NoButton
        QApplication.sendEvent(
            self.canvas.viewport(), QMouseEvent(MOVE, at, QPointF(self.canvas.viewport().mapToGlobal(at.toPoint())), held, held, modifier)
        )

    def drag(self, start: tuple[float, float], *places: tuple[float, float], modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        self.move(*start, button=False)
        self.press(*start)
        for place in places:
            self.move(*place, modifier)
        self.release(*places[-1], modifier)

    def click(self, x: float, y: float) -> None:
        self.press(x, y)
        self.release(x, y)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.canvas, key, modifier)

    def drawn(self, number: int = -1) -> list[tuple[float, float]]:
        """The vertices of what was drawn, in metres from the map's corner."""
        return corners(self.drew[number].geometry)


def corners(geometry: Any) -> list[tuple[float, float]]:
    ring = shapely.get_coordinates(geometry)[:-1] - (EAST, NORTH)
    return sorted((round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for x, y in ring)


@pytest.fixture
def on_map(qgis_app: object) -> Iterator[Map]:
    QgsProject.instance().clear()
    opened = Map()
    yield opened
    opened.canvas.unsetMapTool(opened.tool)
    opened.bands.remove()
    opened.tool.deleteLater()
    opened.cad.deleteLater()
    opened.canvas.deleteLater()
    QgsProject.instance().clear()


def test_the_square_stands_where_it_should(on_map: Map) -> None:
    assert on_map.pixel(10, 10) == QPoint(50, 450)


def test_a_press_on_nothing_takes_hold_of_nothing(on_map: Map) -> None:
    on_map.drag((30, 30), (60, 60))

    assert on_map.drew == []
    assert on_map.moving == []


def test_a_vertex_follows_the_mouse_and_every_move_says_what_the_line_would_be(on_map: Map) -> None:
    on_map.drag((50, 50), (52, 52), (55, 55), (60, 58))

    assert [corners(drawn.geometry)[-1] for drawn in on_map.moving] == [(52, 52), (55, 55), (60, 58)]
    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (60, 58)]
    assert len(on_map.drew) == 1


def test_a_click_takes_hold_until_the_next_click(on_map: Map) -> None:
    on_map.click(50, 50)
    on_map.move(60, 60, button=False)
    assert on_map.drew == []

    on_map.click(62, 58)

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (62, 58)]


def test_a_trembling_hand_does_not_move_a_vertex(on_map: Map) -> None:
    on_map.press(50, 50)
    on_map.move(50.4, 50)
    on_map.release(50.4, 50)

    assert on_map.drew == []
    assert on_map.tool.held is not None


def test_escape_gives_the_line_back(on_map: Map) -> None:
    on_map.click(50, 50)
    on_map.move(60, 60, button=False)

    on_map.key(Qt.Key.Key_Escape)

    assert on_map.moving[-1] is None
    assert on_map.tool.held is None
    assert on_map.drew == []


def test_the_right_button_gives_the_line_back(on_map: Map) -> None:
    on_map.click(50, 50)
    on_map.move(60, 60, button=False)

    QTest.mouseClick(on_map.canvas.viewport(), Qt.MouseButton.RightButton, pos=on_map.pixel(60, 60))

    assert on_map.moving[-1] is None
    assert on_map.drew == []


def test_another_tool_gives_the_line_back(on_map: Map) -> None:
    on_map.click(50, 50)
    on_map.move(60, 60, button=False)

    on_map.canvas.unsetMapTool(on_map.tool)

    assert on_map.moving[-1] is None


def test_an_edge_moves_with_both_its_ends(on_map: Map) -> None:
    on_map.drag((50, 20), (55, 20), (60, 20))

    assert on_map.drawn() == [(10, 10), (10, 50), (60, 10), (60, 50)]


def test_with_shift_an_edge_is_pulled_out_at_right_angles(on_map: Map) -> None:
    on_map.drag((50, 20), (55, 33), (60, 33), modifier=SHIFT)

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (50, 50), (60, 10), (60, 50)]


def test_dragging_the_middle_of_an_edge_adds_a_vertex(on_map: Map) -> None:
    on_map.drag((50, 30), (55, 30), (60, 30))

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (50, 50), (60, 30)]


def test_a_double_click_on_an_edge_adds_a_vertex_there(on_map: Map) -> None:
    on_map.click(50, 20)
    QTest.mouseDClick(on_map.canvas.viewport(), LEFT, pos=on_map.pixel(50, 20))
    on_map.release(50, 20)

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (50, 20), (50, 50)]
    assert len(on_map.drew) == 1
    assert on_map.tool.held is None


def test_a_double_click_on_a_vertex_adds_none(on_map: Map) -> None:
    QTest.mouseDClick(on_map.canvas.viewport(), LEFT, pos=on_map.pixel(50, 50))

    assert on_map.drew == []


def test_delete_removes_the_vertex_under_the_mouse(on_map: Map) -> None:
    on_map.move(50, 50, button=False)
    on_map.key(Qt.Key.Key_Delete)

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10)]


def test_delete_removes_the_edge_under_the_mouse_or_says_why_not(on_map: Map) -> None:
    on_map.move(50, 20, button=False)
    on_map.key(Qt.Key.Key_Delete)

    assert on_map.drew == []
    assert on_map.refused == ["A red line takes three vertices. Move this one instead."]


def test_delete_on_nothing_says_so(on_map: Map) -> None:
    on_map.move(30, 30, button=False)
    on_map.key(Qt.Key.Key_Delete)

    assert on_map.refused == ["Nothing is under the mouse: point at the vertex or the edge that is to go."]


def test_what_is_under_the_mouse_is_marked(on_map: Map) -> None:
    for place, grip in (((50, 50), Grip.VERTEX), ((50, 30), Grip.MIDDLE), ((50, 20), Grip.EDGE)):
        on_map.move(*place, button=False)
        assert on_map.tool._hover is not None
        assert on_map.tool._hover.grip is grip
        assert on_map.bands._grip.size() > 0
    assert on_map.bands._hover.size() > 0

    on_map.move(30, 30, button=False)

    assert on_map.bands._grip.size() == 0
    assert on_map.bands._hover.size() == 0


def test_undo_and_redo_are_asked_for_by_their_keys(on_map: Map) -> None:
    asked = []
    on_map.tool.undo_wanted.connect(lambda: asked.append("undo"))
    on_map.tool.redo_wanted.connect(lambda: asked.append("redo"))
    control = Qt.KeyboardModifier.ControlModifier

    on_map.key(Qt.Key.Key_Z, control)
    on_map.key(Qt.Key.Key_Z, control | SHIFT)

    assert asked == ["undo", "redo"]


def snap(canvas: QgsMapCanvas) -> None:
    """Lets the map snap to what it shows, by an index that is there."""
    config = QgsProject.instance().snappingConfig()
    config.setEnabled(True)
    config.setMode(Qgis.SnappingMode.AllLayers)
    config.setTypeFlag(Qgis.SnappingTypes(Qgis.SnappingType.Vertex | Qgis.SnappingType.Segment))
    config.setTolerance(12)
    config.setUnits(Qgis.MapToolUnit.Pixels)
    QgsProject.instance().setSnappingConfig(config)
    canvas.snappingUtils().setConfig(config)
    # Events take what is indexed so far; this waits for it
    canvas.snappingUtils().snapToMap(QgsPointXY(EAST, NORTH))


def test_a_vertex_snaps_to_a_neighbours_corner(on_map: Map) -> None:
    parcel = polygon_layer(
        f"Polygon(({EAST + 60} {NORTH + 60}, {EAST + 90} {NORTH + 60}, {EAST + 90} {NORTH + 90}, {EAST + 60} {NORTH + 60}))"
    )
    on_map.canvas.setLayers([on_map.layer, parcel])
    snap(on_map.canvas)

    on_map.drag((50, 50), (55, 55), (59.2, 60.6))

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (60, 60)]


def test_a_vertex_is_not_held_fast_by_the_line_that_it_belongs_to(on_map: Map) -> None:
    feature = QgsFeature(on_map.layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(shapely.MultiPolygon([on_map.line]).wkt))
    on_map.layer.dataProvider().addFeatures([feature])
    snap(on_map.canvas)

    on_map.drag((50, 50), (51, 51), (51.4, 51.4))

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (51.4, 51.4)]


def test_a_typed_distance_is_kept(on_map: Map) -> None:
    on_map.cad.enableAction().trigger()
    on_map.click(50, 50)
    on_map.move(55, 50, button=False)
    on_map.cad.setDistance("7.5", QgsAdvancedDigitizingDockWidget.WidgetSetMode.ReturnPressed)
    on_map.move(70, 50, button=False)
    on_map.click(70, 50)

    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (57.5, 50)]


def test_a_typed_bearing_is_kept(on_map: Map) -> None:
    on_map.cad.enableAction().trigger()
    on_map.click(50, 50)
    on_map.move(55, 50, button=False)
    typed(on_map.cad, "mAngleLineEdit", "30")
    typed(on_map.cad, "mDistanceLineEdit", "10")
    on_map.move(70, 20, button=False)
    on_map.click(70, 20)

    # 30 degrees from the easting: 10 m along it are 8.66 m east and 5 m north
    assert on_map.drawn() == [(10, 10), (10, 50), (50, 10), (58.7, 55)]


def test_a_typed_bearing_alone_leaves_the_distance_to_the_mouse(on_map: Map) -> None:
    on_map.cad.enableAction().trigger()
    on_map.click(50, 50)
    on_map.move(55, 50, button=False)
    typed(on_map.cad, "mAngleLineEdit", "90")
    on_map.move(56, 62, button=False)
    on_map.click(56, 62)

    (moved,) = set(on_map.drawn()) - {(10, 10), (10, 50), (50, 10)}
    assert moved[0] == 50
    assert moved[1] > 55


def typed(cad: QgsAdvancedDigitizingDockWidget, field: str, words: str) -> None:
    """What an officer types into a field of QGIS's own panel, and Enter."""
    line = cad.findChild(QLineEdit, field)
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_map_in_web_mercator_moves_the_same_vertex(on_map: Map) -> None:
    on_map.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    corner = on_map.tool.toMapCoordinates(on_map.layer, QgsGeometry.fromWkt(f"Point({EAST + 50} {NORTH + 50})").asPoint())
    on_map.canvas.setExtent(QgsRectangle(corner.x() - 80, corner.y() - 80, corner.x() + 80, corner.y() + 80))
    start = on_map.tool.toCanvasCoordinates(corner)
    goal = on_map.tool.toMapCoordinates(on_map.layer, QgsGeometry.fromWkt(f"Point({EAST + 60} {NORTH + 60})").asPoint())
    end = on_map.tool.toCanvasCoordinates(goal)

    QTest.mousePress(on_map.canvas.viewport(), LEFT, pos=start)
    QTest.mouseRelease(on_map.canvas.viewport(), LEFT, pos=end)

    assert on_map.drawn()[-1] == pytest.approx((60, 60), abs=0.4)


def polygon_layer(*shapes: str) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:27700", "Parcels", "memory")
    features = []
    for wkt in shapes:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer
