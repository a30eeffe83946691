"""Pushes a folder's store into a team's database beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ..environment.store_place import StorePlace
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...constraints.postgis.push import Pushed
    from ...domain.clock import Clock


class PushTask(SentenceTask):
    """``came`` tells a table and how many rows have gone into it; ``pushed`` brings a Pushed; ``failed`` a sentence, "" where it was
    stopped. One that fails or is stopped leaves the database as it was. So many generations are ``kept`` there, the
    usual number for 0.
    """

    came = pyqtSignal(str, int)
    pushed = pyqtSignal(object)

    def __init__(self, folder: StorePlace, database: StorePlace, clock: Clock, kept: int = 0) -> None:
        super().__init__(
            "pushing constraint data to the team's database",
            "The push stopped; the log under Python says why. The database is as it was.",
        )
        self._folder = folder
        self._database = database
        self._clock = clock
        self._kept = kept
        self._pushed: Pushed | None = None

    def work(self) -> None:
        from pathlib import Path

        from ...constraints.postgis.push import push_store
        from ...constraints.store.prune import keeping_of

        folder, place, keeping = Path(self._folder.address), self._database, keeping_of(self._kept)
        self._pushed = push_store(folder, place.address, self._clock, keeping=keeping, told=self._told, credentials=place.credentials())

    def bring(self) -> None:
        self.pushed.emit(self._pushed)

    def _told(self, table: str, rows: int) -> None:
        self.stop_if_asked()
        self.came.emit(table, rows)
