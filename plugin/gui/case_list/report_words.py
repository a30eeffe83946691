"""What an officer must not overlook of an update."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...backoffice.pull_report import PullReport
    from ...casefile.reader import CaseFileReader

#: Gone cases that are named; the rest is a count.
_NAMED = 5


def report_words(report: PullReport | None, reader: CaseFileReader | None) -> tuple[str, ...]:
    """A sentence each on what could not be read, and on the cases that are gone."""
    if report is None or reader is None:
        return ()
    rows = [reader.row(uuid) for uuid in report.gone[:_NAMED]]
    named = ", ".join(row.reference for row in rows if row is not None) + (", ..." if len(report.gone) > _NAMED else "")
    verb = "case is" if len(report.gone) == 1 else "cases are"
    gone = f"{len(report.gone)} {verb} no longer in the back office: {named}." if report.gone else ""
    return (*report.notes, *([gone] if gone else []))
