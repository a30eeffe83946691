"""Puts a generation of a store into use beside the window, and lets the cases that it touches show as changed; or does neither."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask
from .window_cases import WindowCases

if TYPE_CHECKING:
    from ...casefile.screened.refreshing import Review


class AcceptTask(SentenceTask):
    """The case file is opened where its cases are touched. ``failed`` tells why the store uses what it used."""

    accepted = pyqtSignal()

    def __init__(self, review: Review, cases: WindowCases) -> None:
        failure = "It was not put into use; the log under Python says why."
        super().__init__("putting constraint data into use", failure, stoppable=False)
        self._review = review
        self._cases = cases

    def work(self) -> None:
        from ...casefile.screened.accepting import accept

        review, settings, clock = self._review, self._cases.settings, self._cases.clock
        with self._cases.opened() if review.touched else nullcontext() as file:
            accept(Path(settings.store), review.refreshed.generation, file, review.touched, clock, settings.generations_kept)

    def bring(self) -> None:
        self.accepted.emit()
