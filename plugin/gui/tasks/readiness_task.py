"""Looks at every dataset of the store, and at how long acts took, beside the window."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from ..environment.profile_of import profile_of
from ..settings import Settings
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...constraints.readiness.dataset_readiness import Readiness
    from ...domain.act_time import ActTime
    from ...domain.clock import Clock


class _Stopped(Exception):
    """Nobody waits for it any more. It is no RedlineError, which one dataset would tell as its own."""


class ReadinessTask(QgsTask):
    """``came`` brings a Readiness, and the times of acts of the case file, None without one; ``failed`` a sentence, "" once stopped."""

    came = pyqtSignal(object, object)
    failed = pyqtSignal(str)

    def __init__(self, settings: Settings, clock: Clock, file: CaseFile | None) -> None:
        super().__init__("Redline: how ready the constraint layers are", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._settings = settings
        self._clock = clock
        self._file = file
        self._readiness: Readiness | None = None
        self._times: tuple[ActTime, ...] | None = None
        self._failure = "The datasets could not be looked at; the log under Python says why."

    def run(self) -> bool:
        try:
            with WindowFirst():
                self._look()
        except _Stopped:
            self._failure = ""
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.came.emit(self._readiness, self._times)
        else:
            self.failed.emit(self._failure)

    def _look(self) -> None:
        from ...constraints.catalogue import Catalogue
        from ...constraints.readiness.readiness_of import readiness_of
        from ...domain.clock import today

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        with self._settings.store_place().open() as store:
            self._readiness = readiness_of(store, Catalogue.load(), profile, today(self._clock), between=self._before)
        if self._file is not None:
            with self._file.reader() as reader:
                self._times = reader.act_times()

    def _before(self, _dataset: str) -> None:
        if self.isCanceled():
            raise _Stopped
