"""Builds a new generation of a constraint store out of files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ...domain.clock import Clock
from ...domain.errors import StoreError
from ..records.passed_over import passed_over
from ..records.record_place import NationalGridTransformer
from ..records.record_source import RecordSource, sources_of
from .build_lock import build_lock
from .build_report import BuildReport, DatasetReport
from .build_request import BuildRequest
from .builder_coverage import area_of_file
from .builder_generation import GenerationBuild
from .builder_ledger import DatasetFigures
from .builder_unit import DatasetLookup, Making, Progress
from .builder_units import units_of
from .builder_workers import InProcess, Preparer, WorkerPool
from .local_store import LocalStore
from .prune import prune, usual_keeping

#: A build of fewer bytes is over before a worker process has begun.
_WORTH_WORKERS = 24_000_000
#: The report carries so many issues of a dataset; the store has them all.
_REPORTED = 1000


def build_store(
    request: BuildRequest,
    *,
    transformer: NationalGridTransformer,
    clock: Clock,
    catalogue: DatasetLookup,
    progress: Progress | None = None,
) -> BuildReport:
    """Load what is asked for into the store as a new generation.

    A build that is interrupted, by whatever, leaves its finished datasets beside the store, and the same build goes on from there.

    Raises UnreadableFile, MissingLibrary or StoreError; the store then still uses the generation that it had.
    """
    started = time.monotonic()
    folder, coverage = request.folder, request.coverage
    sources = [source for path in request.files for source in sources_of(path)]
    sources += [RecordSource(path, dataset=each.dataset) for each in request.local for path in each.files]
    if not sources and not request.without and not request.declared:
        raise StoreError("No file was given to build the store from.")
    given = area_of_file(coverage, transformer) if isinstance(coverage, Path) else coverage
    units = units_of(sources, request.dataset)
    with build_lock(folder), _preparer(sources, transformer, request.workers) as preparer:
        terms = {each.dataset: each for each in request.local}
        making = Making(request.dataset, catalogue, transformer, preparer, clock, progress, request.most_vertices, terms)
        build = GenerationBuild(
            folder,
            making,
            given=given,
            authority=request.authority,
            allow_fewer=request.allow_fewer,
            publish=request.publish,
            without=frozenset(request.without),
            declared=request.declared,
        )
        built = build.run(units)
        if request.publish:
            prune(folder, clock, request.keeping if request.keeping is not None else usual_keeping())
    remarks = [sentence for path in request.files for sentence in passed_over(path)]
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
