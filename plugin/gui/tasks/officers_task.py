"""Asks a back office for its officers, and keeps the list in the case file; beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ..network.back_office import bops_of
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock


class OfficersTask(SentenceTask):
    """``came`` says that the list is kept."""

    came = pyqtSignal()

    def __init__(self, file: CaseFile, settings: Settings, clock: Clock) -> None:
        super().__init__("asking for the officers", "The officers could not be asked for; the log under Python says why.", hidden=True)
        self._file = file
        self._settings = settings
        self._clock = clock

    def work(self) -> None:
        from ...backoffice.officers import ask_officers

        client = bops_of(self._settings, self._clock, self.isCanceled)
        try:
            with self._file.for_this_thread() as file:
                ask_officers(client, file)
        finally:
            client.close()

    def bring(self) -> None:
        self.came.emit()
