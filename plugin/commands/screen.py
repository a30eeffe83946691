"""`redline screen`: which constraints apply to these sites, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..constraints.catalogue import Catalogue
from ..domain.clock import Clock
from ..domain.finding import Screening
from ..domain.reading import SiteReading
from ..domain.settings import ScreeningSettings
from ..reports.forms import screening_form, unreadable_form
from .confirmation import confirmed
from .exit_code import ExitCode
from .output import Output
from .screening_text import show_screening
from .site_sink import SiteSink
from .sites import Sites

if TYPE_CHECKING:
    from ..constraints.profile import Profile
    from ..constraints.store.store import Store


@dataclass(frozen=True)
class ScreenOptions:
    """How to screen: distances, the authority, the date that constraints are judged on (None: today), and what to do with offers."""

    settings: ScreeningSettings
    profile: Profile
    on: date | None = None
    confirm: bool = False
    as_json: bool = False


class Screen:
    """One run over many sites; each is told as soon as it is known."""

    def __init__(self, store: Store, options: ScreenOptions, clock: Clock, output: Output, sink: SiteSink | None = None) -> None:
        self._store = store
        self._options = options
        self._clock = clock
        self._output = output
        self._sink = sink
        self._catalogue = Catalogue.load()
        self._sites = 0
        self._not_checked = 0

    def run(self, sites: Sites) -> ExitCode:
        """Screen and tell; NOT_READABLE outranks SOMETHING_NOT_CHECKED."""
        with ExitStack() as closing:
            if self._sink is not None:
                closing.enter_context(self._sink)
            if self._options.as_json:
                document = closing.enter_context(self._output.json_list("sites", self._clock))
                for reading, screening in self._screened(sites):
                    document.add(screening_form(reading, screening))
                document.also("unreadable", [unreadable_form(file, error) for file, error in sites.unreadable])
            else:
                snapshots = self._store.snapshots()
                for reading, screening in self._screened(sites):
                    show_screening(reading, screening, snapshots, self._catalogue, self._output)
                self._total(len(sites.unreadable))
        if sites.unreadable:
            return ExitCode.NOT_READABLE
        return ExitCode.SOMETHING_NOT_CHECKED if self._not_checked or self._sites == 0 else ExitCode.EVERYTHING_CHECKED

    def _screened(self, sites: Sites) -> Iterator[tuple[SiteReading, Screening]]:
        for read in sites:
            reading = confirmed(read) if self._options.confirm else read
            screening = self._screen(reading)
            self._sites += 1
            self._not_checked += not screening.is_complete
            if self._sink is not None:
                self._sink.add(reading, screening)
            yield reading, screening

    def _screen(self, reading: SiteReading) -> Screening:
        from ..constraints.screening.screening import screen_site

        options = self._options
        return screen_site(
            reading,
            self._store,
            settings=options.settings,
            profile=options.profile,
            clock=self._clock,
            on=options.on,
            catalogue=self._catalogue,
        )

    def _total(self, unreadable: int) -> None:
        sites = "1 site screened" if self._sites == 1 else f"{self._sites:,} sites screened"
        parts = [sites, f"{self._not_checked:,} with something not checked"]
        if unreadable:
            parts.append("1 file could not be read" if unreadable == 1 else f"{unreadable:,} files could not be read")
        self._output.line("; ".join(parts) + ".")
