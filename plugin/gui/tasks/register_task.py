"""Says what would become public of a case, beside the window: from its submission in the case file, or read from the back office."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
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

_NO_BACK_OFFICE = "No back office is set, and what was submitted is not in the case file yet. Set it in the options, then open the case."


class RegisterTask(QgsTask):
    """``ready`` brings the entry (None where there is none), why there is none, and since when one stands in the register's folder.

    ``submission`` is the back office's answer as the case file has it, "" where it has none and the back office is asked: a submission
    does not change. ``folder`` is where the last entry was put, None for none.
    """

    ready = pyqtSignal(object, str, str)

    def __init__(self, case: Case, submission: str, settings: Settings, clock: Clock, folder: Path | None) -> None:
        super().__init__("Redline: what becomes public", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._case = case
        self._submission = submission
        self._folder = folder
        self._stands = ""
        self._settings = settings
        self._clock = clock
        self._entry: RegisterEntry | None = None
        self._failure = "The register's entry was not made; the log under Python says where it stopped."

    def run(self) -> bool:
        from ...backoffice.errors import BackOfficeError, Cancelled
        from ...domain.errors import RedlineError
        from ...reports.register.writing import standing

        try:
            if self._folder is not None:
                self._stands = standing(self._case.full_reference or self._case.reference, self._folder)
            self._entry = self._made()
        except Cancelled:
            return False
        except (BackOfficeError, RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return True
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if not self.isCanceled():
            self.ready.emit(self._entry, self._failure, self._stands)

    def _made(self) -> RegisterEntry:
        from ...domain.case_facts import facts_of_case
        from ...domain.clock import today
        from ...domain.errors import RedlineError
        from ...reports.register.entry import register_entry
        from ...reports.register.reckoned_fee import reckoned_fee
        from ...reports.register.schema_check import SchemaCheck

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        told = json.loads(self._submission) if self._submission else self._asked()
        submission = told.get("submission") if isinstance(told, dict) else None
        facts = facts_of_case(self._case, profile.authority_reference)
        return register_entry(
            self._case,
            submission if isinstance(submission, dict) else {},
            facts=facts,
            organisation=profile.organisation,
            authority=profile.authority_name,
            now=self._clock.now(),
            schema=SchemaCheck.load(profile.register_schema) if profile.register_schema is not None else None,
            fee=reckoned_fee(self._case, facts, today(self._clock)),
        )

    def _asked(self) -> object:
        from ...backoffice.endpoints import SUBMISSION
        from ...backoffice.question import Question
        from ...domain.errors import RedlineError

        if not self._settings.authority_url:
            raise RedlineError(_NO_BACK_OFFICE)
        client = bops_of(self._settings, self._clock, self.isCanceled)
        try:
            return client.whole(Question(SUBMISSION, self._case.row.back_office_id or self._case.reference)).value
        finally:
            client.close()
