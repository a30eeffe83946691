"""Compares two generations of a store, dataset by dataset, record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...domain.entity_change import ChangeKind, DatasetChanges, EntityChange, WordChange
from ..geopackage.geopackage_blob import decoded
from ..open_store import open_store
from ..records.record_fields import normalised
from ..store.stored_record import StoredRecord
from .farthest import farthest
from .match import match

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from ...rules.rules import Rules
    from ..open_store import AnyStore

#: Columns that say when or where, not what; an entry date moves with every change, and the shape is compared as a shape.
_NOT_WORDS = frozenset({"entry_date", "end_date", "geometry", "point", "entity", "dataset", "prefix", "typology"})


def compare_generations(
    before: AnyStore,
    after: AnyStore,
    rules: Rules,
    datasets: Sequence[str] | None = None,
    between: Callable[[str], None] | None = None,
) -> Iterator[DatasetChanges]:
    """What changed in each dataset that was loaded anew, in the order of their slugs; ``datasets`` limits that to some.

    A shape whose corners all lie within the rule ``refresh.noise`` (metres) of the other's edge was not moved. ``between`` is called with
    the slug before each dataset is read; it may raise to stop.
    """
    noise = rules.number("refresh.noise")
    old, new = before.snapshots(), after.snapshots()
    for slug in sorted({*old, *new}):
        if datasets is not None and slug not in datasets:
            continue
        had, has = old.get(slug), new.get(slug)
        if had is not None and has is not None and had.identifier == has.identifier:
            continue
        if between is not None:
            between(slug)
        yield _compared(slug, before, after, noise, had.identifier if had else "", has.identifier if has else "")


def changes_between(
    address: str | Path, before: str, after: str, rules: Rules, between: Callable[[str], None] | None = None
) -> tuple[DatasetChanges, ...]:
    """The same of two generations of a store by their names. Raises StoreError where one can't be read."""
    with open_store(address, before) as old, open_store(address, after) as new:
        return tuple(compare_generations(old, new, rules, between=between))


def _compared(slug: str, before: AnyStore, after: AnyStore, noise: float, had: str, has: str) -> DatasetChanges:
    pairs, left, right = match(list(before.records(slug)) if had else [], list(after.records(slug)) if has else [])
    changes = [EntityChange((ChangeKind.ADDED,), None, each.entity, None, _shape(each)) for each in right]
    changes += [EntityChange((ChangeKind.GONE,), each.entity, None, _shape(each), None) for each in left]
    unchanged = within_noise = 0
    for one, other in pairs:
        change, moved = _change(one, other, noise)
        if change is None:
            unchanged += 1
            within_noise += moved
        else:
            changes.append(change)
    order = list(ChangeKind)
    changes.sort(key=lambda change: (order.index(change.kinds[0]), change.entity.reference, change.entity.number))
    return DatasetChanges(slug, had, has, tuple(changes), unchanged, within_noise)


def _change(one: StoredRecord, other: StoredRecord, noise: float) -> tuple[EntityChange | None, bool]:
    """The change, None where there is none, and whether the shape differs at all."""
    kinds = []
    if other.entity.end_date is not None and one.entity.end_date is None:
        kinds.append(ChangeKind.ENDED)
    shape_before, shape_after, moved, differs = None, None, 0.0, one.shape != other.shape
    if differs:
        shape_before, shape_after = _shape(one), _shape(other)
        moved = _moved(shape_before, shape_after)
        if moved > noise:
            kinds.append(ChangeKind.MOVED)
    words = tuple(_words(one, other, ended=ChangeKind.ENDED in kinds))
    if words:
        kinds.append(ChangeKind.REWORDED)
    if not kinds:
        return None, differs
    if not differs:
        shape_before = shape_after = _shape(other)
    shown = moved if ChangeKind.MOVED in kinds else 0.0
    return EntityChange(tuple(kinds), one.entity, other.entity, shape_before, shape_after, words, shown), differs


def _moved(before: BaseGeometry | None, after: BaseGeometry | None) -> float:
    """How far at most, in metres; a shape that came or went counts as far as it is long."""
    if before is None or after is None:
        there = before if before is not None else after
        return max(float(there.length), 1.0) if there is not None else 0.0
    return farthest(before, after)


def _words(one: StoredRecord, other: StoredRecord, *, ended: bool) -> Iterator[WordChange]:
    """What the two say differently, under the newer one's names; an end that is told as one is not told again."""
    said = (("name", one.entity.name, other.entity.name), ("quality", one.entity.quality, other.entity.quality))
    ends = (
        "" if one.entity.end_date is None else one.entity.end_date.isoformat(),
        "" if other.entity.end_date is None else other.entity.end_date.isoformat(),
    )
    yield from (WordChange(field, was, now) for field, was, now in said if was != now)
    if not ended and ends[0] != ends[1]:
        yield WordChange("end-date", *ends)
    names = {normalised(name): name for name in (*one.attributes, *other.attributes)}
    was, now = ({normalised(name): text for name, text in record.attributes.items()} for record in (one, other))
    for plain, name in names.items():
        if plain not in _NOT_WORDS and plain not in {"name", "quality"} and was.get(plain, "") != now.get(plain, ""):
            yield WordChange(name, was.get(plain, ""), now.get(plain, ""))


def _shape(record: StoredRecord) -> BaseGeometry | None:
    shape: BaseGeometry | None = decoded(record.shape)
    return shape
