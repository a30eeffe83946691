"""`redline standard check`: what a file lacks of the national standard for its dataset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..boundary.transformer import Transformer
from ..constraints.standard.check import StandardReport, check_standard
from ..constraints.standard.column_mapping import ColumnMapping, load_mapping
from ..constraints.standard.issue import Severity
from ..constraints.standard.known_files import known_from
from ..constraints.standard.standard import standard_for
from ..constraints.standard.standard_table import StandardTable, read_table
from ..domain.clock import Clock, today
from ..domain.plain_figures import counted
from ..reports.standard_words import check_words, faults_of, issue_words
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
    boundary: Path | None = None,
    as_json: bool = False,
) -> ExitCode:
    """Tell every fault. Raises UnreadableFile, MissingLibrary, and RedlineError for a dataset, layer or column that is not there."""
    table = read_standard(path, dataset, transformer, clock, layer, mapping)
    report = check_standard(table, today(clock), known_from(related or {}, boundary, transformer))
    if as_json:
        output.json(report.as_json())
    else:
        tell_report(report, output)
    return ExitCode.EVERYTHING_CHECKED if report.is_met else ExitCode.DOES_NOT_HOLD


def read_standard(path: Path, dataset: str, transformer: Transformer, clock: Clock, layer: str, mapping: Path | None) -> StandardTable:
    """The table of a file, by the standard of a dataset as it stands today."""
    standard = standard_for(dataset, today(clock))
    chosen = load_mapping(mapping, standard.names) if mapping is not None else ColumnMapping()
    return read_table(path, standard, chosen, transformer, layer)


def tell_report(report: StandardReport, output: Output) -> None:
    """The faults by severity, field and kind, the first few of each in full."""
    groups = faults_of(report)
    for severity in Severity:
        alike = [group for group in groups if group.severity is severity]
        if not alike:
            continue
        output.line(f"{severity.value.capitalize()}: {counted(len(report.of(severity)), 'fault')}", Tone.TITLE)
        for group in alike:
            for issue in group.issues[:_SHOWN]:
                output.line(issue_words(issue), _TONES[severity], indent=2)
            if len(group.issues) > _SHOWN:
                output.line(f"and {len(group.issues) - _SHOWN:,} more like it ({group.code}); --json has them all", indent=2)
        output.line()
    for words in check_words(report):
        output.line(words)
