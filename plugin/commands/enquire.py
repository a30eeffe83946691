"""`redline enquire`: what applies at a place that somebody asks about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..boundary.place.plot import with_plot
from ..casefile.earlier_applications import EarlierApplications
from ..casefile.place_search import PlaceRegisters, PlaceSearch, how_found
from ..constraints.box import box_of
from ..constraints.catalogue import Catalogue
from ..domain.clock import Clock
from ..domain.errors import RedlineError
from ..domain.place import Place
from ..reports.enquiry.answer import EnquiryAnswer
from ..reports.enquiry.answer_form import enquiry_form
from ..reports.enquiry.answer_page import answer_page
from ..reports.enquiry.answer_text import answer_text
from ..reports.enquiry.enquiry_answer import enquiry_answer
from ..reports.enquiry.place_map import enquiry_frame
from .base_map_file import base_map_around
from .exit_code import ExitCode
from .output import Output
from .text_file import write_text_file

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..constraints.profile import Profile
    from ..constraints.store.store import Store
    from ..domain.enquiry import Enquiry
    from ..domain.settings import ScreeningSettings
    from ..reports.enquiry.placed_history import PlaceHistory

#: Prints an answer on one page of paper; QGIS does it, where there is one.
PrintPdf = Callable[[EnquiryAnswer, Path], None]


@dataclass(frozen=True)
class EnquireOptions:
    """How to answer; ``choose`` is the number of a choice that was offered, 0 for none. ``pdf`` and ``html`` are files to write."""

    settings: ScreeningSettings
    profile: Profile
    officer: str = ""
    choose: int = 0
    plot: bool = False
    pdf: Path | None = None
    html: Path | None = None
    as_json: bool = False


class Enquire:
    """One enquiry. ``plot_at`` gives the parcel at a place, ``earlier`` what was applied for; without QGIS ``print_pdf`` is None."""

    def __init__(
        self,
        registers: PlaceRegisters,
        store: Store,
        options: EnquireOptions,
        clock: Clock,
        output: Output,
        plot_at: Callable[[Place], BaseGeometry],
        earlier: EarlierApplications,
        print_pdf: PrintPdf | None = None,
    ) -> None:
        self._registers = registers
        self._store = store
        self._options = options
        self._clock = clock
        self._output = output
        self._plot_at = plot_at
        self._earlier = earlier
        self._print_pdf = print_pdf

    def run(self, text: str, site: Place | None = None) -> ExitCode:
        """Answer for the place that is typed or for a ``site``, or offer the choices.

        Raises RedlineError (PlaceRefused) for what is no place, and for a file that can't be written.
        """
        options = self._options
        if options.pdf is not None and self._print_pdf is None:
            raise RedlineError(
                "A PDF is printed by QGIS, which is not here. Run scripts/redline where QGIS is installed, or write a page with --html."
            )
        for path in (options.pdf, options.html):
            if path is not None and not path.resolve().parent.is_dir():
                raise RedlineError(f"The folder {path.parent} is not there, so {path.name} can't be written. Make it, or name another.")
        found = PlaceSearch(site) if site is not None else self._registers.search(text)
        place = self._chosen(found)
        if place is None:
            return self._offer(found)
        if options.plot and place.plot is None:
            place = with_plot(place, self._plot_at(place))
        return self._answer(place, found)

    def _chosen(self, found: PlaceSearch) -> Place | None:
        choose = self._options.choose
        if not choose:
            return found.place
        if choose > len(found.others):
            raise RedlineError(f"There is no choice {choose}: {len(found.others)} are offered. Leave --choose out to see them.")
        other = found.others[choose - 1]
        return other.place(how_found(other))

    def _offer(self, found: PlaceSearch) -> ExitCode:
        choices = _choices(found)
        if self._options.as_json:
            self._output.json(
                {
                    "place": None,
                    "said": found.said,
                    "choices": [{"number": int(number), "words": words, "detail": detail} for number, words, detail in choices],
                    "more": found.more,
                }
            )
            return ExitCode.NOT_READABLE
        self._output.line(found.said)
        self._output.table(choices, indent=2, right=(0,))
        if found.more:
            self._output.line(f"and {found.more:,} more", indent=2)
        self._output.line("Choose one with --choose and its number.")
        return ExitCode.NOT_READABLE

    def _answer(self, place: Place, found: PlaceSearch) -> ExitCode:
        from ..constraints.screening.place_screening import screen_place

        options, catalogue = self._options, Catalogue.load()
        enquiry = screen_place(
            place, self._store, settings=options.settings, profile=options.profile, clock=self._clock, catalogue=catalogue
        )
        history = self._earlier.at(place, options.settings, public=True)
        for source in history.sources:
            if source.reason:
                self._output.fault(source.reason)
        answer = enquiry_answer(enquiry, self._store.snapshots(), catalogue, options.profile, options.officer, history)
        if options.html is not None:
            ground = base_map_around(options.profile.base_map, box_of(enquiry_frame(answer).ground))
            write_text_file(options.html, answer_page(answer, ground))
        if options.pdf is not None and self._print_pdf is not None:
            self._print_pdf(answer, options.pdf)
        self._tell(enquiry, answer, history, found)
        return ExitCode.SOMETHING_NOT_CHECKED if answer.not_checked or not answer.looked_at else ExitCode.EVERYTHING_CHECKED

    def _tell(self, enquiry: Enquiry, answer: EnquiryAnswer, history: PlaceHistory, found: PlaceSearch) -> None:
        if self._options.as_json:
            self._output.json(enquiry_form(enquiry, answer, history))
            return
        for line in answer_text(answer).splitlines():
            self._output.line(line.lstrip(), indent=len(line) - len(line.lstrip()))
        if found.others and not self._options.choose:
            self._output.line()
            self._output.line("Other places fit these words; --choose takes one of them:")
            self._output.table(
                [(str(number), each.words, each.detail or each.kind) for number, each in enumerate(found.others, 1)], indent=2
            )
        for path in (self._options.html, self._options.pdf):
            if path is not None:
                self._output.line(f"Written: {path}")


def _choices(found: PlaceSearch) -> list[tuple[str, str, str]]:
    return [(str(number), each.words, each.detail or each.kind) for number, each in enumerate(found.others, start=1)]
