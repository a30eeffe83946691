"""`redline standard export`: a file as the platform takes it, checked once more as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..boundary.transformer import Transformer
from ..constraints.standard.known_files import known_from
from ..constraints.standard.publish import publish
from ..domain.clock import Clock, today
from ..reports.standard_words import doubt_words, export_json, export_words
from ..rules.rules import Rules
from .exit_code import ExitCode
from .output import Output
from .standard_check import read_standard, tell_report
from .tone import Tone


def standard_export(
    path: Path,
    dataset: str,
    folder: Path,
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    layer: str = "",
    mapping: Path | None = None,
    related: Mapping[str, Path] | None = None,
    boundary: Path | None = None,
    as_it_is: bool = False,
    as_json: bool = False,
) -> ExitCode:
    """Write CSV and GeoJSON into ``folder``; ``as_it_is`` leaves even the safe fixes undone. Raises as the check does, and RedlineError
    where nothing can be written."""
    table = read_standard(path, dataset, transformer, clock, layer, mapping)
    known = known_from(related or {}, boundary, transformer)
    published = publish(table, folder, transformer, today(clock), known, source=path, as_it_is=as_it_is)
    rules = Rules(today(clock))
    doubt = doubt_words(published.exported.accuracy, rules)
    if as_json:
        output.json(export_json(published, rules))
    else:
        tell_report(published.report, output)
        for words, is_concern in export_words(published, rules):
            output.line(words, Tone.DOUBTFUL if is_concern else Tone.PLAIN)
    if not published.report.is_met:
        return ExitCode.DOES_NOT_HOLD
    return ExitCode.SOMETHING_NOT_CHECKED if doubt else ExitCode.EVERYTHING_CHECKED
