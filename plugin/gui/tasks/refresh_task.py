"""Refreshes a store beside the window, and says what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.reader import CaseFileReader
    from ...casefile.screened.refreshing import Review
    from ...constraints.local_layers.local_choice import LocalChoice
    from ...constraints.platform.refresh_request import RefreshRequest
    from ...domain.clock import Clock


class RefreshTask(SentenceTask):
    """``came`` tells dataset, records that came, and of how many; ``reviewed`` brings a Review; ``failed`` a sentence, or "";
    ``heard`` each line of the log."""

    came = pyqtSignal(str, int, int)
    reviewed = pyqtSignal(object)
    heard = pyqtSignal(object)

    def __init__(self, request: RefreshRequest, own: LocalChoice, settings: Settings, clock: Clock, file: CaseFile | None) -> None:
        """``file`` is the case file where the window has it open."""
        super().__init__("refreshing constraint data", "The refresh stopped; the log under Python says why. The store is as it was.")
        self._request = request
        self._own = own
        self._settings = settings
        self._clock = clock
        self._file = file
        self._feedback = QgsFeedback()
        self._review: Review | None = None

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def bring(self) -> None:
        self.reviewed.emit(self._review)

    def work(self) -> None:
        from ...casefile.screened.refreshing import CasesNear, RefreshMeans, refresh_for_review
        from ..environment.transformer_of import transformer_of
        from ..network.platform_asker import platform_asker, raise_if_cancelled

        settings = self._settings
        means = RefreshMeans(
            lambda: platform_asker(self._feedback, settings.platform_url, settings.platform_files),
            transformer_of(settings),
            self._clock,
            told=self.came.emit,
            heard=self.heard.emit,
            stop=lambda: raise_if_cancelled(self._feedback),
        )
        self._review = refresh_for_review(self._request, self._own, means, CasesNear(self._cases, settings.near))

    def _cases(self) -> CaseFileReader | None:
        """Of the file that the window has open, or of the one that it would open."""
        from ...casefile.read_only import read_only

        if self._file is not None:
            return self._file.reader()
        path = self._settings.case_file_path()
        return read_only(path, self._clock) if path.is_file() else None
