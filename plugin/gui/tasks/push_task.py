"""Pushes a folder's store into a team's database beside the window."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.store_place import StorePlace
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...constraints.postgis.push import Pushed
    from ...domain.clock import Clock


class PushTask(QgsTask):
    """``came`` tells a table and how many rows have gone into it; ``pushed`` brings a Pushed; ``failed`` a sentence, "" where it was
    stopped. One that fails or is stopped leaves the database as it was.
    """

    came = pyqtSignal(str, int)
    pushed = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, folder: StorePlace, database: StorePlace, clock: Clock) -> None:
        super().__init__("Redline: pushing constraint data to the team's database", QgsTask.Flag.CanCancel)
        self._folder = folder
        self._database = database
        self._clock = clock
        self._pushed: Pushed | None = None
        self._failure = "The push stopped; the log under Python says why. The database is as it was."

    def run(self) -> bool:
        from pathlib import Path

        from ...constraints.postgis.push import push_store
        from ...domain.errors import RedlineError

        place = self._database
        try:
            with WindowFirst():
                folder, credentials = Path(self._folder.address), place.credentials()
                self._pushed = push_store(folder, place.address, self._clock, told=self._told, credentials=credentials)
        except _StoppedError:
            self._failure = ""
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.pushed.emit(self._pushed)
        else:
            self.failed.emit(self._failure)

    def _told(self, table: str, rows: int) -> None:
        if self.isCanceled():
            raise _StoppedError
        self.came.emit(table, rows)


class _StoppedError(Exception):
    """Somebody has stopped it."""
