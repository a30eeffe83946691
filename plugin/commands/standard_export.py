"""`redline standard export`: a file as the platform takes it, checked once more as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..boundary.transformer import Transformer
from ..constraints.standard.check import check_standard
from ..constraints.standard.column_mapping import ColumnMapping
from ..constraints.standard.export import export_standard
from ..constraints.standard.mend import mended
from ..constraints.standard.standard_table import read_table
from ..domain.accuracy import Accuracy
from ..domain.clock import Clock, today
from ..domain.plain_figures import counted
from ..reports.accuracy_words import accuracy_words
from ..rules.rules import Rules
from .exit_code import ExitCode
from .output import Output
from .standard_check import known_references, read_standard, tell_report
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
    as_it_is: bool = False,
    as_json: bool = False,
) -> ExitCode:
    """Write CSV and GeoJSON into ``folder``; ``as_it_is`` leaves even the safe fixes undone. Raises as the check does, and RedlineError
    where nothing can be written."""
    table = read_standard(path, dataset, transformer, clock, layer, mapping)
    made, places = (table, 0) if as_it_is else mended(table, today(clock))
    exported = export_standard(made, folder, transformer)
    written = read_table(exported.files[0], table.standard, ColumnMapping(), transformer)
    report = check_standard(written, today(clock), known_references(related or {}, transformer, clock))
    doubt = _doubt(exported.accuracy, Rules(today(clock)))
    if as_json:
        left = {
            "unmapped_columns": list(exported.unmapped),
            "mended": places,
            "files": [str(file) for file in exported.files],
            "positions": doubt,
        }
        output.json({**report.as_json(), **left})
    else:
        tell_report(report, output)
        output.line(f"Mended on the way: {counted(places, 'place')}.")
        if exported.unmapped:
            output.line(f"Not in the export, because no field takes it: {', '.join(exported.unmapped)}.")
        for file in exported.files:
            output.line(f"Written to {file}")
        if doubt:
            output.line(doubt, Tone.GRAVE)
    if not report.is_met:
        return ExitCode.DOES_NOT_HOLD
    return ExitCode.SOMETHING_NOT_CHECKED if doubt else ExitCode.EVERYTHING_CHECKED


def _doubt(accuracy: Accuracy, rules: Rules) -> str:
    """What to know before boundaries are published that may lie beside their ground; "" where they are sure."""
    if accuracy.metres is not None and accuracy.metres <= rules.number("boundary.trustworthy-transform"):
        return ""
    remedy = "Install the grid OSTN15, or name its folder with --grid, and export again."
    return f"Do not publish these files: {accuracy_words(accuracy)}. {remedy}"
