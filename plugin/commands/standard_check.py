"""`redline standard check`: what a file lacks of the national standard for its dataset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..boundary.transformer import Transformer
from ..constraints.standard.check import StandardReport, check_standard
from ..constraints.standard.column_mapping import ColumnMapping, load_mapping
from ..constraints.standard.issue import Severity
from ..constraints.standard.standard import Standard, standard_for
from ..constraints.standard.standard_table import StandardTable, read_table
from ..domain.clock import Clock, today
from ..domain.plain_figures import counted
from .exit_code import ExitCode
from .output import Output
from .tone import Tone

_TONES = {Severity.MUST_FIX: Tone.GRAVE, Severity.SHOULD_FIX: Tone.DOUBTFUL, Severity.WARNING: Tone.PLAIN}
#: Of each fault so many are told one by one; JSON has them all.
_SHOWN = 5


def standard_check(
    path: Path,
    dataset: str,
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    layer: str = "",
    mapping: Path | None = None,
    related: Mapping[str, Path] | None = None,
    as_json: bool = False,
) -> ExitCode:
    """Tell every fault. Raises UnreadableFile, MissingLibrary, and RedlineError for a dataset, layer or column that is not there."""
    table = read_standard(path, dataset, transformer, clock, layer, mapping)
    report = check_standard(table, today(clock), known_references(related or {}, transformer, clock))
    if as_json:
        output.json(report.as_json())
    else:
        tell_report(report, output)
    return ExitCode.EVERYTHING_CHECKED if report.is_met else ExitCode.DOES_NOT_HOLD


def read_standard(path: Path, dataset: str, transformer: Transformer, clock: Clock, layer: str, mapping: Path | None) -> StandardTable:
    """The table of a file, by the standard of a dataset as it stands today."""
    standard = standard_for(dataset, today(clock))
    return read_table(path, standard, _mapping(mapping, standard), transformer, layer)


def known_references(related: Mapping[str, Path], transformer: Transformer, clock: Clock) -> dict[str, frozenset[str]]:
    """The references in the files of related datasets, by which links are followed."""
    known = {}
    for dataset, path in related.items():
        table = read_table(path, standard_for(dataset, today(clock)), ColumnMapping(), transformer)
        known[dataset] = frozenset(row["reference"].strip() for row in table.rows)
    return known


def tell_report(report: StandardReport, output: Output) -> None:
    """The faults by severity, field and kind, the first few of each in full."""
    for severity in Severity:
        found = report.of(severity)
        if not found:
            continue
        output.line(f"{severity.value.capitalize()}: {counted(len(found), 'fault')}", Tone.TITLE)
        for field, code in dict.fromkeys((issue.field, issue.code) for issue in found):
            alike = [issue for issue in found if (issue.field, issue.code) == (field, code)]
            for issue in alike[:_SHOWN]:
                where = f"row {issue.row}: " if issue.row is not None else ""
                output.line(f"{where}{issue.message}", _TONES[severity], indent=2)
            if len(alike) > _SHOWN:
                output.line(f"and {len(alike) - _SHOWN:,} more like it ({code}); --json has them all", indent=2)
        output.line()
    if report.not_asked:
        words = "were not looked up: name the files that they lead to with --related"
        output.line(f"References in {', '.join(report.not_asked)} {words}.")
    if report.unmapped:
        output.line(f"No field of the standard takes {', '.join(report.unmapped)}.")
    rows = counted(report.rows, "row")
    output.line(f"{rows} of {report.dataset}: {'nothing to mend.' if report.is_met else 'not yet as the standard wants them.'}")


def _mapping(path: Path | None, standard: Standard) -> ColumnMapping:
    return load_mapping(path, standard.names) if path is not None else ColumnMapping()
