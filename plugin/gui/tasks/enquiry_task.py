"""Finds a place and says what applies there, beside the window."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ...boundary.place.plot import with_plot
from ...domain.errors import RedlineError
from ...domain.place import Place, PlaceRefused
from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.place_search import PlaceSearch
    from ...domain.clock import Clock
    from ...reports.enquiry.answer import EnquiryAnswer
    from ..enquiry.council_places import CouncilPlaces


@dataclass(frozen=True)
class Asked:
    """What was typed, or the place that was clicked or chosen; ``plot`` asks for the whole parcel there."""

    text: str = ""
    place: Place | None = None
    clicked: bool = False
    plot: bool = False


class EnquiryTask(SentenceTask):
    """``came`` brings a PlaceSearch and, where there is one place, an EnquiryAnswer, else None; ``failed`` a sentence, "" once stopped.

    ``unread`` tells before why something could not be looked in, which is for the officer and no part of the answer.
    """

    came = pyqtSignal(object, object)
    unread = pyqtSignal(str)

    def __init__(self, asked: Asked, council: CouncilPlaces, settings: Settings, clock: Clock, file: CaseFile | None) -> None:
        super().__init__("an enquiry", "The enquiry stopped; the log under Python says where.", hidden=True)
        self._asked = asked
        self._council = council
        self._settings = settings
        self._clock = clock
        self._file = file
        self._search: PlaceSearch | None = None
        self._answer: EnquiryAnswer | None = None
        self._reasons: list[str] = []

    def finished(self, result: bool) -> None:
        """What nobody waits for any more is not brought, even where it was ready."""
        if self.isCanceled():
            self.failed.emit("")
        else:
            super().finished(result)

    def bring(self) -> None:
        for reason in self._reasons:
            self.unread.emit(reason)
        self.came.emit(self._search, self._answer)

    def work(self) -> None:
        from ...casefile.earlier_applications import EarlierApplications
        from ...casefile.place_search import PlaceRegisters, PlaceSearch
        from ...constraints.catalogue import Catalogue
        from ...constraints.screening.place_screening import screen_place
        from ...reports.enquiry.enquiry_answer import enquiry_answer

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        self._council.give_way = self.stop_if_asked
        with ExitStack() as closing:
            store = self._settings.store_place().open()
            closing.callback(store.close)
            cases = closing.enter_context(self._file.reader()) if self._file is not None else None
            if self._asked.place is not None:
                self._search = PlaceSearch(self._in_england(self._asked.place))
            else:
                addresses = self._council.addresses if self._council.has_addresses else None
                registers = PlaceRegisters(transformer_of(self._settings), addresses, cases, store)
                self._search = registers.search(self._asked.text)
            self.stop_if_asked()
            if self._search.place is None:
                return
            catalogue, settings = Catalogue.load(), self._settings.screening()
            place = self._whole(self._search.place)
            enquiry = screen_place(place, store, settings=settings, profile=profile, clock=self._clock, catalogue=catalogue)
            self.stop_if_asked()
            history = EarlierApplications(transformer_of(self._settings), cases, self._council.history).at(place, settings, public=True)
            self._reasons = [each.reason for each in history.sources if each.reason]
            self._answer = enquiry_answer(enquiry, store.snapshots(), catalogue, profile, self._settings.officer, history)

    def _whole(self, place: Place) -> Place:
        """With the address that it lies by where it was clicked, and with its plot where that was asked for."""
        by = self._council.by(place) if self._asked.clicked and place.plot is None else ""
        if by:
            place = replace(place, words=f"{place.words} (by {by})")
        if self._asked.plot and place.plot is None:
            place = with_plot(place, self._council.plot_at(place))
        return place

    def _in_england(self, place: Place) -> Place:
        import numpy as np

        from ...boundary.england import in_england

        if not in_england(np.array([place.east]), np.array([place.north]))[0]:
            raise PlaceRefused(f"{place.coordinates} lies outside England, and Redline answers for places in England.")
        return place
