"""Writes the records of one dataset into a generation and keeps account of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...domain.dataset import Dataset
from ..geopackage.geopackage_sql import GeometryType
from ..records.record import Record
from ..records.record_geometry import to_geometries
from ..records.record_place import Placer, is_in_britain
from .build_report import Issue, Repair
from .builder_layer import RecordLayer
from .constraint_keys import constraint_key
from .generation_writer import GenerationWriter
from .geometry_repair import repair
from .pieces import are_full, cut

_KINDS = {0: "point", 1: "line", 3: "polygon", 4: "multipoint", 5: "line", 6: "polygon"}
_TYPES = {
    "polygon": GeometryType.MULTIPOLYGON,
    "line": GeometryType.MULTILINESTRING,
    "point": GeometryType.POINT,
    "multipoint": GeometryType.MULTIPOINT,
}
#: The report carries so many issues of a dataset; the store has them all.
_REPORTED = 1000


class DatasetWriter:
    """One dataset of the build. Records without a number are numbered from 1 in the order in which they come."""

    def __init__(self, generation: GenerationWriter, dataset: Dataset, most_vertices: int) -> None:
        self.dataset = dataset
        self.count = 0
        self.without_geometry = 0
        self.numbered = 0
        self.pieces = 0
        self.outside = 0
        self.repairs: list[Repair] = []
        self.issues: list[Issue] = []
        self.sources: dict[str, str] = {}
        self.used: set[str] = set()
        self.entry_dates: set[date] = set()
        self.modified = ""
        self._generation = generation
        self._id = generation.dataset_id(dataset.slug, dataset.administrative)
        self._most_vertices = most_vertices
        self._layers: dict[str, RecordLayer] = {}
        self._numbers: list[NDArray[np.int64]] = []

    def add(self, records: Sequence[Record], placer: Placer) -> None:
        """Write a batch of records of one file."""
        keys = self._generation.new_keys(len(records))
        numbers = self._number(records)
        geometries, problems = _geometries_of(records)
        placed, unplaced = placer.place(geometries)
        problems.update(unplaced)
        mended = repair(placed)
        shapes = mended.geometries
        self._list_issues(records, shapes, problems)
        self._list_repairs(records, numbers, keys, placed, shapes, mended.reasons)
        self.count += len(records)
        self.entry_dates.update(record.entry_date for record in records if record.entry_date is not None)
        self.without_geometry += int(shapely.is_missing(shapes).sum())
        kinds = [_KINDS.get(kind, self._kind_of_nothing) for kind in values(shapely.get_type_id(shapes))]
        for kind in sorted(set(kinds)):
            chosen = np.array([position for position, other in enumerate(kinds) if other == kind])
            some, some_numbers = [records[position] for position in chosen], [numbers[position] for position in chosen]
            layer = self._layer(kind)
            layer.append(some, some_numbers, keys[chosen], shapes[chosen])
            self._generation.add_entities(self._rows(some, some_numbers, keys[chosen], layer.name))
        if not self.dataset.administrative:
            self._add_tiles(keys, shapes)

    def note(self, what: str, message: str, row: int | None = None) -> None:
        """Put something on the list of issues."""
        self._generation.add_issue(self.dataset.slug, row, what, message)
        if len(self.issues) < _REPORTED:
            self.issues.append(Issue(row, what, message))

    def finish(self) -> tuple[int, ...]:
        """List what only the whole dataset shows; gives the entity numbers that stand for more than one record."""
        if self.outside:
            self.note(
                "outside",
                f"{self.outside} of {self.count} records lie outside Great Britain; longitude and latitude may have been exchanged.",
            )
        numbers, counts = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *self._numbers]), return_counts=True)
        duplicates = tuple(values(numbers[counts > 1]))
        for number in duplicates[:_REPORTED]:
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

    def _layer(self, kind: str) -> RecordLayer:
        layer = self._layers.get(kind)
        if layer is None:
            name = self._generation.layer_name(self.dataset.slug, "" if kind == "polygon" else kind)
            layer = self._layers[kind] = RecordLayer(self._generation.writer, self._id, name, kind, _TYPES[kind], self.dataset.name)
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

    def _list_issues(self, records: Sequence[Record], shapes: NDArray[np.object_], problems: dict[int, str]) -> None:
        bounds = shapely.bounds(shapes)
        present = ~np.isnan(bounds[:, 0])
        self.outside += int((present & ~is_in_britain(bounds)).sum())
        for position, record in enumerate(records):
            for what, message in record.issues:
                self.note(what, message, record.row)
            if position in problems:
                self.note("geometry", f"{_named(record)} is not screened: {problems[position]}.", record.row)
            elif not present[position]:
                self.note("no geometry", f"{_named(record)} has no geometry and is not screened.", record.row)

    def _list_repairs(
        self,
        records: Sequence[Record],
        numbers: Sequence[int],
        keys: NDArray[np.int64],
        placed: NDArray[np.object_],
        shapes: NDArray[np.object_],
        reasons: dict[int, str],
    ) -> None:
        for position, reason in reasons.items():
            original, shape = placed[position], shapes[position]
            found = Repair(
                number=numbers[position],
                reference=records[position].reference,
                name=records[position].name,
                reason=reason,
                area_before=float(original.area),
                area_after=0.0 if shape is None else float(shape.area),
            )
            self.repairs.append(found)
            self._generation.add_repair(self.dataset.slug, int(keys[position]), found, shapely.to_wkb(original))

    def _add_tiles(self, keys: NDArray[np.int64], shapes: NDArray[np.object_]) -> None:
        vertices = shapely.get_num_coordinates(shapes)
        small = (vertices > 0) & (vertices <= self._most_vertices)
        self._generation.add_tiles(keys[small], are_full(shapes[small]), shapes[small])
        self.pieces += int(small.sum())
        for position in values(np.flatnonzero(vertices > self._most_vertices)):
            pieces = cut(shapes[position], self._most_vertices)
            made = np.empty(len(pieces), dtype=object)
            made[:] = [piece.geometry for piece in pieces]
            full = np.array([piece.full for piece in pieces])
            self._generation.add_tiles(np.full(len(pieces), keys[position]), full, made)
            self.pieces += len(pieces)


def _geometries_of(records: Sequence[Record]) -> tuple[NDArray[np.object_], dict[int, str]]:
    """The outline of each record where it has one that can be read, else its point."""
    geometries, problems = to_geometries([record.geometry for record in records])
    missing = [position for position, record in enumerate(records) if record.point is not None and geometries[position] is None]
    if missing:
        points, point_problems = to_geometries([records[position].point for position in missing])
        geometries[missing] = points
        for index, position in enumerate(missing):
            if index in point_problems and position not in problems:
                problems[position] = point_problems[index]
            elif points[index] is not None and position in problems:
                del problems[position]
    return geometries, problems


def _named(record: Record) -> str:
    for text in (record.name, record.reference):
        if text:
            return f"Row {record.row} ({text})"
    return f"Row {record.row}"
