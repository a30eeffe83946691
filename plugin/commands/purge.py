"""`redline casefile purge`: erase what is personal in cases that closed long enough ago, wherever it lies."""

from __future__ import annotations

from pathlib import Path

from ..casefile.personal.closed_cases import ClosedCase
from ..casefile.personal.purge import PurgeReport
from ..domain.clock import Clock
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from ..domain.retention import Retention
from .case_file_for import case_file_for
from .exit_code import ExitCode
from .output import Output
from .tone import Tone


def purge(case_file: Path, retention: Retention, output: Output, clock: Clock, *, officer: str, confirm: bool, as_json: bool) -> ExitCode:
    """Say what would go and why, and erase it with ``confirm``. Raises CaseFileError for what is no case file."""
    why = f"kept for {counted(retention.closed_months, 'month')} after the case closed"
    with case_file_for(case_file, clock, officer) as file:
        cases = file.cases_past_keeping(retention)
        due = [case.uuid for case in cases if not case.held_back]
        report = file.purge(due, why) if confirm else None
    if as_json:
        output.json(_as_json(case_file, cases, report))
    else:
        _say(cases, why, report, output)
    return ExitCode.SOMETHING_NOT_CHECKED if report is not None and report.undone else ExitCode.EVERYTHING_CHECKED


def _say(cases: tuple[ClosedCase, ...], why: str, report: PurgeReport | None, output: Output) -> None:
    rows = [("case", "closed", "personal", "")]
    for case in cases:
        kept = f"stays: {case.held_back}" if case.held_back else "erased" if report is not None else "would go"
        rows.append((case.reference, plain_day(case.since), case.held_words, kept))
    if cases:
        output.table(rows)
    else:
        output.line(f"Nothing personal is past keeping ({why}).")
    if report is None:
        if any(not case.held_back for case in cases):
            output.line()
            output.line("Nothing was erased. Give --confirm and --officer to erase it, from the copies too; it can't be brought back.")
        return
    for copy in report.copies:
        output.line(copy.reason)
    for sentence in report.undone:
        output.line(sentence, Tone.GRAVE)


def _as_json(case_file: Path, cases: tuple[ClosedCase, ...], report: PurgeReport | None) -> dict[str, object]:
    return {
        "case_file": str(case_file),
        "cases": [
            {
                "reference": case.reference,
                "status": case.status,
                "closed": case.since.isoformat(),
                "personal": dict(case.holds),
                "held_back": case.held_back,
                "erased": report is not None and case.uuid in report.erased,
            }
            for case in cases
        ],
        "copies": [] if report is None else [{"file": str(each.path), "fate": each.fate.value} for each in report.copies],
        "undone": [] if report is None else list(report.undone),
    }
