"""One amendment at work: the draft, the tool in the hand, what it would draw, and what that would change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal

from ...domain.draft import UnfinishedShape
from ...domain.errors import RedlineError
from .amend_tool import AmendTool
from .asking_verbs import AskingVerbs
from .bands import Bands
from .capture_tool import CaptureTool
from .clicked_places import ClickedPlaces
from .drawing import Drawing
from .match_tool import MatchTool
from .open_draft import OpenDraft
from .pick_tool import PickTool
from .plan_bench import PlanBench
from .shape_use import verb_of_shape
from .snapping import Snapping
from .verbs import CORNERS, MATCH
from .what_changes import Told, WhatChanges

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.editing.drawn import Drawn
    from ...domain.case import Case
    from ..tasks.plan_picture_task import PlanPicture

_BEGUN = "The shape that you had begun is there again: go on with it, or press Esc to give it up."


class Workbench(QObject):
    """Lives while one draft is open. ``tool_changed`` names the verb in the hand, "" for a tool that is none of ours; ``asked`` brings a
    Question, None when it is over; ``said`` a sentence on what could not be done, "" when that is over; ``told`` what the line changes;
    ``offered`` several shapes of which one has to be chosen, each with what choosing it does.
    """

    tool_changed = pyqtSignal(str)
    asked = pyqtSignal(object)
    said = pyqtSignal(str)
    told = pyqtSignal(object)
    offered = pyqtSignal(list)
    menu_wanted = pyqtSignal(list, QPoint)

    def __init__(self, iface: QgisInterface, draft: OpenDraft, changes: WhatChanges, project: QgsProject, tolerance: float) -> None:
        super().__init__()
        self._iface = iface
        self._canvas = iface.mapCanvas()
        self.draft = draft
        self._changes = changes
        self.bands = Bands(self._canvas)
        self.snapping = Snapping(self._canvas, project)
        self.plan = PlanBench(self._canvas, self)
        self.plan.changed.connect(self._plan_laid)
        self.plan.failed.connect(self.said)
        self.plan.closed.connect(self._plan_gone)
        self._drawing = Drawing(draft, self.bands, self)
        self._drawing.said.connect(self.said)
        self._drawing.asked.connect(self.asked)
        self._drawing.answered.connect(partial(self.take, CORNERS))
        self._verbs = AskingVerbs(draft, self._drawing, self.bands, tolerance)
        self.places = ClickedPlaces(self._canvas, project, draft, self._drawing, self._verbs)
        self.places.offered.connect(self.offered)
        self.places.menu_wanted.connect(self.menu_wanted)
        self._tools = self._make_tools()
        draft.changed.connect(self._drawn_anew)
        draft.moving.connect(self._moving)
        changes.told.connect(self._told)
        self._canvas.mapToolSet.connect(self._tool_set)
        self._before = self._canvas.mapTool()
        self.snapping.begin()

    def start(self) -> None:
        """Makes the layer the one that QGIS's own tools work on, and takes the first tool in the hand."""
        self._drawn_anew()
        from ...boundary.editing.rings import parts_of

        begun = self.draft.unfinished
        self.take(begun.verb if begun is not None else CORNERS if parts_of(self.draft.geometry) else "add")
        tool = self._tools.get(begun.verb) if begun is not None else None
        if begun is not None and isinstance(tool, CaptureTool):
            tool.resume(begun.corners)
            self.said.emit(_BEGUN)

    def close(self) -> None:
        """Takes away what is on the map; the tool that was in the hand before is there again."""
        self._canvas.mapToolSet.disconnect(self._tool_set)
        self.plan.close()
        self._match.remove_marks()
        for tool in self._tools.values():
            self._canvas.unsetMapTool(tool)
            tool.deleteLater()
        # Not before: a tool that lets go of a line has it looked at once more
        self._changes.close()
        if self._before is not None and self._canvas.mapTool() is None:
            self._canvas.setMapTool(self._before)
        self.snapping.end()
        self.bands.remove()

    def compare_with(self, changes: WhatChanges) -> None:
        """Say from now on what changes against another line."""
        self._changes.told.disconnect(self._told)
        self._changes.close()
        self._changes = changes
        changes.told.connect(self._told)
        changes.look(self.draft.geometry)

    def know(self, case: Case) -> None:
        """The case was read again: what was told of it since counts for what changes."""
        self._changes.know(case)

    def take(self, name: str) -> None:
        """Takes a verb's tool in the hand, or does the verb."""
        self._drawing.give_up_question()
        self.said.emit("")
        if name == "merge":
            self._do_merge()
        elif name == "offset":
            self._verbs.offset()
        elif name == "take_over" and (found := self.places.selected()):
            self._make_current()
            self.places.take_over(found)
        elif name in self._tools:
            self._make_current()
            self._canvas.setMapTool(self._tools[name])
            self._canvas.setFocus()

    def undo(self) -> None:
        self._drawing.undo()

    def redo(self) -> None:
        self._drawing.redo()

    def use_shape(self, name: str, shape: BaseGeometry) -> None:
        """Asks what is to be done with a shape in EPSG:27700 that came from elsewhere."""
        self._verbs.use(name, shape)

    def open_plan(self, page: PlanPicture) -> None:
        """Lays a page of a plan over the map, in the middle of what is seen, and takes the tool in the hand that lays it."""
        middle = self._match.toLayerCoordinates(self.draft.shown.layer, self._canvas.center())
        self.plan.open(page, (middle.x(), middle.y()))
        if page.placement is None and not self.plan.matches:
            self.take(MATCH.name)

    def _make_tools(self) -> dict[str, QgsMapTool]:
        cad, layer = self._iface.cadDockWidget(), lambda: self.draft.shown.layer
        corners = AmendTool(self._canvas, cad, lambda: self.draft.geometry, layer, self.bands)
        corners.moving.connect(self.draft.moving)
        corners.drew.connect(self._drawing.draw)
        corners.refused.connect(self.said)
        corners.undo_wanted.connect(self._drawing.undo)
        corners.redo_wanted.connect(self._drawing.redo)
        corners.menu_wanted.connect(self.places.offer_menu)
        tools: dict[str, QgsMapTool] = {CORNERS: corners}
        for name in ("add", "cut", "split", "reshape"):
            tool = CaptureTool(self._canvas, cad, line=name in ("split", "reshape"))
            tool.captured.connect(partial(self._captured, name))
            tool.moving.connect(partial(self._capturing, name))
            tool.corners_changed.connect(partial(self._keep_corners, name))
            tools[name] = tool
        places = self.places
        for name, pick in (("remove", places.remove_at), ("take_over", places.take_over_at), ("snap", places.snap_at)):
            tool = PickTool(self._canvas, layer)
            tool.picked.connect(pick)
            tool.given_up.connect(partial(self.take, CORNERS))
            tools[name] = tool
        self._match = MatchTool(self._canvas, cad, layer)
        self._match.matched.connect(self.plan.add_match)
        tools[MATCH.name] = self._match
        return tools

    def _captured(self, name: str, shape: BaseGeometry) -> None:
        if name == "split":
            self._verbs.split(shape, self._pick_with)
        else:
            self._drawing.do(lambda: verb_of_shape(name)(self.draft.geometry, shape))

    def _capturing(self, name: str, shape: BaseGeometry | None) -> None:
        """What the shape would do if it ended here; while it is none, nothing."""
        drawn = None
        if shape is not None and name != "split":
            try:
                drawn = verb_of_shape(name)(self.draft.geometry, shape)
            except RedlineError:
                drawn = None
        self.draft.moving.emit(drawn)

    def _keep_corners(self, name: str, corners: tuple[tuple[float, float], ...]) -> None:
        self.draft.keep_unfinished(UnfinishedShape(name, corners) if corners else None)

    def _do_merge(self) -> None:
        from ...boundary.editing.merge import merge

        self._drawing.do(lambda: merge(self.draft.geometry))

    def _pick_with(self, picked: Callable[[float, float], None]) -> None:
        tool = PickTool(self._canvas, lambda: self.draft.shown.layer)
        tool.picked.connect(picked)
        tool.given_up.connect(partial(self.take, CORNERS))
        old = self._tools.pop("piece", None)
        self._tools["piece"] = tool
        self._canvas.setMapTool(tool)
        if old is not None:
            old.deleteLater()

    def _make_current(self) -> None:
        layer = self.draft.shown.layer
        if layer is not None and self._iface.activeLayer() is not layer:
            self._iface.setActiveLayer(layer)

    def _tool_set(self, tool: QgsMapTool | None, _before: QgsMapTool | None = None) -> None:
        name = next((each for each, ours in self._tools.items() if ours is tool), "")
        self.tool_changed.emit("split" if name == "piece" else name)

    def _plan_laid(self) -> None:
        self._match.show_matches(self.plan.marks())
        self.said.emit("")

    def _plan_gone(self) -> None:
        self._match.show_matches([])
        if self._canvas.mapTool() is self._match:
            self.take(CORNERS)

    def _drawn_anew(self) -> None:
        self.said.emit("")
        self.bands.show_line(None)
        self._changes.look(self.draft.geometry)

    def _moving(self, drawn: Drawn | None) -> None:
        from ...boundary.editing.soundness import soundness

        if drawn is None:
            self.bands.show_line(None)
            self._changes.look(self.draft.geometry)
            return
        self.bands.show_line(drawn.geometry, broken=soundness(drawn.geometry).geometry is None)
        self._changes.look(drawn.geometry)

    def _told(self, told: Told) -> None:
        change = told.change
        if not self._drawing.asks or change is not None:
            self.bands.show_change(change.added if change is not None else None, change.removed if change is not None else None)
        self.told.emit(told)
