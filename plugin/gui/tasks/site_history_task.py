"""Looks beside the window for what was applied for on a site and near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ...domain.place import Place
from ..environment.transformer_of import transformer_of
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...reports.enquiry.placed_history import PlaceHistory
    from ..enquiry.council_places import CouncilPlaces


class SiteHistoryTask(SentenceTask):
    """``came`` brings a PlaceHistory; ``failed`` a sentence, "" once stopped. Officers see what the register does not show too."""

    came = pyqtSignal(object)

    def __init__(self, place: Place, council: CouncilPlaces, settings: Settings, file: CaseFile) -> None:
        super().__init__("the site history", "The search for earlier applications stopped; the log under Python says where.")
        self._place = place
        self._council = council
        self._settings = settings
        self._file = file
        self._history: PlaceHistory | None = None

    def bring(self) -> None:
        self.came.emit(self._history)

    def work(self) -> None:
        from ...casefile.earlier_applications import EarlierApplications

        self._council.give_way = self.stop_if_asked
        with self._file.reader() as cases:
            earlier = EarlierApplications(transformer_of(self._settings), cases, self._council.history)
            self._history = earlier.at(self._place, self._settings.screening(), public=False)
