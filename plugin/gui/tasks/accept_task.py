"""Puts a generation of a store into use beside the window, and lets the cases that it touches show as changed; or does neither."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.screened.refreshing import Review
    from ...domain.clock import Clock
    from ...domain.identity import Identity


class AcceptTask(QgsTask):
    """``file`` is the case file where the window has it open; it is opened where only its cases are touched. ``failed`` tells why the
    store uses what it used."""

    accepted = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, settings: Settings, review: Review, file: CaseFile | None, clock: Clock, identity: Identity) -> None:
        super().__init__("Redline: putting constraint data into use", QgsTask.Flag.Hidden)
        self._settings = settings
        self._review = review
        self._file = file
        self._clock = clock
        self._identity = identity
        self._failure = "It was not put into use; the log under Python says why."

    def run(self) -> bool:
        from ...casefile.screened.accepting import accept
        from ...domain.errors import RedlineError

        review = self._review
        try:
            with self._cases() as file:
                accept(
                    Path(self._settings.store),
                    review.refreshed.generation,
                    file,
                    review.touched,
                    self._clock,
                    self._settings.generations_kept,
                )
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.accepted.emit()
        else:
            self.failed.emit(self._failure)

    def _cases(self) -> AbstractContextManager[CaseFile | None]:
        if not self._review.touched:
            return nullcontext()
        if self._file is not None:
            return self._file.for_this_thread()
        from ...casefile.case_file import CaseFile

        return CaseFile.open(self._settings.case_file_path(), clock=self._clock, identity=self._identity)
