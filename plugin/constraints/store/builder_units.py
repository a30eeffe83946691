"""Which files of a build belong together: a unit is read as one, and once it is finished it need not be read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from ..records.record_source import RecordSource
from ..records.records import open_records

#: Raised when a build makes something else of the same files than before.
_RECIPE = 2


@dataclass(frozen=True)
class Unit:
    """Files that bring datasets which no other file of the build brings."""

    sources: tuple[RecordSource, ...]

    @property
    def size(self) -> int:
        """Bytes to be read."""
        return sum(source.size for source in self.sources)

    def identity(self, options: Sequence[object]) -> str:
        """A digest of the files as they are now and of the ``options`` that decide what is made of them."""
        files = [(str(source.path.resolve()), source.member, source.dataset, source.state) for source in self.sources]
        return hashlib.sha256(json.dumps([_RECIPE, *options, files], default=str).encode("utf-8")).hexdigest()


class SharedDataset(Exception):
    """A file of ``unit`` brought a dataset that another unit (``finished_by``, its identity) has finished; its first record did not tell.

    No error for anybody: the build begins again with the two as one.
    """

    def __init__(self, unit: Unit, finished_by: str) -> None:
        super().__init__(finished_by)
        self.unit = unit
        self.finished_by = finished_by


def units_of(sources: Sequence[RecordSource], dataset: str | None) -> list[Unit]:
    """The units of a build, in the order of their first files, by the dataset of each file's first record.

    Raises UnreadableFile, MissingLibrary.
    """
    if dataset is not None and sources:
        return [Unit(tuple(sources))]
    units: list[tuple[set[str], list[RecordSource]]] = []
    for source in sources:
        slugs, members = _first_datasets(source), [source]
        apart = []
        for unit in units:
            if unit[0] & slugs:
                slugs, members = slugs | unit[0], [*unit[1], *members]
            else:
                apart.append(unit)
        units = [*apart, (slugs, members)]
    places = {source: place for place, source in enumerate(sources)}
    return sorted((Unit(tuple(members)) for _, members in units), key=lambda unit: places[unit.sources[0]])


def joined(units: Sequence[Unit], one: Unit, other: Unit) -> list[Unit]:
    """The units with two of them made one, in the place of the earlier."""
    first, second = sorted((one, other), key=units.index)
    return [Unit(first.sources + second.sources) if unit == first else unit for unit in units if unit != second]


def _first_datasets(source: RecordSource) -> set[str]:
    """The dataset of the first record of each of the file's layers."""
    slugs = set()
    for stream in open_records(source, None):
        with closing(stream.records):
            first = next(stream.records, None)
        slugs.add(stream.dataset if first is None else first.dataset)
    return slugs
