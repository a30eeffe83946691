"""A screening as rows of tables: sites, the states of their datasets, findings; the same columns in every file that Redline writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from ..domain.check import Check
from ..domain.finding import DatasetState, Finding, Screening
from ..domain.reading import SiteReading
from .forms import dataset_form, finding_form
from .plain_text import plain_text
from .summary import summary_sentence

Cell = Union[str, int, float, None]
Row = dict[str, Cell]

#: Column names with the Python type of their cells; any cell may be None.
Columns = tuple[tuple[str, type], ...]

SITE_COLUMNS: Columns = (
    ("site", str),
    ("reference", str),
    ("file", str),
    ("address", str),
    ("found", str),
    ("area_m2", float),
    ("declared_area_m2", float),
    ("parts", int),
    ("holes", int),
    ("crs", str),
    ("accuracy_m", float),
    ("overlapping", int),
    ("touching", int),
    ("clear", int),
    ("checked_in_part", int),
    ("not_checked", int),
    ("not_checked_datasets", str),
    ("summary", str),
    ("checks", str),
    ("unreliable", str),
    ("judged_on", str),
    ("screened_at", str),
    ("engine", str),
)
STATE_COLUMNS: Columns = (
    ("site", str),
    ("file", str),
    ("dataset", str),
    ("name", str),
    ("state", str),
    ("coverage", str),
    ("why", str),
    ("count", int),
    ("snapshot", str),
    ("data_accuracy_m", float),
)
FINDING_COLUMNS: Columns = (
    ("site", str),
    ("file", str),
    ("listed", str),
    ("dataset", str),
    ("entity", int),
    ("reference", str),
    ("name", str),
    ("relation", str),
    ("overlap_m2", float),
    ("overlap_percent", float),
    ("depth_m", float),
    ("distance_m", float),
    ("constraint", str),
    ("snapshot", str),
    ("start_date", str),
    ("end_date", str),
    ("quality", str),
    ("remarks", str),
)


def site_row(reading: SiteReading, screening: Screening) -> Row:
    """One site; ``overlapping`` to ``not_checked`` count datasets, so that no row can pass for a clean one by silence.

    A dataset that was ``checked_in_part`` is one of those that overlap or touch as well.
    """
    boundary, application = reading.boundary, reading.application
    states = [result.state for result in screening.datasets]
    incomplete = [result for result in screening.datasets if not result.fully_checked]
    return {
        "site": screening.site,
        "reference": application.reference if application is not None and application.reference else reading.site,
        "file": screening.file,
        "address": application.address.text if application is not None else "",
        "found": reading.found,
        "area_m2": boundary.area_m2 if boundary is not None else None,
        "declared_area_m2": application.declared_area_m2 if application is not None else None,
        "parts": len(boundary.polygons) if boundary is not None else 0,
        "holes": boundary.hole_count if boundary is not None else 0,
        "crs": boundary.crs.value if boundary is not None else None,
        "accuracy_m": boundary.accuracy.metres if boundary is not None else None,
        "overlapping": states.count(DatasetState.OVERLAPS),
        "touching": states.count(DatasetState.TOUCHES),
        "clear": states.count(DatasetState.CLEAR),
        "checked_in_part": sum(result.partly_checked for result in screening.datasets),
        "not_checked": states.count(DatasetState.NOT_CHECKED),
        "not_checked_datasets": "; ".join(f"{result.dataset}: {plain_text(result.why)}" for result in incomplete),
        "summary": summary_sentence(screening),
        "checks": " ".join(check_words(check) for check in (*reading.checks, *screening.checks)),
        "unreliable": screening.unreliable,
        "judged_on": screening.judged_on.isoformat(),
        "screened_at": screening.screened_at,
        "engine": screening.engine,
    }


def state_rows(screening: Screening) -> Iterator[Row]:
    """Every dataset of one site, checked or not."""
    for result in screening.datasets:
        form = dataset_form(result)
        accuracy = result.accuracy
        data_accuracy = accuracy.metres if accuracy is not None else None
        yield {"site": screening.site, "file": screening.file, **_only(form, STATE_COLUMNS), "data_accuracy_m": data_accuracy}


def finding_rows(screening: Screening) -> Iterator[tuple[Finding, Row]]:
    """Every finding of one site beside its row; ``listed`` is "now", "ended" or "not yet in force"."""
    groups = (("now", screening.findings), ("ended", screening.ended), ("not yet in force", screening.not_yet))
    for listed, findings in groups:
        for finding in findings:
            row = _only(finding_form(finding), FINDING_COLUMNS)
            yield finding, {"site": screening.site, "file": screening.file, "listed": listed, **row, "remarks": " ".join(finding.remarks)}


def _only(form: dict[str, Cell], columns: Columns) -> Row:
    return {name: form[name] for name, _ in columns if name in form}


def check_words(check: Check) -> str:
    """A check on one line: how grave it is, and what it says."""
    return f"[{check.severity.value}] {plain_text(check.message)}"
