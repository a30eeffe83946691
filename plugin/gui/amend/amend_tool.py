"""Redline's map tool: moves, adds and removes vertices and edges, and says at every step what the line would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsPointXY, QgsVectorLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMapMouseEvent, QgsMapToolAdvancedDigitizing
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ...domain.errors import RedlineError
from .bands import Bands
from .hold import Grip, Hold, hold_at

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Pixels within which a vertex or an edge is under the mouse, and that the mouse may tremble in a click.
_REACH = 10
_TREMBLE = 4


class AmendTool(QgsMapToolAdvancedDigitizing):
    """Works on the line that ``line`` gives (EPSG:27700), on the map through ``layer``; snapping and typed distances are QGIS's own.

    A press takes hold and a release lets go; a click takes hold until the next click. ``moving`` brings the Drawn that letting go would
    give, at every move of the mouse, and None when it is given back; ``drew`` the Drawn that was made; ``refused`` a sentence.
    """

    moving = pyqtSignal(object)
    drew = pyqtSignal(object)
    refused = pyqtSignal(str)
    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    menu_wanted = pyqtSignal(object, QPoint)

    def __init__(
        self,
        canvas: QgsMapCanvas,
        cad: QgsAdvancedDigitizingDockWidget,
        line: Callable[[], BaseGeometry],
        layer: Callable[[], QgsVectorLayer | None],
        bands: Bands,
    ) -> None:
        super().__init__(canvas, cad)
        self._line = line
        self._layer = layer
        self._bands = bands
        self._hover: Hold | None = None
        self._hold: Hold | None = None
        self._pressed_at: QPoint | None = None
        self._passed_over = False
        self.setToolName("Amend boundary")
        self.setAutoSnapEnabled(True)
        self.setUseSnappingIndicator(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def held(self) -> Hold | None:
        """What is being moved."""
        return self._hold

    def cadCanvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._hold is not None:
            return
        self._look(event)
        if self._hover is not None:
            self._hold = self._hover
            self._pressed_at = event.pos()
            self._show_grip(None)

    def cadCanvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._hold is None:
            self._look(event)
        elif self._pressed_at is None or self._is_drag(event.pos()):
            self._preview(event)

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if self._passed_over:
            self._passed_over = False
            return
        if event.button() == Qt.MouseButton.RightButton:
            if self._hold is None:
                self._look(event)
                self.menu_wanted.emit(self._hover, event.globalPos())
            self.give_back()
            return
        if event.button() != Qt.MouseButton.LeftButton or self._hold is None:
            return
        if self._pressed_at is not None and not self._is_drag(event.pos()):
            # A click: it is held until the next one, so that distances can be typed
            self._pressed_at = None
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        hold, self._hold = self._hold, None
        self._let_go()
        self._draw(lambda: hold.moved(self._line(), self._place_of(event, hold), pull=_pulls(event)))
        self._look(event)

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        """A vertex more where the edge was double-clicked."""
        from ...boundary.editing.vertices import insert_vertex

        self.give_back()
        self._passed_over = True
        found = hold_at(self._line(), self._in_grid(self.toMapCoordinates(event.pos())), self._reach(event.pos()))
        if found is not None and found.grip is not Grip.VERTEX:
            self._draw(lambda: insert_vertex(self._line(), found.place, found.at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.give_back()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif control and event.key() == Qt.Key.Key_Z:
            self.give_back()
            (self.redo_wanted if shift else self.undo_wanted).emit()
        else:
            event.ignore()
            return
        # Otherwise QGIS would do something of its own with the key as well
        event.accept()

    def deactivate(self) -> None:
        self.give_back()
        self._show_grip(None)
        super().deactivate()

    def give_back(self) -> None:
        """Lets the line be as it was before it was taken hold of."""
        if self._hold is not None:
            self._hold = None
            self._let_go()
            self.moving.emit(None)

    def remove(self) -> None:
        """Removes the vertex or the edge that is held or under the mouse."""
        wanted = self._hold or self._hover
        self.give_back()
        if wanted is None:
            self.refused.emit("Nothing is under the mouse: point at the vertex or the edge that is to go.")
            return
        self._draw(lambda: wanted.removed(self._line()))
        self._hover = None
        self._show_grip(None)

    def _preview(self, event: QgsMapMouseEvent) -> None:
        hold = self._hold
        if hold is None:
            return
        try:
            self.moving.emit(hold.moved(self._line(), self._place_of(event, hold), pull=_pulls(event)))
        except RedlineError as error:
            self.give_back()
            self.refused.emit(str(error))

    def _draw(self, verb: Callable[[], object]) -> None:
        try:
            drawn = verb()
        except RedlineError as error:
            self.moving.emit(None)
            self.refused.emit(str(error))
        else:
            self.drew.emit(drawn)

    def _look(self, event: QgsMapMouseEvent) -> None:
        """What is under the mouse, by where it is and not by what it snaps to."""
        self._hover = hold_at(self._line(), self._in_grid(self.toMapCoordinates(event.pos())), self._reach(event.pos()))
        self._show_grip(self._hover)

    def _show_grip(self, hold: Hold | None) -> None:
        import shapely

        from ...boundary.editing.rings import edge_at

        if hold is None:
            self._bands.show_grip(None, None, None)
            return
        edge = shapely.LineString(edge_at(self._line(), hold.place)) if hold.grip is Grip.EDGE else None
        self._bands.show_grip(hold.grip, shapely.Point(hold.at), edge)

    def _let_go(self) -> None:
        self._pressed_at = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def _is_drag(self, at: QPoint) -> bool:
        return self._pressed_at is not None and (at - self._pressed_at).manhattanLength() > _TREMBLE

    def _place_of(self, event: QgsMapMouseEvent, hold: Hold) -> tuple[float, float]:
        """Where the mouse means, in EPSG:27700: snapped, or typed, but never held fast by the very line that is being moved."""
        match, layer = event.mapPointMatch(), self._layer()
        own = match.isValid() and layer is not None and match.layer() is not None and match.layer().id() == layer.id()
        if own and not self.cadDockWidget().cadEnabled():
            at = self._in_grid(match.point())
            if not match.hasVertex() or (abs(at[0] - hold.at[0]) < 1e-6 and abs(at[1] - hold.at[1]) < 1e-6):
                return self._in_grid(self.toMapCoordinates(event.pos()))
        return self._in_grid(event.mapPoint())

    def _in_grid(self, point: QgsPointXY) -> tuple[float, float]:
        layer = self._layer()
        there = self.toLayerCoordinates(layer, point) if layer is not None else point
        return there.x(), there.y()

    def _reach(self, at: QPoint) -> float:
        """The reach in metres round a pixel."""
        here, there = (self._in_grid(self.toMapCoordinates(at + QPoint(by, 0))) for by in (0, _REACH))
        return float(((here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2) ** 0.5)


def _pulls(event: QgsMapMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
