"""What a check or an export against the national standard found, in sentences: the same in the window, in Processing and on the command
line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from ..constraints.standard.check import StandardReport
from ..constraints.standard.issue import Issue, Severity, title_of
from ..constraints.standard.publish import Published
from ..domain.accuracy import Accuracy
from ..domain.plain_figures import counted
from ..rules.rules import Rules
from .accuracy_words import accuracy_words

#: Rows that are named one by one.
_MOST_ROWS = 10


@dataclass(frozen=True)
class Faults:
    """The issues of one field that are alike. ``title`` says in a few words what they have in common."""

    severity: Severity
    field: str
    code: str
    title: str
    issues: tuple[Issue, ...]


def faults_of(report: StandardReport) -> tuple[Faults, ...]:
    """All issues, the worst first, those of one field and code together."""
    groups: dict[tuple[Severity, str, str], list[Issue]] = {}
    for severity in Severity:
        for issue in report.of(severity):
            groups.setdefault((severity, issue.field, issue.code), []).append(issue)
    return tuple(Faults(severity, field, code, title_of(code), tuple(alike)) for (severity, field, code), alike in groups.items())


def issue_words(issue: Issue) -> str:
    """One issue with its row."""
    return f"row {issue.row}: {issue.message}" if issue.row is not None else issue.message


def check_words(report: StandardReport) -> list[str]:
    """What was not looked up, what no field takes, and how the file stands."""
    words = []
    if report.not_asked:
        words.append(f"Not looked up, because the records that they lead to were not given: {', '.join(report.not_asked)}.")
    if report.unmapped:
        words.append(f"No field of the standard takes {', '.join(report.unmapped)}.")
    standing = "nothing to mend." if report.is_met else "not yet as the standard wants them."
    return [*words, f"{counted(report.rows, 'row')} of {report.dataset}: {standing}"]


class ExportWords(NamedTuple):
    """One sentence on an export; ``is_concern`` where somebody should look into it before the files are published."""

    words: str
    is_concern: bool


def export_words(published: Published, rules: Rules) -> list[ExportWords]:
    """What was mended, what could not be mapped, what was written, and whether that is ready to be published."""
    exported = published.exported
    told = [ExportWords(f"Mended on the way: {counted(published.mended, 'place')}.", False)]
    if exported.unmapped:
        told.append(ExportWords(f"Not in the export, because no field takes it: {', '.join(exported.unmapped)}.", True))
    if published.without_shape:
        told.append(ExportWords(f"Written without a shape: {rows_words(published.without_shape)}.", True))
    told.extend(ExportWords(f"{file.name} has more than the 100 MB that the platform's check takes.", True) for file in published.too_large)
    told.extend(ExportWords(f"Written to {file}", False) for file in exported.files)
    return [*told, ExportWords(readiness_words(published, rules), not is_ready(published, rules))]


def readiness_words(published: Published, rules: Rules) -> str:
    """Whether the files may be published."""
    doubt = doubt_words(published.exported.accuracy, rules)
    if doubt:
        return doubt
    if not published.report.is_met:
        return f"Not ready: in what was written {left_words(published.report)}."
    return "Ready to be published."


def left_words(report: StandardReport) -> str:
    """How many faults must and should be mended."""
    must, should = len(report.of(Severity.MUST_FIX)), len(report.of(Severity.SHOULD_FIX))
    if must and should:
        return f"{counted(must, 'fault')} must be mended and {should:,} should be"
    return f"{counted(must, 'fault')} must be mended" if must else f"{counted(should, 'fault')} should be mended"


def doubt_words(accuracy: Accuracy, rules: Rules) -> str:
    """What to know before boundaries are published that may lie beside their ground; "" where they are sure."""
    if accuracy.metres is not None and accuracy.metres <= rules.number("boundary.trustworthy-transform"):
        return ""
    remedy = "Install the grid OSTN15, or name its folder, and export again."
    return f"Do not publish these files: {accuracy_words(accuracy)}. {remedy}"


def rows_words(rows: tuple[int, ...]) -> str:
    """Rows by their numbers, the first few where there are many."""
    shown = ", ".join(f"{row:,}" for row in rows[:_MOST_ROWS])
    more = f" and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"


def export_json(published: Published, rules: Rules) -> dict[str, Any]:
    """The same as data."""
    return {
        **published.report.as_json(),
        "unmapped_columns": list(published.exported.unmapped),
        "rows_without_shape": list(published.without_shape),
        "mended": published.mended,
        "files": [str(file) for file in published.exported.files],
        "positions": doubt_words(published.exported.accuracy, rules),
        "ready": is_ready(published, rules),
    }


def is_ready(published: Published, rules: Rules) -> bool:
    """Whether nothing must or should be mended and the positions are sure."""
    return published.report.is_met and not doubt_words(published.exported.accuracy, rules)
