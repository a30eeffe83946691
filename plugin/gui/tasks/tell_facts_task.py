"""Writes into the case file what an officer tells of an application, beside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.told_fact import FactValue


class TellFactsTask(QgsTask):
    """``ended`` carries a sentence where nothing was kept, else ""."""

    ended = pyqtSignal(str)

    def __init__(self, file: CaseFile, application_uuid: str, facts: Mapping[str, FactValue | None], reason: str) -> None:
        super().__init__("Redline: keeping what was told", QgsTask.Flag.Hidden)
        self._file = file
        self._application = application_uuid
        self._facts = dict(facts)
        self._reason = reason
        self._failure = "Nothing was kept; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file:
                file.tell_facts(self._application, self._facts, self._reason)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit("" if result else self._failure)
