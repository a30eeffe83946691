"""Builds a new generation of a constraint store out of files."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ...domain.clock import Clock
from ...domain.errors import StoreError
from ..records.passed_over import passed_over
from ..records.record_place import NationalGridTransformer
from ..records.record_source import RecordSource, sources_of
from .build_lock import build_lock
from .build_report import BuildReport, DatasetReport
from .builder_coverage import area_of_file
from .builder_generation import GenerationBuild
from .builder_ledger import DatasetFigures
from .builder_unit import DatasetLookup, Making, Progress
from .builder_units import units_of
from .builder_workers import InProcess, Preparer, WorkerPool
from .local_files import LocalFiles
from .local_store import LocalStore
from .prune import Keeping, prune, usual_keeping

#: A build of fewer bytes is over before a worker process has begun.
_WORTH_WORKERS = 24_000_000
#: The report carries so many issues of a dataset; the store has them all.
_REPORTED = 1000


def build_store(
    folder: Path,
    files: Sequence[Path],
    *,
    transformer: NationalGridTransformer,
    clock: Clock,
    catalogue: DatasetLookup,
    dataset: str | None = None,
    coverage: Path | str | None = None,
    progress: Progress | None = None,
    most_vertices: int = 256,
    authority: str | None = None,
    allow_fewer: bool = False,
    workers: int = 1,
    keeping: Keeping | None = None,
    publish: bool = True,
    local: Sequence[LocalFiles] = (),
    without: Collection[str] = (),
    declared: str = "",
) -> BuildReport:
    """Load ``files`` into the store in ``folder`` as a new generation and put it into use, unless ``publish`` is False.

    A dataset that the files bring replaces what the store had of it; all others are carried over. ``dataset`` names everything in the
    files, else each record's own ``dataset``, else the layer's or the file's name. ``coverage`` is "full", or a file with the area
    where the files' data is complete. ``authority`` is the reference or the exact name of the authority's own district; it is kept for
    later builds, and "" takes it back. ``allow_fewer`` lets a dataset lose more than half of its records. With more than one of
    ``workers`` geometries are prepared in as many processes: on the command line, never inside QGIS. ``keeping`` says how many older
    generations stay. ``local`` are layers that the council has declared, each with terms of its own; the datasets ``without`` are left
    behind. ``declared`` is what the generation keeps of their declarations, "" where that stays as it was.

    A build that is interrupted, by whatever, leaves its finished datasets beside the store, and the same build goes on from there.

    Raises UnreadableFile, MissingLibrary or StoreError; the store then still uses the generation that it had.
    """
    started = time.monotonic()
    sources = [source for path in files for source in sources_of(path)]
    sources += [RecordSource(path, dataset=each.dataset) for each in local for path in each.files]
    if not sources and not without and not declared:
        raise StoreError("No file was given to build the store from.")
    given = area_of_file(coverage, transformer) if isinstance(coverage, Path) else coverage
    units = units_of(sources, dataset)
    with build_lock(folder), _preparer(sources, transformer, workers) as preparer:
        terms = {each.dataset: each for each in local}
        making = Making(dataset, catalogue, transformer, preparer, clock, progress, most_vertices, terms)
        build = GenerationBuild(
            folder,
            making,
            given=given,
            authority=authority,
            allow_fewer=allow_fewer,
            publish=publish,
            without=frozenset(without),
            declared=declared,
        )
        built = build.run(units)
        if publish:
            prune(folder, clock, keeping if keeping is not None else usual_keeping())
    remarks = [sentence for path in files for sentence in passed_over(path)]
    if built.resumed:
        remarks.append(f"Ready from a build that was interrupted, and not read again: {', '.join(built.resumed)}.")
    with LocalStore(folder, built.name) as store:
        return BuildReport(
            generation=built.name,
            datasets=tuple(_report(store, slug, each) for slug, each in built.figures.items()),
            carried=built.carried,
            seconds=time.monotonic() - started,
            remarks=(*remarks, *built.remarks),
        )


def _preparer(sources: Sequence[RecordSource], transformer: NationalGridTransformer, workers: int) -> AbstractContextManager[Preparer]:
    if workers > 1 and sum(source.size for source in sources) >= _WORTH_WORKERS:
        return WorkerPool(transformer, workers)
    return nullcontext(InProcess(transformer))


def _report(store: LocalStore, slug: str, figures: DatasetFigures) -> DatasetReport:
    return DatasetReport(
        snapshot=store.snapshots()[slug],
        pieces=figures.pieces,
        numbered=figures.numbered,
        duplicates=figures.duplicates,
        repairs=store.repairs(slug),
        issues=store.issues(slug, most=_REPORTED),
    )
