"""Finds a place and says what applies there, beside the window."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...boundary.place.plot import with_plot
from ...domain.errors import RedlineError
from ...domain.place import Place, PlaceRefused
from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..settings import Settings
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.place_search import PlaceSearch
    from ...domain.clock import Clock
    from ...reports.enquiry.answer import EnquiryAnswer
    from ..enquiry.council_places import CouncilPlaces


class _Stopped(RedlineError):
    """Somebody asks for another place already."""


@dataclass(frozen=True)
class Asked:
    """What was typed, or the place that was clicked or chosen; ``plot`` asks for the whole parcel there."""

    text: str = ""
    place: Place | None = None
    clicked: bool = False
    plot: bool = False


class EnquiryTask(QgsTask):
    """``came`` brings a PlaceSearch and, where there is one place, an EnquiryAnswer, else None; ``failed`` a sentence, "" once stopped."""

    came = pyqtSignal(object, object)
    failed = pyqtSignal(str)

    def __init__(self, asked: Asked, council: CouncilPlaces, settings: Settings, clock: Clock, file: CaseFile | None) -> None:
        super().__init__("Redline: an enquiry", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._asked = asked
        self._council = council
        self._settings = settings
        self._clock = clock
        self._file = file
        self._search: PlaceSearch | None = None
        self._answer: EnquiryAnswer | None = None
        self._failure = "The enquiry stopped; the log under Python says where."

    def run(self) -> bool:
        try:
            with WindowFirst():
                self._ask()
        except _Stopped:
            self._failure = ""
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result and not self.isCanceled():
            self.came.emit(self._search, self._answer)
        else:
            self.failed.emit("" if self.isCanceled() else self._failure)

    def _ask(self) -> None:
        from ...casefile.place_search import PlaceRegisters, PlaceSearch
        from ...constraints.catalogue import Catalogue
        from ...constraints.screening.place_screening import screen_place
        from ...reports.enquiry.answer import enquiry_answer

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        self._council.give_way = self._give_way
        with ExitStack() as closing:
            store = self._settings.store_place().open()
            closing.callback(store.close)
            if self._asked.place is not None:
                self._search = PlaceSearch(self._in_england(self._asked.place))
            else:
                cases = closing.enter_context(self._file.reader()) if self._file is not None else None
                addresses = self._council.addresses if self._council.has_addresses else None
                registers = PlaceRegisters(transformer_of(self._settings), addresses, cases, store)
                self._search = registers.search(self._asked.text)
            self._give_way()
            if self._search.place is None:
                return
            catalogue, settings = Catalogue.load(), self._settings.screening()
            place = self._whole(self._search.place)
            enquiry = screen_place(place, store, settings=settings, profile=profile, clock=self._clock, catalogue=catalogue)
            self._answer = enquiry_answer(enquiry, store.snapshots(), catalogue, profile, self._settings.officer)

    def _whole(self, place: Place) -> Place:
        """With the address that it lies by where it was clicked, and with its plot where that was asked for."""
        by = self._council.by(place) if self._asked.clicked else ""
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

    def _give_way(self) -> None:
        if self.isCanceled():
            raise _Stopped
