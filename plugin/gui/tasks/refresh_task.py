"""Refreshes a store beside the window, and says what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask
from .window_cases import WindowCases

if TYPE_CHECKING:
    from ...casefile.screened.refreshing import Review
    from ...constraints.local_layers.local_choice import LocalChoice
    from ...constraints.platform.refresh_request import RefreshRequest


class RefreshTask(SentenceTask):
    """``came`` tells dataset, records that came, and of how many; ``reviewed`` brings a Review; ``failed`` a sentence, or "";
    ``heard`` each line of the log."""

    came = pyqtSignal(str, int, int)
    reviewed = pyqtSignal(object)
    heard = pyqtSignal(object)

    def __init__(self, request: RefreshRequest, own: LocalChoice, cases: WindowCases) -> None:
        super().__init__("refreshing constraint data", "The refresh stopped; the log under Python says why. The store is as it was.")
        self._request = request
        self._own = own
        self._cases = cases
        self._feedback = QgsFeedback()
        self._review: Review | None = None

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def bring(self) -> None:
        self.reviewed.emit(self._review)

    def work(self) -> None:
        from ...casefile.screened.refreshing import RefreshMeans, refresh_for_review
        from ..environment.transformer_of import transformer_of
        from ..network.platform_asker import platform_asker, raise_if_cancelled

        settings = self._cases.settings
        means = RefreshMeans(
            lambda: platform_asker(self._feedback, settings.platform_url, settings.platform_files),
            transformer_of(settings),
            self._cases.clock,
            told=self.came.emit,
            heard=self.heard.emit,
            stop=lambda: raise_if_cancelled(self._feedback),
        )
        self._review = refresh_for_review(self._request, self._own, means, self._cases.near)
