"""The records of a file in batches: some thousand of one dataset at a time, with their geometries half read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records.record import Record
from ..records.record_geometry import HalfRead, half_read
from ..records.records import RecordStream

_RECORDS = 4000
_CHARACTERS = 4_000_000
#: GeoJSON's nested lists keep Python's garbage collector busy for a third of the time unless they are gone again soon.
_HALF_READ_AT_ONCE = 100


@dataclass
class Batch:
    """Records of one dataset, freed of their geometries, which stand beside them. ``fraction`` of the file was read by then."""

    dataset: str
    records: list[Record] = field(default_factory=list)
    outlines: list[HalfRead] = field(default_factory=list)
    points: list[HalfRead] = field(default_factory=list)
    fraction: float | None = None


def batches(stream: RecordStream) -> Iterator[Batch]:
    """All records in the order of the file within each dataset; fewer at a time where they are long, so that memory stays the same."""
    gathered: dict[str, Batch] = {}
    waiting: list[Record] = []
    count = characters = 0
    for record in stream.records:
        waiting.append(record)
        count += 1
        characters += record.size
        full = count >= _RECORDS or characters >= _CHARACTERS
        if full or len(waiting) >= _HALF_READ_AT_ONCE:
            _take(waiting, gathered)
            waiting = []
        if full:
            yield from _told(gathered, stream)
            gathered, count, characters = {}, 0, 0
    _take(waiting, gathered)
    yield from _told(gathered, stream)


def _take(records: list[Record], gathered: dict[str, Batch]) -> None:
    outlines = half_read([record.geometry for record in records])
    points = half_read([record.point for record in records])
    for record, outline, point in zip(records, outlines, points):
        batch = gathered.get(record.dataset)
        if batch is None:
            batch = gathered[record.dataset] = Batch(record.dataset)
        batch.records.append(record._replace(geometry=None, point=None))
        batch.outlines.append(outline)
        batch.points.append(point)


def _told(gathered: dict[str, Batch], stream: RecordStream) -> Iterator[Batch]:
    fraction = stream.fraction()
    for batch in gathered.values():
        batch.fraction = fraction
        yield batch
