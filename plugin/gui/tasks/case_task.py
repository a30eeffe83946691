"""Reads one case again from the back office, screens it, and notes that the officer has seen it; beside the window."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..back_office import bops_of, transformer_of
from ..settings import Settings
from .screening_desk import ScreeningDesk

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock


class CaseTask(QgsTask):
    """``step`` says that the case file has something newer; ``ended`` carries why the case could not be read again or screened, else ""."""

    step = pyqtSignal(str)
    ended = pyqtSignal(str, str)

    def __init__(self, file: CaseFile, uuid: str, settings: Settings, clock: Clock, *, online: bool) -> None:
        super().__init__("Redline: opening a case", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._file = file
        self._uuid = uuid
        self._settings = settings
        self._clock = clock
        self._online = online
        self._failures: list[str] = []

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file:
                self._screen(file)
                if self._online and not self.isCanceled():
                    self._read_again(file)
                if not self.isCanceled():
                    file.look_at(self._uuid)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failures.append(str(error))
        return not self._failures

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        failure = "" if result else (" ".join(self._failures) or "Reading it again stopped; the log under Python says where.")
        self.ended.emit(self._uuid, "" if self.isCanceled() else failure)

    def _screen(self, file: CaseFile) -> None:
        """By the newest data: where nothing has changed, that is confirmed, and the date with it."""
        from ...domain.boundary_version import LineKind
        from ...domain.errors import RedlineError

        row = file.row(self._uuid)
        versions = file.boundary_versions(self._uuid)
        version = next((each for each in reversed(versions) if each.current and each.kind is LineKind.RED), None)
        if row is None or version is None or not self._settings.store:
            return
        try:
            with ScreeningDesk(self._settings, self._clock) as desk:
                desk.screen(file, self._uuid, row.reference, version)
        except RedlineError as error:
            self._failures.append(str(error))
            return
        self.step.emit(self._uuid)

    def _read_again(self, file: CaseFile) -> None:
        """What the back office says of it now; another red line is screened as well."""
        from ...backoffice.errors import BackOfficeError, Cancelled
        from ...backoffice.refresh import refresh_case

        before = file.boundary_versions(self._uuid)
        client = bops_of(self._settings, self._clock, self.isCanceled)
        try:
            refreshed = refresh_case(client, file, transformer_of(self._settings), self._clock, self._uuid)
            self._failures.extend(refreshed.notes)
        except Cancelled:
            return
        except BackOfficeError as error:
            self._failures.append(str(error))
            return
        finally:
            client.close()
        if len(file.boundary_versions(self._uuid)) != len(before):
            self._screen(file)
        self.step.emit(self._uuid)
