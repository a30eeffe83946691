"""Writes the records of one dataset into a generation and keeps account of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...arrays import values
from ...domain.dataset import Dataset
from ..records.record import Record
from ..records.record_place import is_in_britain
from .builder_layer import RecordLayer
from .builder_prepare import LAYER_TYPES, Prepared
from .constraint_keys import constraint_key
from .generation_writer import GenerationWriter

#: So many numbers that stand for several records are listed one by one.
_LISTED = 1000


class DatasetWriter:
    """One dataset of the build. Records without a number are numbered from 1 in the order in which they come."""

    def __init__(self, generation: GenerationWriter, dataset: Dataset) -> None:
        self.dataset = dataset
        self.count = 0
        self.without_geometry = 0
        self.numbered = 0
        self.pieces = 0
        self.outside = 0
        self.repaired = 0
        self.sources: dict[str, str] = {}
        self.used: set[str] = set()
        self.entry_dates: set[date] = set()
        self.modified = ""
        self._generation = generation
        self._id = generation.dataset_id(dataset.slug, dataset.administrative)
        self._layers: dict[str, RecordLayer] = {}
        self._numbers: list[NDArray[np.int64]] = []

    def add(self, records: Sequence[Record], prepared: Prepared) -> None:
        """Write a batch of records of one file, with what became of their geometries."""
        keys = self._generation.new_keys(len(records))
        numbers = self._number(records)
        self._list_issues(records, prepared)
        for mended in prepared.mended:
            self._generation.add_repair(self.dataset.slug, int(keys[mended.position]), mended)
        self.repaired += len(prepared.mended)
        self.count += len(records)
        self.entry_dates.update(record.entry_date for record in records if record.entry_date is not None)
        self.without_geometry += prepared.kinds.count("")
        self.used.update(prepared.used)
        kinds = [kind or self._kind_of_nothing for kind in prepared.kinds]
        for kind in sorted(set(kinds)):
            self._write(kind, [position for position, other in enumerate(kinds) if other == kind], records, numbers, keys, prepared)
        pieces = prepared.pieces
        self._generation.pieces.add(keys[pieces.owners], pieces.full, pieces.bodies, pieces.boxes)
        self.pieces += len(pieces.bodies)

    def note(self, what: str, message: str, row: int | None = None) -> None:
        """Put something on the list of issues."""
        self._generation.add_issue(self.dataset.slug, row, what, message)

    def finish(self) -> tuple[int, ...]:
        """List what only the whole dataset shows; gives the entity numbers that stand for more than one record."""
        if self.outside:
            self.note(
                "outside",
                f"{self.outside} of {self.count} records lie outside Great Britain; longitude and latitude may have been exchanged.",
            )
        numbers, counts = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *self._numbers]), return_counts=True)
        duplicates = tuple(values(numbers[counts > 1]))
        for number in duplicates[:_LISTED]:
            self.note("duplicate", f"The entity number {number} stands for more than one record; all of them were kept.")
        return duplicates

    @property
    def _kind_of_nothing(self) -> str:
        """The layer for records without a geometry: one that the dataset has in any case."""
        return "point" if self.dataset.geometry == "point" else "polygon"

    def _number(self, records: Sequence[Record]) -> list[int]:
        numbers = []
        for record in records:
            if record.number is None:
                self.numbered += 1
                numbers.append(self.numbered)
            else:
                numbers.append(record.number)
        self._numbers.append(np.array(numbers, dtype=np.int64))
        return numbers

    def _write(
        self, kind: str, chosen: list[int], records: Sequence[Record], numbers: list[int], keys: NDArray[np.int64], prepared: Prepared
    ) -> None:
        layer = self._layer(kind)
        some, some_numbers, some_keys = [records[at] for at in chosen], [numbers[at] for at in chosen], keys[chosen]
        layer.append(some, some_numbers, some_keys, [prepared.blobs[at] for at in chosen], prepared.bounds[chosen])
        self._generation.add_entities(self._rows(some, some_numbers, some_keys, layer.name))

    def _layer(self, kind: str) -> RecordLayer:
        layer = self._layers.get(kind)
        if layer is None:
            name = self._generation.layer_name(self.dataset.slug, "" if kind == "polygon" else kind)
            layer = self._layers[kind] = RecordLayer(self._generation.writer, self._id, name, kind, LAYER_TYPES[kind], self.dataset.name)
        return layer

    def _rows(self, records: Sequence[Record], numbers: Sequence[int], keys: NDArray[np.int64], layer: str) -> list[tuple[object, ...]]:
        return [
            (
                key,
                self._id,
                number,
                record.reference,
                record.name,
                record.start_date.isoformat() if record.start_date else None,
                record.end_date.isoformat() if record.end_date else None,
                record.quality,
                constraint_key(self.dataset, record, number),
                layer,
            )
            for key, record, number in zip(values(keys), records, numbers)
        ]

    def _list_issues(self, records: Sequence[Record], prepared: Prepared) -> None:
        present = ~np.isnan(prepared.bounds[:, 0])
        self.outside += int((present & ~is_in_britain(prepared.bounds)).sum())
        for position, record in enumerate(records):
            for what, message in record.issues:
                self.note(what, message, record.row)
            if position in prepared.problems:
                self.note("geometry", f"{record.words} is not screened: {prepared.problems[position]}.", record.row)
            elif not present[position]:
                self.note("no geometry", f"{record.words} has no geometry and is not screened.", record.row)
