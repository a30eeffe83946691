"""Puts the generation before the one in use back beside the window, or the one that was left for it, and tells the touched cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask
from .window_cases import WindowCases

if TYPE_CHECKING:
    from ...casefile.screened.coming_into_use import CameIntoUse


class OtherGenerationTask(SentenceTask):
    """``came`` brings a CameIntoUse; ``failed`` tells why the store uses what it used, "" where it was stopped."""

    came = pyqtSignal(object)

    def __init__(self, cases: WindowCases, newer: str = "") -> None:
        """``newer`` is taken; without it the newest that is older than the one in use comes back."""
        super().__init__("putting other constraint data into use", "It was not put into use; the log under Python says why.")
        self._cases = cases
        self._newer = newer
        self._came: CameIntoUse | None = None

    def work(self) -> None:
        from ...casefile.screened.coming_into_use import bring_into_use
        from ...constraints.store.earlier_or_newer import earlier_generation, newer_generation

        cases, folder = self._cases, Path(self._cases.settings.store)
        generation = newer_generation(folder, self._newer) if self._newer else earlier_generation(folder)
        self._came = bring_into_use(folder, generation, cases.near, cases.opened, cases.clock, self.stop_if_asked)

    def bring(self) -> None:
        self.came.emit(self._came)
