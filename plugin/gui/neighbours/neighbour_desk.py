"""The neighbours of a line in the window: asked at once, answered from what was read of the council's layers beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.neighbour import NeighbourList
from ...domain.neighbour_sources import NeighbourSources
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .ground_reader import GroundReader

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.neighbours import NeighbourFinder
    from ...constraints.box import Box
    from ...rules.rules import Rules
    from ..tasks.neighbour_task import NeighbourTask

NO_SOURCE = "No layer of addresses or parcels is set, so neighbours are not known. Choose one under Settings > Options > Redline."
_READING = "The addresses and parcels round the line are being read; the neighbours follow."
#: Metres round the reach of a line that are read with it, so that it can be moved for a while.
_AHEAD = 250.0
#: Only the line in the officer's hand and its constraints come before this.
_PRIORITY = 900


class NeighbourDesk(QObject):
    """Lives on the GUI thread while somebody asks. ``came`` says that what was not known has been read, or could not be: ask again."""

    came = pyqtSignal()

    def __init__(self, sources: NeighbourSources, rules: Rules, own: str, project: QgsProject, parent: QObject | None = None) -> None:
        """``own`` is the UPRN of the site itself, "" where it is not known."""
        super().__init__(parent)
        self._sources = sources
        self._rules = rules
        self._own = frozenset([own.lstrip("0")] if own.lstrip("0") else [])
        self._project = project
        self._finder: NeighbourFinder | None = None
        self._task: NeighbourTask | None = None
        self._asked: Box | None = None
        self._failure = "" if sources.are_set else NO_SOURCE

    def around(self, line: BaseGeometry) -> NeighbourList:
        """The neighbours of a line (EPSG:27700, valid), or why they are not known."""
        if self._failure:
            return NeighbourList.not_known(self._failure)
        if self._finder is not None and self._finder.covers(line):
            return self._finder.around(line)
        self._fetch(line)
        return NeighbourList.not_known(_READING)

    def close(self) -> None:
        """Stop what is still being read; nothing is told any more."""
        task, self._task = self._task, None
        stop_task(task)

    def _fetch(self, line: BaseGeometry) -> None:
        from ...boundary.neighbour_ground import NeighbourPreset
        from ...boundary.neighbour_land import reach
        from ...boundary.neighbours import NeighbourFinder
        from ..tasks.neighbour_task import NeighbourTask

        west, south, east, north = line.bounds
        if self._task is not None and self._asked is not None and _holds(self._asked, (west, south, east, north)):
            return
        preset = NeighbourPreset(self._sources.across_highway, self._sources.buffer)
        ahead = reach(self._rules, preset) + _AHEAD
        self._asked = (west - ahead, south - ahead, east + ahead, north + ahead)
        self.close()
        task = NeighbourTask(
            GroundReader(self._sources, self._project),
            self._asked,
            partial(NeighbourFinder, rules=self._rules, own=self._own, preset=preset),
        )
        task.came.connect(partial(self._came, task))
        task.failed.connect(partial(self._failed, task))
        self._task = task
        start_task(task, _PRIORITY)

    def _came(self, task: NeighbourTask, finder: NeighbourFinder) -> None:
        if task is self._task:
            self._task, self._finder = None, finder
            self.came.emit()

    def _failed(self, task: NeighbourTask, why: str) -> None:
        if task is self._task:
            self._task, self._failure = None, why
            self.came.emit()


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
