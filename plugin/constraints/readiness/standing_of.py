"""Whether what a store has of a dataset is as the national standard wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import shapely

from ...domain.dataset import kind_of
from ...domain.errors import RedlineError
from ..standard.check import Known, StandardReport, check_standard
from ..standard.column_mapping import ColumnMapping
from ..standard.invalid_words import reason_words
from ..standard.issue import Issue, Severity, issue
from ..standard.six_decimals import ToDegrees
from ..standard.standard import standard_datasets, standard_for
from ..standard.standard_table import StandardTable
from ..standard.stored_table import stored_table
from ..store.stored_record import StoredRecord
from .dataset_readiness import Fault, StandardStanding, StandardState
from .readiness_store import ReadinessStore

_NOT_IN_STORE = "It is not in the store."
_NO_RECORDS = "The store has no record of it."
#: Records that are read before somebody may stop it.
_AT_ONCE = 500


def go_on(_dataset: str) -> None:
    """Nobody stops it."""


def standing_of(
    store: ReadinessStore,
    slug: str,
    on: date,
    mappings: Mapping[str, ColumnMapping],
    known: Mapping[str, frozenset[str]],
    between: Callable[[str], None],
    to_degrees: ToDegrees,
) -> StandardStanding:
    """Where a dataset stands to its standard on a day; what could not be checked is never called met.

    ``mappings`` has, by dataset, which of the council's columns is which field; ``known`` the references of other datasets, by which links
    are followed (``known_in`` finds those of the store). ``between`` is called now and then with the dataset; it may raise to stop.
    ``to_degrees`` brings a shape to longitude and latitude as an export does.
    """
    kind = kind_of(slug)
    if kind not in standard_datasets():
        return StandardStanding(StandardState.NONE)
    snapshot = store.snapshots().get(slug)
    if snapshot is None or snapshot.count == 0:
        return StandardStanding(StandardState.NOT_CHECKED, why=_NOT_IN_STORE if snapshot is None else _NO_RECORDS)
    try:
        table = _table(store, slug, on, mappings, between, to_degrees)
        others = {name: references for name, references in known.items() if name != kind}
        report = checked_in_store(store, slug, table, on, Known(others), lambda _share: between(slug))
    except RedlineError as error:
        return StandardStanding(StandardState.NOT_CHECKED, why=str(error))
    faults = _gathered((each, _called(table, each)) for each in report.issues)
    return StandardStanding(_state(faults, report), faults, report.not_asked, _wanted(table, report))


def checked_in_store(
    store: ReadinessStore, slug: str, table: StandardTable, on: date, known: Known, told: Callable[[float], None] = lambda _share: None
) -> StandardReport:
    """What the table of a dataset of a store lacks; shapes that were repaired when it was loaded are told as their source has them.

    ``told`` hears how much of the work is done, 0 to 1, and may raise to stop it. Raises StoreError.
    """
    report = check_standard(table, on, known, told)
    rows = {reference: row.number for row in reversed(table.rows) if (reference := row["reference"].strip())}
    names = _by_name(table)
    mended = [
        issue("geometry-invalid", rows.get(each.reference) or names.get(each.name.strip()), "geometry", why=reason_words(each.reason))
        for each in store.repairs(slug)
    ]
    return replace(report, issues=tuple(sorted([*mended, *report.issues], key=lambda each: each.row or 0)))


def _by_name(table: StandardTable) -> dict[str, int]:
    """The rows whose name no other bears, by that: a record without a reference is found by it."""
    borne = Counter(row["name"].strip() for row in table.rows)
    return {name: row.number for row in table.rows if (name := row["name"].strip()) and borne[name] == 1}


def known_in(
    store: ReadinessStore, on: date, mappings: Mapping[str, ColumnMapping], between: Callable[[str], None] = go_on
) -> dict[str, frozenset[str]]:
    """The references of those datasets of a store to which records of others may refer; one that can't be read is left out."""
    return references_in(store, {field.of for kind in standard_datasets() for field in standard_for(kind, on).links}, on, mappings, between)


def references_in(
    store: ReadinessStore, wanted: Collection[str], on: date, mappings: Mapping[str, ColumnMapping], between: Callable[[str], None] = go_on
) -> dict[str, frozenset[str]]:
    """The references of the wanted datasets, as far as a store has them and they can be read.

    The council's own layers of a kind are of that kind, beside what the platform publishes.
    """
    found: dict[str, frozenset[str]] = {}
    for slug in (each for each in sorted(store.snapshots()) if kind_of(each) in wanted):
        references = _references(store, slug, on, mappings, between)
        if references is not None:
            found[kind_of(slug)] = found.get(kind_of(slug), frozenset()) | references
    return found


def _references(
    store: ReadinessStore, slug: str, on: date, mappings: Mapping[str, ColumnMapping], between: Callable[[str], None]
) -> frozenset[str] | None:
    """None for a dataset that can't be read: its own standing tells why."""
    try:
        if kind_of(slug) not in standard_datasets():
            return frozenset(record.entity.reference for record in _records(store, slug, between))
        return frozenset(row["reference"].strip() for row in _table(store, slug, on, mappings, between, _as_it_is).rows)
    except RedlineError:
        return None


def _records(store: ReadinessStore, slug: str, between: Callable[[str], None]) -> Iterator[StoredRecord]:
    for number, record in enumerate(store.records(slug)):
        if number % _AT_ONCE == 0:
            between(slug)
        yield record


def _table(
    store: ReadinessStore,
    slug: str,
    on: date,
    mappings: Mapping[str, ColumnMapping],
    between: Callable[[str], None],
    to_degrees: ToDegrees,
) -> StandardTable:
    standard, mapping = standard_for(kind_of(slug), on), mappings.get(slug, ColumnMapping())
    return stored_table(_records(store, slug, between), standard, mapping, to_degrees)


def _as_it_is(shape: shapely.Geometry) -> shapely.Geometry:
    """Where only words are read."""
    return shape


def _state(faults: Iterable[Fault], report: StandardReport) -> StandardState:
    if any(fault.severity is not Severity.WARNING for fault in faults):
        return StandardState.NOT_MET
    return StandardState.MET_AS_FAR if report.not_asked else StandardState.MET


def _wanted(table: StandardTable, report: StandardReport) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field.of for field in table.standard.links if field.name in report.not_asked))


def _called(table: StandardTable, found: Issue) -> str:
    if found.row is None:
        return ""
    row = table.rows[found.row - 1]
    return row["reference"] or row["name"] or f"record {found.row}"


def _gathered(found: Iterable[tuple[Issue, str]]) -> tuple[Fault, ...]:
    """Those of one severity, field and kind together, the gravest first."""
    gathered: dict[tuple[Severity, str, str], Fault] = {}
    for each, name in found:
        key = (each.severity, each.field, each.code)
        earlier = gathered.get(key)
        example = earlier.example if earlier is not None else f"{name}: {each.message}" if name else each.message
        gathered[key] = Fault(each.code, each.field, 1 + (earlier.count if earlier is not None else 0), example, each.severity)
    order = list(Severity)
    return tuple(gathered[key] for key in sorted(gathered, key=lambda key: (order.index(key[0]), key[1:])))
