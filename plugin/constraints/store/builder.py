"""Builds a new generation of a constraint store out of files."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Callable, Protocol

from ...domain.clock import Clock
from ...domain.dataset import Dataset, Snapshot
from ...domain.errors import StoreError
from ..geopackage.geopackage import GeoPackageWriter
from ..records.passed_over import passed_over
from ..records.record import Record
from ..records.record_place import NationalGridTransformer, Placer
from ..records.record_source import sources_of
from ..records.records import RecordStream, open_records
from .build_report import BuildReport, DatasetReport
from .builder_authority import SETTING, settle_authority
from .builder_carry import PreviousGeneration
from .builder_coverage import area_of_file, write_coverage
from .builder_dataset import DatasetWriter
from .builder_snapshot import write_snapshot
from .builder_twins import join_twins
from .constraint_keys import CONSERVATION_AREA
from .generation_writer import GenerationWriter
from .generations import clear_unfinished, current_generation, generation_path, has_store, new_generation, point_to
from .local_store import LocalStore

#: Called with the dataset, how many records of the file were done, and how much of the file that is (None: not known).
Progress = Callable[[str, int, "float | None"], None]

_BATCH_RECORDS = 4000
_BATCH_CHARACTERS = 4_000_000


class DatasetLookup(Protocol):
    """As much of the catalogue as a build needs."""

    def dataset(self, slug: str) -> Dataset: ...


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
) -> BuildReport:
    """Load ``files`` into the store in ``folder`` as a new generation and put it into use.

    A dataset that the files bring replaces what the store had of it; all others are carried over. ``dataset`` names everything in the
    files, else each record's own ``dataset``, else the layer's or the file's name. ``coverage`` is "full", or a file with the area
    where the files' data is complete. ``authority`` is the reference or the exact name of the authority's own district; it is kept for
    later builds, and "" takes it back. ``allow_fewer`` lets a dataset lose more than half of its records.

    Raises UnreadableFile, MissingLibrary or StoreError; the store then still uses the generation that it had.
    """
    started = time.monotonic()
    sources = [source for path in files for source in sources_of(path)]
    if not sources:
        raise StoreError("No file was given to build the store from.")
    given = area_of_file(coverage, transformer) if isinstance(coverage, Path) else coverage
    previous_path = generation_path(folder, current_generation(folder)) if has_store(folder) else None
    if previous_path is not None:
        LocalStore(folder).close()
    clear_unfinished(folder)
    name = new_generation(folder, clock, [f"{source.path} {source.member} {source.size}" for source in sources])
    writers: dict[str, DatasetWriter] = {}
    with GeoPackageWriter(generation_path(folder, name), clock) as package:
        generation = GenerationWriter(package)
        previous = PreviousGeneration(generation, previous_path) if previous_path is not None else None
        for source in sources:
            for stream in open_records(source, dataset):
                _load(stream, writers, generation, transformer, catalogue, progress, most_vertices)
        remarks = tuple(sentence for path in files for sentence in passed_over(path))
        if not writers:
            raise StoreError(f"Nothing was found in {', '.join(source.name for source in sources)}; the store was left as it was.")
        if previous is not None:
            counts = {slug: writer.count - writer.without_geometry for slug, writer in writers.items()}
            remarks += previous.compare(counts, allow_fewer=allow_fewer)
        duplicates = {slug: _finish(writer, generation, transformer, clock) for slug, writer in writers.items()}
        carried = previous.carry(writers.keys()) if previous is not None else ()
        kept = previous.setting(SETTING) if previous is not None else ""
        settled = settle_authority(generation, authority, kept, clock.now().date())
        remarks += write_coverage(generation, writers.keys(), given, settled)
        generation.finish()
        if previous is not None:
            previous.release()
    point_to(folder, name)
    with LocalStore(folder) as store:
        snapshots = store.snapshots()
    return BuildReport(
        generation=name,
        datasets=tuple(_report(writer, snapshots[slug], duplicates[slug]) for slug, writer in writers.items()),
        carried=carried,
        seconds=time.monotonic() - started,
        remarks=remarks,
    )


def _load(
    stream: RecordStream,
    writers: dict[str, DatasetWriter],
    generation: GenerationWriter,
    transformer: NationalGridTransformer,
    catalogue: DatasetLookup,
    progress: Progress | None,
    most_vertices: int,
) -> None:
    placer = Placer(transformer, stream.crs, stream.wgs84_unless_said)
    touched: dict[str, int] = {}
    for batch in _batches(stream.records):
        by_dataset: dict[str, list[Record]] = {}
        for record in batch:
            by_dataset.setdefault(record.dataset, []).append(record)
        for slug, records in by_dataset.items():
            if slug not in writers:
                writers[slug] = DatasetWriter(generation, catalogue.dataset(slug), most_vertices)
            writers[slug].add(records, placer)
            touched[slug] = touched.get(slug, 0) + len(records)
            if progress is not None:
                progress(slug, touched[slug], stream.fraction())
    if not touched:
        slug = stream.dataset
        writers.setdefault(slug, DatasetWriter(generation, catalogue.dataset(slug), most_vertices))
        writers[slug].note("empty", f"{stream.source.name} has no records.")
        touched[slug] = 0
    for slug in touched:
        writers[slug].sources[f"{stream.source.name} ({stream.source.modified})"] = stream.sha256
        writers[slug].modified = max(writers[slug].modified, stream.source.modified)
        writers[slug].used.update(placer.used)
        for note in placer.notes:
            writers[slug].note("coordinates", f"{stream.source.name}: {note}")


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Some thousand records at a time, fewer where they are long, so that memory stays the same for every file."""
    batch: list[Record] = []
    characters = 0
    for record in records:
        batch.append(record)
        characters += record.size
        if len(batch) >= _BATCH_RECORDS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _finish(writer: DatasetWriter, generation: GenerationWriter, transformer: NationalGridTransformer, clock: Clock) -> tuple[int, ...]:
    duplicates = writer.finish()
    if writer.dataset.constraint == CONSERVATION_AREA:
        join_twins(generation, writer.dataset.slug)
    write_snapshot(generation, writer, transformer, clock)
    return duplicates


def _report(writer: DatasetWriter, snapshot: Snapshot, duplicates: tuple[int, ...]) -> DatasetReport:
    return DatasetReport(
        snapshot=snapshot,
        pieces=writer.pieces,
        numbered=writer.numbered,
        duplicates=duplicates,
        repairs=tuple(writer.repairs),
        issues=tuple(writer.issues),
    )
