"""`redline read`: what is in these files, where each red line lies and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.check import Check, Severity
from ..domain.plain_figures import area_words
from ..domain.reading import SiteReading
from ..reports.accuracy_words import accuracy_words
from ..reports.forms import reading_form, unreadable_form
from ..reports.wording import crs_words
from .exit_code import ExitCode
from .output import Output
from .sites import Sites
from .tone import Tone

_TONES = {Severity.ERROR: Tone.GRAVE, Severity.WARNING: Tone.DOUBTFUL, Severity.INFORMATION: Tone.QUIET}


def read(sites: Sites, output: Output, *, as_json: bool = False) -> ExitCode:
    """Tell what was read of every site; NOT_READABLE where a file could not be read."""
    if as_json:
        with output.json_list("sites") as document:
            for reading in sites:
                document.add(reading_form(reading))
            document.also("unreadable", [unreadable_form(file, error) for file, error in sites.unreadable])
    else:
        for reading in sites:
            show_reading(reading, output)
            output.line()
    return ExitCode.NOT_READABLE if sites.unreadable else ExitCode.EVERYTHING_CHECKED


def show_reading(reading: SiteReading, output: Output) -> None:
    """One site for a person."""
    output.line(reading.site, Tone.TITLE)
    output.table([("file", reading.file), *_facts(reading)], indent=2)
    show_checks(reading, output)


def show_checks(reading: SiteReading, output: Output, further: Sequence[Check] = ()) -> None:
    """The checks of the red line, ``further`` ones from elsewhere, and what Redline offers, for a person."""
    checks = (*reading.checks, *further)
    rows = [(check.severity.value, check.message) for check in checks]
    output.table(rows, indent=2, tones=[_TONES[check.severity] for check in checks])
    if reading.proposal is not None:
        before = reading.proposal.area_before_m2
        after = area_words(reading.proposal.area_after_m2)
        areas = f"{area_words(before)} before, {after} after" if before is not None and before != reading.proposal.area_after_m2 else after
        output.line(f"offered: {reading.proposal.message} ({areas})", Tone.DOUBTFUL, 2)


def boundary_words(reading: SiteReading) -> str:
    """The boundary in a few words: area, parts, holes."""
    boundary = reading.boundary
    if boundary is None:
        return "none that can be used"
    parts, holes = len(boundary.polygons), boundary.hole_count
    words = [area_words(boundary.area_m2), "1 part" if parts == 1 else f"{parts} parts"]
    if holes:
        words.append("1 hole" if holes == 1 else f"{holes} holes")
    return ", ".join(words)


def _facts(reading: SiteReading) -> list[tuple[str, str]]:
    facts = [("found", reading.found), ("boundary", boundary_words(reading))]
    if reading.boundary is not None:
        facts.append(("coordinates", crs_words(reading.boundary.crs.value)))
        facts.append(("transform", accuracy_words(reading.boundary.accuracy)))
        said = {check.message for check in reading.checks}
        facts.extend(("note", note) for note in reading.boundary.notes if note not in said)
    application = reading.application
    if application is not None:
        facts.append(("declared area", area_words(application.declared_area_m2) if application.declared_area_m2 is not None else "none"))
        facts.append(("address", application.address.text))
    return [(label, value) for label, value in facts if value]
