"""Taking a red line from a file into the draft: everything that Redline reads as an application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ..environment.grid_folders import grid_folders
from ..messages import Messages
from ..open_applications import choose_files
from ..settings import Settings
from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.reading import SiteReading
    from .workbench import Workbench

#: Of more lines in a file a menu would leave the screen.
_MOST = 30


class ShapeImport(QObject):
    """Reads beside the window, then asks which of several lines is meant and what is to be done with it."""

    def __init__(self, window: QWidget, settings: Settings, bench: Workbench, messages: Messages) -> None:
        super().__init__(bench)
        self._window = window
        self._settings = settings
        self._bench = bench
        self._messages = messages
        self._readings: list[SiteReading] = []
        self._unreadable: list[str] = []

    def ask(self) -> None:
        """Lets the officer choose a file."""
        paths = choose_files(self._window, self._settings.applications or str(Path.home()))
        if paths:
            self.read(paths)

    def read(self, paths: list[Path]) -> None:
        """Read these files."""
        from ..tasks.read_task import ReadTask

        self._task = ReadTask(paths, grid_folders(self._settings, None))
        self._task.readings_came.connect(self._readings.extend)
        self._task.unreadable_came.connect(self._unreadable.append)
        self._task.ended.connect(self._ended)
        start_task(self._task)

    def _ended(self, failure: str) -> None:
        usable = [reading for reading in self._readings if _line_of(reading) is not None]
        if not usable:
            self._bench.said.emit(failure or next(iter([*self._unreadable, *_faults(self._readings)]), "There is no red line in it."))
        elif len(usable) == 1:
            self._use(usable[0])
        else:
            offered: list[tuple[str, Callable[[], None]]] = [(reading.site, partial(self._use, reading)) for reading in usable[:_MOST]]
            self._bench.offered.emit(offered)

    def _use(self, reading: SiteReading) -> None:
        line = _line_of(reading)
        if line is None:
            return
        name = reading.file if reading.site == reading.file else f"{reading.file}, {reading.site}"
        # What to do with it is asked anyway: the yes to that is the yes to what was assumed
        assumed = f"{reading.proposal.message} " if reading.boundary is None and reading.proposal is not None else ""
        self._bench.use_shape(f"{assumed}{name}", line)


def _line_of(reading: SiteReading) -> BaseGeometry | None:
    """The line of a reading, or the one that is offered in its place."""
    if reading.boundary is not None:
        return reading.boundary.geometry
    return reading.proposal.boundary.geometry if reading.proposal is not None else None


def _faults(readings: Iterable[SiteReading]) -> Iterator[str]:
    """Why the lines can't be used: what stands in the way before what is only worth a look."""
    from ...domain.check import Severity

    checks = [check for reading in readings for check in reading.checks]
    yield from (check.message for check in sorted(checks, key=lambda check: check.severity is not Severity.ERROR))
