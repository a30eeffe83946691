"""What a click on the map does to the line: by what lies there of it, or of other layers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal

from .asking_verbs import AskingVerbs
from .drawing import Drawing
from .feature_picker import FeaturePicker, FoundShape
from .hold import Hold
from .open_draft import OpenDraft

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Pixels round a click.
_REACH = 6


class ClickedPlaces(QObject):
    """Places are in EPSG:27700. ``offered`` several shapes of which one has to be chosen, each with what choosing it does.

    ``menu_wanted`` has what a right click offers, and where.
    """

    offered = pyqtSignal(list)
    menu_wanted = pyqtSignal(list, QPoint)

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject, draft: OpenDraft, drawing: Drawing, verbs: AskingVerbs) -> None:
        super().__init__(drawing)
        self._canvas = canvas
        self._draft = draft
        self._drawing = drawing
        self._verbs = verbs
        self._picker = FeaturePicker(canvas, project)

    def remove_at(self, east: float, north: float) -> None:
        """Removes the part of the line that is there, or fills the hole."""
        from ...boundary.editing.parts import fill_hole, remove_part
        from ...boundary.editing.rings import hole_at, part_at

        line = self._draft.geometry
        part, hole = part_at(line, (east, north)), hole_at(line, (east, north))
        if part is not None:
            self._drawing.do(lambda: remove_part(line, part))
        elif hole is not None:
            self._drawing.do(lambda: fill_hole(line, hole))
        else:
            self._drawing.said.emit("There is no part and no hole here.")

    def take_over_at(self, east: float, north: float) -> None:
        """Takes over a shape of another layer."""
        self.take_over(self._picker.at(east, north, self._reach()))

    def snap_at(self, east: float, north: float) -> None:
        """Lays the line on that of a shape of another layer."""
        self._choose(self._picker.at(east, north, self._reach()), self._verbs.snap)

    def selected(self) -> list[FoundShape]:
        """The shapes that are selected on the map."""
        return self._picker.selected()

    def take_over(self, found: list[FoundShape]) -> None:
        """Takes over the one that was found, or that is chosen."""
        self._choose(found, self._verbs.use)

    def offer_menu(self, hold: Hold | None, at: QPoint) -> None:
        """What a right click offers for what is under the mouse."""
        offered: list[tuple[str, Callable[[], None]]] = []
        if hold is not None:
            what = "corner" if hold.grip.value == "vertex" else "edge"
            offered.append((f"Remove this {what}", lambda: self._drawing.do(lambda: hold.removed(self._draft.geometry))))
        if self._draft.draft.undo_words:
            offered.append((f"Undo: {self._draft.draft.undo_words}", self._drawing.undo))
        if offered:
            self.menu_wanted.emit(offered, at)

    def _choose(self, found: list[FoundShape], then: Callable[[str, BaseGeometry], None]) -> None:
        if not found:
            self._drawing.said.emit("There is no shape here. Switch on the layer that has it, and click inside it or on its line.")
        elif len(found) == 1:
            then(found[0].name, found[0].geometry)
        else:
            self.offered.emit([(shape.name, partial(then, shape.name, shape.geometry)) for shape in found])

    def _reach(self) -> float:
        return float(_REACH * self._canvas.mapUnitsPerPixel())
