"""Reads the submission of a case from the back office and says what would become public of it, beside the window."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.case import Case
from ..environment.profile_of import profile_of
from ..network.back_office import bops_of
from ..settings import Settings

if TYPE_CHECKING:
    from ...domain.clock import Clock
    from ...reports.register.entry import RegisterEntry

_NO_BACK_OFFICE = "No back office is set, and the register shows what was submitted there. Set it in the options."


class RegisterTask(QgsTask):
    """``ready`` brings the entry, ``failed`` a sentence on why there is none. The submission is read each time and kept nowhere."""

    ready = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, case: Case, settings: Settings, clock: Clock) -> None:
        super().__init__("Redline: what becomes public", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._case = case
        self._settings = settings
        self._clock = clock
        self._entry: RegisterEntry | None = None
        self._failure = "The register's entry was not made; the log under Python says where it stopped."

    def run(self) -> bool:
        from ...backoffice.errors import BackOfficeError, Cancelled
        from ...domain.errors import RedlineError

        try:
            self._entry = self._made()
        except Cancelled:
            self._failure = ""
            return False
        except (BackOfficeError, RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.ready.emit(self._entry)
        elif not self.isCanceled():
            self.failed.emit(self._failure)

    def _made(self) -> RegisterEntry:
        from ...backoffice.endpoints import SUBMISSION
        from ...backoffice.question import Question
        from ...domain.case_facts import facts_of_case
        from ...domain.clock import today
        from ...domain.errors import RedlineError
        from ...reports.register.entry import register_entry
        from ...reports.register.reckoned_fee import reckoned_fee

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        if not self._settings.authority_url:
            raise RedlineError(_NO_BACK_OFFICE)
        client = bops_of(self._settings, self._clock, self.isCanceled)
        try:
            told = client.whole(Question(SUBMISSION, self._case.row.back_office_id or self._case.reference)).value
        finally:
            client.close()
        submission = told.get("submission") if isinstance(told, dict) else None
        return register_entry(
            self._case,
            submission if isinstance(submission, dict) else {},
            organisation=profile.organisation,
            authority=profile.authority_name,
            now=self._clock.now(),
            fee=reckoned_fee(self._case, facts_of_case(self._case, profile.authority_reference), today(self._clock)),
        )
