"""Sends what waits of one case, reads it again, screens it, and notes what the officer has seen of it; beside the window."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.transformer_of import transformer_of
from ..network.back_office import bops_of, out_of_reach
from ..settings import Settings
from .screening_desk import ScreeningDesk
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.case import CaseRow
    from ...domain.clock import Clock

#: Seconds to wait until the window shows the newest, and between two looks whether it does.
_PATIENCE = 5.0
_PAUSE = 0.25


class CaseTask(QgsTask):
    """``step`` says that the case file has something newer; ``ended`` carries why the case could not be read again or screened, else "".

    Whoever shows the case calls ``note_shown``: only news that were in sight count as looked at. ``answered`` says that the back office was
    reached; ``not_sent`` has a sentence for each act of the case that it refused, and why what waits was not tried.
    """

    step = pyqtSignal(str)
    ended = pyqtSignal(str, str)

    def __init__(self, file: CaseFile, uuid: str, settings: Settings, clock: Clock, *, online: bool) -> None:
        super().__init__("Redline: opening a case", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._file = file
        self._uuid = uuid
        self._settings = settings
        self._clock = clock
        self._context = QgsProject.instance().transformContext()
        self._online = online
        self._failures: list[str] = []
        self._shown: tuple[str, ...] | None = None
        self._woken = threading.Event()
        self.answered = False
        self.unreachable = ""
        self.not_sent: list[str] = []

    def note_shown(self, row: CaseRow) -> None:
        """Called on the GUI thread with what stands in the window now."""
        self._shown = row.changed_fields
        self._woken.set()

    def cancel(self) -> None:
        super().cancel()
        self._woken.set()

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file, WindowFirst():
                if self._online:
                    self._read_again(file)
                if not self.isCanceled():
                    self._screen(file)
                self._look_at(file)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failures.append(str(error))
        return not self._failures

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        failure = "" if result else (" ".join(self._failures) or "Reading it again stopped; the log under Python says where.")
        self.ended.emit(self._uuid, "" if self.isCanceled() else failure)

    def _look_at(self, file: CaseFile) -> None:
        """News that came later than what the window shows stay news."""
        self.step.emit(self._uuid)
        end = time.monotonic() + _PATIENCE
        while not self.isCanceled() and time.monotonic() < end:
            row = file.row(self._uuid)
            if row is None:
                return
            if self._shown == row.changed_fields:
                file.look_at(self._uuid)
                return
            self._woken.wait(_PAUSE)
            self._woken.clear()

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
            with ScreeningDesk(self._settings, self._clock, self._context) as desk:
                desk.screen(file, self._uuid, row.reference, version)
        except RedlineError as error:
            self._failures.append(str(error))
            return

    def _read_again(self, file: CaseFile) -> None:
        """What the back office says of it now."""
        from ...backoffice.errors import BackOfficeError, Cancelled
        from ...backoffice.refresh import refresh_case
        from ...backoffice.sealing import seal_trail
        from ...backoffice.sending import send_waiting

        client = bops_of(self._settings, self._clock, self.isCanceled)
        transformer = transformer_of(self._settings)
        try:
            # First, so that what is read then is what came of it
            sent = send_waiting(client, file, transformer, self._clock, self._uuid)
            self.not_sent = sent.refused
            refreshed = refresh_case(client, file, transformer, self._clock, self._uuid)
            # Where reading fails as well, that is told, and once is enough
            torn = seal_trail(client, file, self._clock) if sent.sent else ""
            self.not_sent = [*sent.sentences, *([torn] if torn else [])]
        except Cancelled:
            return
        except BackOfficeError as error:
            self._failures.append(str(error))
            self.unreachable = str(error) if error.trouble in out_of_reach() else ""
            return
        finally:
            client.close()
        self.answered = True
        self._failures.extend(refreshed.notes)
        self.step.emit(self._uuid)
