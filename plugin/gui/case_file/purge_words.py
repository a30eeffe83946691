"""What a purge says of what it would do and of what it did; plain text, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...casefile.personal.closed_cases import ClosedCase
from ...casefile.personal.exports import Released
from ...casefile.personal.purge import PurgeReport
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted
from ...domain.retention import Retention

NOT_SET = (
    "No retention is set, so nothing goes by its age. Say how many months personal data is kept under Settings, Options, Redline; "
    "or erase the case that is open."
)
REACH = (
    "It goes from this case file, from its copies, and from fetched documents; QGIS's cache of map tiles is emptied. It can't be brought "
    "back. Not reached: what the back office holds, and letters, reports and exports that were saved elsewhere."
)


def past_keeping_words(cases: Sequence[ClosedCase], retention: Retention) -> str:
    """How many cases are past keeping, and of how many nothing can go now."""
    if not retention.closed_months:
        return NOT_SET
    kept = f"Personal data is kept for {counted(retention.closed_months, 'month')} after a case has closed."
    if not cases:
        return f"{kept} Nothing is past that."
    held = sum(1 for case in cases if case.held_back)
    waits = f", of which {held:,} must wait" if held else ""
    return f"{kept} {counted(len(cases), 'case')} {'is' if len(cases) == 1 else 'are'} past that{waits}:"


def reason_words(retention: Retention) -> str:
    """Why, for the trail, unless the officer says otherwise."""
    return f"kept for {counted(retention.closed_months, 'month')} after the case closed"


def case_words(case: ClosedCase) -> tuple[str, str, str]:
    """Reference, when and how it closed, what would go or why it stays."""
    closed = f"{plain_day(case.since)}, {case.status.replace('_', ' ')}"
    return case.reference, closed, f"Stays: {case.held_back}" if case.held_back else case.held_words


def released_words(released: Released) -> str:
    """Where it was written, and what to look at before it is given out."""
    said = " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in released.said)
    return f"Written: {released.path}. {said} Read it before you give it out."


def purged_words(report: PurgeReport, on: date) -> str:
    """What came of it; what could not be finished comes last, with what to do."""
    said = [f"{plain_day(on)}: the personal data of {counted(len(report.erased), 'case')} is erased."]
    for fate in dict.fromkeys(each.fate for each in report.copies):
        of_it = [each for each in report.copies if each.fate is fate]
        said.append(f"{counted(len(of_it), 'copy', 'copies')} {'was' if len(of_it) == 1 else 'were'} {fate.value}.")
    return " ".join((*said, *report.undone))
