"""`redline store build`: constraint files become a new generation of a store, and whatever was odd about them is told."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..constraints.catalogue import Catalogue
from ..constraints.records.passed_over import passed_over
from ..constraints.records.record_source import files_in, is_map_file
from ..constraints.store.build_report import BuildReport, DatasetReport
from ..constraints.store.build_request import BuildRequest
from ..constraints.store.builder import build_store
from ..constraints.store.builder_ledger import finished_datasets
from ..constraints.store.prune import usual_keeping
from ..domain.clock import Clock
from ..domain.errors import UnreadableFile
from ..domain.plain_figures import area_words
from ..reports.store_forms import build_form
from .exit_code import ExitCode
from .output import Output
from .tone import Tone

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer

#: Python looks for garbage each time so many more objects were made than let go; its own 700 are there again with every few polygons.
_OBJECTS = 50_000
#: For people; the JSON has them all.
_MOST_LINES = 10


def store_build(
    folder: Path,
    files: Sequence[Path],
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    dataset: str | None = None,
    coverage: str | None = None,
    authority: str | None = None,
    allow_fewer: bool = False,
    keep: int | None = None,
    processes: int | None = None,
    as_json: bool = False,
) -> ExitCode:
    """Build and tell; NOT_READABLE where a file was left out because it can't be read.

    Raises RedlineError where nothing can be built; the generation before stays in use then. Files that are named one dataset (``dataset``)
    are built together or not at all, because half a dataset would look like a whole one. ``keep`` is how many generations stay,
    ``processes`` how many work on geometries (None: one a core).
    """
    catalogue, usual = Catalogue.load(), usual_keeping()
    area = coverage if coverage is None or coverage == "full" else Path(coverage)
    remaining, unreadable = _files(files), 0
    request = BuildRequest(
        folder,
        remaining,
        dataset=dataset,
        coverage=area,
        authority=authority,
        allow_fewer=allow_fewer,
        workers=processes if processes is not None else os.cpu_count() or 1,
        keeping=usual if keep is None else replace(usual, kept=keep),
    )
    with output.progress("Building") as progress:

        def told(slug: str, done: int, share: float | None) -> None:
            progress.told(slug, done, round(done / share) if share else None)

        while True:
            try:
                with _garbage_seldom():
                    report = build_store(
                        replace(request, files=remaining), transformer=transformer, clock=clock, catalogue=catalogue, progress=told
                    )
                break
            except UnreadableFile as error:
                readable = [file for file in remaining if not _is_about(error, file)]
                if dataset is not None or not readable or len(readable) == len(remaining):
                    raise
                output.fault(f"{error} It was left out.")
                remaining, unreadable = readable, unreadable + 1
            except KeyboardInterrupt:
                _tell_what_is_finished(folder, output)
                raise
    remarks = [*(sentence for path in files for sentence in passed_over(path)), *report.remarks]
    if as_json:
        output.json({**build_form(str(folder), report, catalogue), "remarks": remarks})
    else:
        _show(folder, report, remarks, output)
    return ExitCode.NOT_READABLE if unreadable else ExitCode.EVERYTHING_CHECKED


@contextmanager
def _garbage_seldom() -> Iterator[None]:
    """Nested lists of coordinates come and go by the million; looking through them again and again takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _tell_what_is_finished(folder: Path, output: Output) -> None:
    ready = len(finished_datasets(folder))
    if ready:
        datasets = "One dataset is" if ready == 1 else f"{ready:,} datasets are"
        output.fault(f"Interrupted. {datasets} finished: start the same build again, and it goes on from there.")


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files themselves where a folder was named, so that one that can't be read does not cost the others."""
    return [file for path in paths for file in (_map_files(path) if path.is_dir() and path.suffix.lower() != ".gdb" else (path,))]


def _map_files(folder: Path) -> list[Path]:
    found = [file for file in files_in(folder) if is_map_file(file)]
    if not found:
        raise UnreadableFile(f"{folder} holds no file that can be read: GeoJSON, JSON, CSV, GeoPackage, Shapefile, GML, KML or TAB.")
    return found


def _is_about(error: UnreadableFile, file: Path) -> bool:
    return error.file == str(file) or re.search(rf"(?<![\w/\\.-]){re.escape(str(file))}(?![\w/\\-]|\.\w)", str(error)) is not None


def _show(folder: Path, report: BuildReport, remarks: Sequence[str], output: Output) -> None:
    headings = ("dataset", "entities", "without geometry", "repaired", "pieces", "coverage")
    rows = [headings, *(_row(built) for built in report.datasets)]
    output.table(rows, right=(1, 2, 3, 4), tones=[Tone.TITLE, *(Tone.PLAIN for _ in report.datasets)])
    for built in report.datasets:
        repairs = [
            f"entity {repair.number} ({repair.name or repair.reference or 'unnamed'}): {repair.reason}; "
            f"{area_words(repair.area_before)} before, {area_words(repair.area_after)} after"
            for repair in built.repairs
        ]
        issues = [issue.message for issue in built.issues]
        _show_list(f"{built.dataset}: repaired for screening, the original is kept", repairs, output)
        _show_list(f"{built.dataset}: worth knowing", issues, output)
    for remark in remarks:
        output.line(remark, Tone.DOUBTFUL)
    if report.carried:
        output.line(f"Taken over unchanged: {', '.join(report.carried)}.")
    output.line(f"{folder} now holds generation {report.generation}.")


def _row(built: DatasetReport) -> tuple[str, ...]:
    snapshot = built.snapshot
    return (
        snapshot.dataset,
        f"{snapshot.count:,}",
        f"{snapshot.without_geometry:,}",
        f"{snapshot.repaired:,}",
        f"{built.pieces:,}",
        snapshot.coverage.value,
    )


def _show_list(heading: str, lines: Sequence[str], output: Output) -> None:
    if not lines:
        return
    output.line(f"{heading}:", Tone.DOUBTFUL)
    for line in lines[:_MOST_LINES]:
        output.line(line, indent=2)
    if len(lines) > _MOST_LINES:
        output.line(f"and {len(lines) - _MOST_LINES:,} more: --json lists them", Tone.QUIET, 2)
