"""The main job without a window: applications read, screened, and put on paper and on the map by PyQGIS.

python -m scripts.headless --store STORE --applications DIR [--each] [--mapping FILE] [--profile FILE] --output DIR
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from plugin.commands.exit_code import ExitCode
from plugin.commands.geopackage_sink import GeoPackageSink
from plugin.commands.intake_options import add_intake_options, mapping_of
from plugin.commands.json_document import JsonDocument
from plugin.commands.locations import transformer_for
from plugin.commands.output import Output
from plugin.commands.sites import Sites
from plugin.commands.tone import Tone
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.screening.screening import screen_site
from plugin.domain.check import Severity
from plugin.domain.clock import SystemClock
from plugin.domain.errors import RedlineError
from plugin.domain.finding import DatasetState, Relation, Screening
from plugin.domain.plain_figures import area_words
from plugin.domain.reading import SiteReading
from plugin.reports.forms import screening_form, unreadable_form

if TYPE_CHECKING:
    from plugin.boundary.mapping import ColumnMapping
    from plugin.constraints.open_store import AnyStore
    from plugin.gui.environment.store_place import StorePlace
    from plugin.gui.layouts.sheet_printer import SheetPrinter

Screened = tuple[SiteReading, Screening]

_LONGEST_NAME = 80
_LONGEST_ADDRESS = 34


class HeadlessRun:
    """One run over a folder of applications; the results go to ``folder``, older ones of the same names are replaced."""

    def __init__(self, store: AnyStore, place: StorePlace, profile: Profile, folder: Path, output: Output) -> None:
        self._store = store
        self._place = place
        self._profile = profile
        self._folder = folder
        self._output = output
        self._catalogue = Catalogue.load()
        self._clock = SystemClock()

    def run(self, applications: Path, *, each: bool = False, mapping: ColumnMapping | None = None) -> ExitCode:
        """Read, screen, write and tell. NOT_READABLE outranks SOMETHING_NOT_CHECKED.

        ``each`` and ``mapping`` as `redline read` takes them: every feature is a site; which columns of a table hold what.
        """
        sites = Sites([applications], transformer_for(self._profile.grid_folders), self._output, each=each, mapping=mapping)
        self._output.line("Reading the applications.")
        readings = list(sites)
        screened = self._screen(readings)
        self._write_findings(screened, sites)
        self._print_sheets(screened)
        self._table(screened)
        self._output.line(f"The results are in {self._folder}.")
        if sites.unreadable:
            return ExitCode.NOT_READABLE
        complete = screened and all(screening.is_complete for _, screening in screened)
        return ExitCode.EVERYTHING_CHECKED if complete else ExitCode.SOMETHING_NOT_CHECKED

    def _screen(self, readings: Sequence[SiteReading]) -> list[Screened]:
        self._output.line(f"Screening {_counted(len(readings), 'application')} against {len(self._store.snapshots())} datasets.")
        screened = []
        with self._output.progress("Screening") as progress:
            for number, reading in enumerate(readings):
                progress.told(reading.site, number, len(readings))
                screening = screen_site(
                    reading,
                    self._store,
                    settings=self._profile.settings,
                    profile=self._profile,
                    clock=self._clock,
                    catalogue=self._catalogue,
                )
                screened.append((reading, screening))
        return screened

    def _write_findings(self, screened: Sequence[Screened], sites: Sites) -> None:
        self._output.line("Writing findings.json and redline.gpkg.")
        unfinished = self._folder / ".findings.json.unfinished"
        sink = GeoPackageSink(self._folder / "redline.gpkg", self._clock)
        with ExitStack() as closing:
            stream = closing.enter_context(unfinished.open("w", encoding="utf-8"))
            document = closing.enter_context(JsonDocument(stream, "sites", ensure_ascii=False, clock=self._clock))
            closing.enter_context(sink)
            for reading, screening in screened:
                document.add(screening_form(reading, screening))
                sink.add(reading, screening)
            document.also("unreadable", [unreadable_form(file, error) for file, error in sites.unreadable])
        unfinished.replace(self._folder / "findings.json")

    def _print_sheets(self, screened: Sequence[Screened]) -> None:
        from plugin.gui.environment.store_in_use import StoreInUse
        from plugin.gui.layouts.sheet_printer import SheetPrinter

        sheets = self._folder / "sheets"
        sheets.mkdir(exist_ok=True)
        for old in sheets.glob("*.pdf"):
            old.unlink()
        self._output.line(f"Printing {_counted(len(screened), 'screening sheet')}.")
        names = sheet_names([reading for reading, _ in screened])
        with SheetPrinter(StoreInUse.of(self._store, self._place), self._catalogue, self._profile) as printer:
            with self._output.progress("Printing") as progress:
                for number, ((reading, screening), name) in enumerate(zip(screened, names)):
                    progress.told(name, number, len(screened))
                    printer.print(reading, screening, sheets / name)
            self._overview(printer, screened)

    def _overview(self, printer: SheetPrinter, screened: Sequence[Screened]) -> None:
        if all(reading.boundary is None for reading, _ in screened):
            self._output.line("There is no overview, because no application has a red line that can be used.")
            return
        self._output.line("Drawing overview.png.")
        printer.overview(screened, self._folder / "overview.png")

    def _table(self, screened: Sequence[Screened]) -> None:
        rows: list[tuple[str, ...]] = [("site", "address", "area", "overlap", "touch", "clear", "in part", "not checked", "red line")]
        tones = [Tone.TITLE]
        for reading, screening in screened:
            constraints = screening.by_relation
            states = Counter(result.state for result in screening.datasets)
            counts = (
                str(constraints[Relation.OVERLAPS]),
                str(constraints[Relation.TOUCHES]),
                str(states[DatasetState.CLEAR]),
                str(sum(result.partly_checked for result in screening.datasets)),
                str(states[DatasetState.NOT_CHECKED]),
            )
            area = area_words(reading.boundary.area_m2) if reading.boundary is not None else "none"
            rows.append((reading.site, _address(reading), area, *counts, _check_words(reading, screening)))
            tones.append(Tone.PLAIN if screening.is_complete else Tone.DOUBTFUL)
        self._output.line()
        self._output.table(rows, right=(2, 3, 4, 5, 6, 7), tones=tones)
        self._output.line("Overlap and touch count constraints; clear, in part and not checked count datasets.", Tone.QUIET)
        self._output.line()


def sheet_names(readings: Sequence[SiteReading]) -> list[str]:
    """A safe file name for each sheet, no two alike, not even where upper and lower case are one."""
    names: list[str] = []
    taken: set[str] = set()
    for reading in readings:
        stem = re.sub(r"[^\w.-]+", "-", reading.site).strip("-.")[:_LONGEST_NAME] or "site"
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        name = next(each for each in numbered if each.lower() not in taken)
        taken.add(name.lower())
        names.append(f"{name}.pdf")
    return names


def _address(reading: SiteReading) -> str:
    text = reading.application.address.text if reading.application is not None else ""
    return text if len(text) <= _LONGEST_ADDRESS else f"{text[: _LONGEST_ADDRESS - 1].rstrip()}…"


def _check_words(reading: SiteReading, screening: Screening) -> str:
    checks = Counter(check.severity for check in (*reading.checks, *screening.checks))
    grave = ((checks[Severity.ERROR], "error"), (checks[Severity.WARNING], "warning"))
    return ", ".join(_counted(number, word) for number, word in grave if number) or "in order"


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def main(arguments: Sequence[str]) -> ExitCode:
    """Run as the command line says; a fault is told in a sentence."""
    parser = argparse.ArgumentParser(prog="scripts.headless", description=__doc__.splitlines()[0])
    parser.add_argument("--store", required=True, help="the constraint store: a folder, or a team's PostGIS (postgresql://...)")
    parser.add_argument("--applications", type=Path, required=True, help="a folder, zip or file of applications")
    add_intake_options(parser)
    parser.add_argument("--profile", type=Path, help="the authority's profile (JSON)")
    parser.add_argument("--output", type=Path, required=True, help="where the results go; sheets/*.pdf there is replaced")
    told = parser.parse_args(arguments)
    output = Output()
    # Only the offscreen platform needs no display; a person may still name another.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    from plugin.gui.environment.store_place import StorePlace

    application = QgsApplication([], False)
    application.initQgis()
    try:
        told.output.mkdir(parents=True, exist_ok=True)
        profile = Profile.load(told.profile) if told.profile else Profile.default()
        mapping = mapping_of(told)
        place = StorePlace(told.store)
        with place.open() as store:
            return HeadlessRun(store, place, profile, told.output, output).run(told.applications, each=told.each, mapping=mapping)
    except RedlineError as error:
        output.fault(str(error))
        return ExitCode.NOT_READABLE
    finally:
        application.exitQgis()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
