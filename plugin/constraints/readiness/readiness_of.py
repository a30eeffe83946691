"""Puts together what is known of the readiness of every dataset of a store, and of those that it should have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import shapely

from ...domain.dataset import Coverage, Snapshot
from ...rules.rules import Rules
from ..catalogue import Catalogue
from ..profile import Profile
from ..standard.column_mapping import ColumnMapping
from ..standard.six_decimals import ToDegrees
from ..standard.standard import standard_datasets
from .age_of import age_of
from .dataset_readiness import DatasetReadiness, Fault, Readiness
from .readiness_store import ReadinessStore
from .standing_of import go_on, known_in, standing_of

#: A share of the authority's area from which on it is all of it: two drawings of one border differ by slivers.
_ALL = 99.9
_EMPTY = "empty"


def readiness_of(
    store: ReadinessStore,
    catalogue: Catalogue,
    profile: Profile,
    on: date,
    *,
    to_degrees: ToDegrees,
    mappings: Mapping[str, ColumnMapping] | None = None,
    between: Callable[[str], None] | None = None,
) -> Readiness:
    """The readiness of a store on a day.

    ``to_degrees`` brings a shape to longitude and latitude as an export does; it is called for narrow ones only. ``mappings`` has, by
    dataset, which of the council's columns is which field of the standard. ``between`` is called with the dataset in hand, before it is
    looked at and now and then meanwhile; it may raise what is no RedlineError to stop. Raises StoreError where the store can't be read at
    all, RedlineError for a rule that is missing.
    """
    told, rules, snapshots = mappings or {}, Rules(on), store.snapshots()
    catalogue = catalogue.with_local(snapshots)
    watched = between if between is not None else go_on
    known = known_in(store, on, told, watched)
    authority = store.authority_area()
    datasets = []
    for slug in _slugs(snapshots, catalogue, profile):
        watched(slug)
        snapshot, expected = snapshots.get(slug), profile.datasets.get(slug)
        coverage, share = _coverage(store, snapshot, expected, authority)
        datasets.append(
            DatasetReadiness(
                dataset=catalogue.dataset(slug),
                snapshot=snapshot,
                coverage=coverage,
                share=share,
                expected=expected,
                age=age_of(snapshot, catalogue.dataset(slug), on, rules) if snapshot is not None else None,
                faults=_faults(store, slug) if snapshot is not None else (),
                standard=standing_of(store, slug, on, told, known, watched, to_degrees),
            )
        )
    return Readiness(store.generation, store.authority_name(), on, tuple(datasets))


def _slugs(snapshots: Mapping[str, Snapshot], catalogue: Catalogue, profile: Profile) -> list[str]:
    """What the store has in the order of the catalogue, what gives areas only last; then what it lacks."""
    known = [dataset.slug for dataset in catalogue.datasets]
    order = {slug: place for place, slug in enumerate(known)}
    there = sorted(snapshots, key=lambda slug: (catalogue.dataset(slug).administrative, order.get(slug, len(order)), slug))
    wanted = dict.fromkeys([*profile.datasets, *standard_datasets(), *(dataset.slug for dataset in catalogue.constraints)])
    return [*there, *(slug for slug in wanted if slug not in snapshots)]


def _coverage(
    store: ReadinessStore, snapshot: Snapshot | None, expected: Coverage | None, authority: shapely.Geometry | None
) -> tuple[Coverage | None, float | None]:
    """Where it speaks, seen from the authority's own area, as screening takes it: what the authority calls incomplete is partial."""
    if snapshot is None:
        return None, None
    coverage, share = snapshot.coverage, None
    if coverage is Coverage.PARTIAL:
        area = store.coverage_area(snapshot.dataset)
        whole = float(shapely.area(authority)) if authority is not None else 0.0
        if area is not None and whole > 0:
            share = min(100.0 * float(shapely.area(shapely.intersection(area, authority))) / whole, 100.0)
            coverage = Coverage.FULL if share >= _ALL else Coverage.PARTIAL
    elif coverage is Coverage.FULL:
        share = 100.0
    return (Coverage.PARTIAL if expected is Coverage.PARTIAL and coverage is Coverage.FULL else coverage), share


def _faults(store: ReadinessStore, slug: str) -> tuple[Fault, ...]:
    """What the building of the store found, by kind, in the order in which it was found."""
    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    for found in store.issues(slug):
        if found.what == _EMPTY:
            # The number of records says so
            continue
        counts[found.what] = counts.get(found.what, 0) + 1
        examples.setdefault(found.what, found.message)
    return tuple(Fault(what, "", count, examples[what]) for what, count in counts.items())
