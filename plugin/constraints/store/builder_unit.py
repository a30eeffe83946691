"""Reads the files of a unit into the generation, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ...domain.clock import Clock
from ...domain.dataset import Dataset
from ..records.record_place import NationalGridTransformer
from ..records.records import RecordStream, open_records
from .builder_batches import Batch, batches
from .builder_dataset import DatasetWriter
from .builder_ledger import DatasetFigures, Ledger
from .builder_prepare import GeometryJob
from .builder_snapshot import write_snapshot
from .builder_twins import join_twins
from .builder_units import SharedDataset, Unit
from .builder_workers import Preparer
from .constraint_keys import CONSERVATION_AREA
from .generation_writer import GenerationWriter
from .local_files import LocalFiles
from .page_counts import PageCounts

#: Called with the dataset, how many records of the file were done, and how much of the file that is (None: not known).
Progress = Callable[[str, int, "float | None"], None]


class DatasetLookup(Protocol):
    """As much of the catalogue as a build needs."""

    def dataset(self, slug: str) -> Dataset: ...


@dataclass(frozen=True)
class Making:
    """What a build is made with: the dataset that was asked for (None: what the files say), the catalogue, and how pieces are cut.

    ``local`` has the terms of the council's own layers, by slug.
    """

    dataset: str | None
    catalogue: DatasetLookup
    transformer: NationalGridTransformer
    preparer: Preparer
    clock: Clock
    progress: Progress | None
    most_vertices: int
    local: Mapping[str, LocalFiles] = field(default_factory=dict)


class UnitLoader:
    """Loads one unit into a generation."""

    def __init__(self, generation: GenerationWriter, ledger: Ledger, making: Making, unit: Unit) -> None:
        self._generation = generation
        self._ledger = ledger
        self._making = making
        self._unit = unit
        self._writers: dict[str, DatasetWriter] = {}
        self._pages = PageCounts()

    def load(self) -> dict[str, DatasetFigures]:
        """Write everything in the unit's files; gives the figures of its datasets by slug.

        Raises UnreadableFile, MissingLibrary, StoreError; SharedDataset where a dataset is there already.
        """
        for source in self._unit.sources:
            for stream in open_records(source, self._making.dataset):
                self._load(stream)
        self._pages.check()
        return {slug: self._finished(writer) for slug, writer in self._writers.items()}

    def _load(self, stream: RecordStream) -> None:
        touched: dict[str, int] = {}
        notes: dict[str, None] = {}
        for batch, prepared in self._making.preparer.prepared(self._jobs(stream)):
            slug = batch.dataset
            self._writer(slug).add(batch.records, prepared)
            notes.update(dict.fromkeys(prepared.notes))
            touched[slug] = touched.get(slug, 0) + len(batch.records)
            if self._making.progress is not None:
                self._making.progress(slug, touched[slug], batch.fraction)
        if not touched:
            self._writer(stream.dataset).note("empty", f"{self._called(stream)} has no records.")
            touched[stream.dataset] = 0
        self._pages.add(stream, sum(touched.values()))
        for slug in touched:
            writer = self._writer(slug)
            writer.sources[f"{stream.source.name} ({stream.source.modified})"] = stream.sha256
            writer.modified = max(writer.modified, stream.source.modified)
            for note in notes:
                writer.note("coordinates", f"{self._called(stream)}: {note}")

    def _called(self, stream: RecordStream) -> str:
        """A local layer is read out of files of Redline's own, which say nothing to anybody."""
        local = self._making.local.get(stream.source.dataset)
        return stream.source.name if local is None else local.source

    def _jobs(self, stream: RecordStream) -> Iterator[tuple[Batch, GeometryJob]]:
        for batch in batches(stream):
            pieces = not self._making.catalogue.dataset(batch.dataset).administrative
            most_vertices = self._making.most_vertices
            yield batch, GeometryJob(batch.outlines, batch.points, stream.crs, stream.wgs84_unless_said, most_vertices, pieces)

    def _writer(self, slug: str) -> DatasetWriter:
        writer = self._writers.get(slug)
        if writer is None:
            if self._generation.has_dataset(slug):
                raise SharedDataset(self._unit, self._ledger.identity_of(slug))
            writer = self._writers[slug] = DatasetWriter(self._generation, self._making.catalogue.dataset(slug))
        return writer

    def _finished(self, writer: DatasetWriter) -> DatasetFigures:
        duplicates = writer.finish()
        local = self._making.local.get(writer.dataset.slug)
        for row, what, message in local.issues if local is not None else ():
            writer.note(what, message, row)
        if writer.dataset.constraint == CONSERVATION_AREA:
            join_twins(self._generation, writer.dataset.slug)
        write_snapshot(self._generation, writer, self._making.transformer, self._making.clock, local)
        return DatasetFigures(writer.pieces, writer.numbered, duplicates)
