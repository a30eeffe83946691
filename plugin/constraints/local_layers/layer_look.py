"""A first look at a source: how many records it has, which columns, how they begin, and what a mapping makes of the first ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from ...domain.errors import RedlineError
from ..records.record import Record
from ..standard.column_mapping import ColumnMapping
from .layer_fields import field_names
from .mapped_records import MappedRecords
from .opened_layer import OpenedLayer

_FIRST, _VALUES = 5, 3
_STEP = 500


@dataclass(frozen=True)
class LayerLook:
    """``columns`` in the order of the source, ``values`` the first different ones of each, ``first`` the first records as they stand."""

    count: int
    without_shape: int
    columns: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    first: tuple[Record, ...]

    def mapped(self, mapping: ColumnMapping, dataset: str) -> list[dict[str, str]]:
        """The first records by the fields that ``mapping`` fills; none where it names a column that is not there."""
        names = field_names(dataset)
        try:
            rows = MappedRecords(mapping, names, self.columns)
        except RedlineError:
            return []
        return [{name: text for name, text in rows.row(record).items() if name in names} for record in self.first]


def look_at(opened: OpenedLayer, told: Callable[[int, int], None] | None = None) -> LayerLook:
    """Read a source from its beginning to its end. ``told`` hears how many records were read, and of how many; it may raise to stop.

    Raises RedlineError where it can't be read.
    """
    values: dict[str, list[str]] = {}
    first: list[Record] = []
    count = without = total = 0
    for part in opened.parts:
        total += part.count or 0
        for name in part.columns:
            values.setdefault(name, [])
        with closing(part.records):
            for record in part.records:
                count += 1
                without += record.geometry is None and record.point is None
                first += [record] if len(first) < _FIRST else []
                _note(record.attributes, values)
                if told is not None and count % _STEP == 0:
                    told(count, total)
    return LayerLook(count, without, tuple(values), {name: tuple(found) for name, found in values.items()}, tuple(first))


def _note(attributes: Mapping[str, str], values: dict[str, list[str]]) -> None:
    for name, text in attributes.items():
        found: Sequence[str] = values.setdefault(name, [])
        if len(found) < _VALUES and text not in found:
            values[name].append(text)
