"""Which record of an older loading is which of a newer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from ..store.stored_record import StoredRecord

Pairs = list[tuple[StoredRecord, StoredRecord]]
_Key = Callable[[StoredRecord], Hashable]


def match(before: Sequence[StoredRecord], after: Sequence[StoredRecord]) -> tuple[Pairs, list[StoredRecord], list[StoredRecord]]:
    """Pairs of the same record, then those that only the older and only the newer loading has.

    The platform's number and the reference together name a record; then the reference alone where it stands once on either side; then the
    shape and the name, because a file without references is numbered by its rows, which move down when one is put in; then the name alone.
    """
    pairs: Pairs = []
    left, right = list(before), list(after)
    for key in (_number_and_reference, _reference, _shape_and_name, _name):
        found, left, right = _by(key, left, right)
        pairs += found
    return pairs, left, right


def _number_and_reference(record: StoredRecord) -> Hashable:
    entity = record.entity
    return (entity.number, entity.reference) if entity.reference else None


def _reference(record: StoredRecord) -> Hashable:
    return record.entity.reference or None


def _shape_and_name(record: StoredRecord) -> Hashable:
    return (record.entity.name, record.shape) if record.shape is not None else None


def _name(record: StoredRecord) -> Hashable:
    return record.entity.name if record.entity.name and not record.entity.reference else None


def _by(key: _Key, left: Sequence[StoredRecord], right: Sequence[StoredRecord]) -> tuple[Pairs, list[StoredRecord], list[StoredRecord]]:
    """The pairs whose key stands once on either side; None is no key."""
    ours, theirs = _once(key, left), _once(key, right)
    same = ours.keys() & theirs.keys()
    pairs = [(ours[each], theirs[each]) for each in ours if each in same]
    return pairs, [each for each in left if key(each) not in same], [each for each in right if key(each) not in same]


def _once(key: _Key, records: Sequence[StoredRecord]) -> dict[Hashable, StoredRecord]:
    grouped = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)
    return {each: found[0] for each, found in grouped.items() if each is not None and len(found) == 1}
