"""Taking a red line from a file into the draft: everything that Redline reads as an application."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ..environment.grid_folders import grid_folders
from ..messages import Messages
from ..open_applications import choose_files
from ..settings import Settings

if TYPE_CHECKING:
    from ...domain.reading import SiteReading
    from .workbench import Workbench


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
        QgsApplication.taskManager().addTask(self._task)

    def _ended(self, failure: str) -> None:
        usable = [reading for reading in self._readings if reading.boundary is not None]
        if not usable:
            problems = [check.message for reading in self._readings for check in reading.checks][:1]
            why = failure or next(iter([*self._unreadable, *problems]), "There is no red line in it.")
            self._bench.said.emit(why)
        elif len(usable) == 1:
            self._use(usable[0])
        else:
            offered: list[tuple[str, Callable[[], None]]] = [(reading.site, partial(self._use, reading)) for reading in usable[:30]]
            self._bench.offered.emit(offered)

    def _use(self, reading: SiteReading) -> None:
        if reading.boundary is not None:
            name = reading.file if reading.site == reading.file else f"{reading.file}, {reading.site}"
            self._bench.use_shape(name, reading.boundary.geometry)
