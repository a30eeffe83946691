"""The state of every dataset for a site. No data never reads as no constraint."""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.dataset import Coverage, Dataset, Snapshot
from ...domain.finding import UNPLACED, DatasetResult, DatasetState, Finding, Relation
from ...domain.plain_days import with_plain_days
from .coverage import NO_COVERAGE_HERE, SiteCoverage

NOT_IN_STORE = "not in the store"
NO_PUBLISHED_DATA = "no published data for this authority"
NO_RECORDS = "the file that was loaded had no records"
NO_GEOMETRY = "none of its records has a geometry"


def absent(dataset: Dataset, expected: Coverage | None) -> DatasetResult:
    """The state of a dataset that the store does not have; ``expected`` is what the authority's profile says of it."""
    why = NO_PUBLISHED_DATA if expected is Coverage.NONE else NOT_IN_STORE
    return DatasetResult(dataset.slug, dataset.name, DatasetState.NOT_CHECKED, Coverage.NONE, why, 0, "", None)


def present(
    dataset: Dataset,
    snapshot: Snapshot,
    findings: Sequence[Finding],
    covered: SiteCoverage,
    *,
    say: str = "",
    expected: Coverage | None = None,
) -> DatasetResult:
    """The state of a dataset in the store, from the findings that count; see :func:`stated`."""
    overlapping = {finding.entity.constraint for finding in findings if finding.relation is Relation.OVERLAPS}
    touching = {finding.entity.constraint for finding in findings if finding.relation is Relation.TOUCHES}
    state = DatasetState.OVERLAPS if overlapping else DatasetState.TOUCHES if touching else None
    return stated(dataset, snapshot, state, covered, count=len(overlapping | touching), say=say, expected=expected)


def stated(
    dataset: Dataset,
    snapshot: Snapshot,
    found: DatasetState | None,
    covered: SiteCoverage,
    *,
    count: int = 0,
    say: str = "",
    expected: Coverage | None = None,
) -> DatasetResult:
    """The state of a dataset in the store, where ``found`` says what its findings come to: OVERLAPS, TOUCHES, or None for neither.

    An overlap or a touch is one wherever it was found; clear is said only where the data covers the site. ``count`` is that of the
    constraints, ``say`` what else belongs beside a state that was checked, ``expected`` what the authority's profile says of the dataset.
    A dataset some of whose records have no geometry may still be clear: those that can be placed were checked, and the others are named
    in ``why``.
    """
    coverage, why = covered.coverage, covered.why
    if found is not None:
        state = found
        why = _sentences(say, f"the rest is not checked: {why}" if why else "", _unplaced(snapshot))
    elif snapshot.count == 0:
        state = DatasetState.NOT_CHECKED
        why = NO_COVERAGE_HERE if coverage is Coverage.NONE else _empty(snapshot, expected)
        coverage = Coverage.NONE
    elif snapshot.count == snapshot.without_geometry:
        state, coverage, why = DatasetState.NOT_CHECKED, Coverage.NONE, NO_GEOMETRY
    elif coverage is Coverage.FULL:
        state = DatasetState.CLEAR
        why = _sentences(say, _unplaced(snapshot))
    else:
        state = DatasetState.NOT_CHECKED
    return DatasetResult(
        dataset=dataset.slug,
        name=dataset.name,
        state=state,
        coverage=coverage,
        why=why,
        count=count,
        snapshot=snapshot.identifier,
        accuracy=snapshot.accuracy,
    )


def _empty(snapshot: Snapshot, expected: Coverage | None) -> str:
    """Only the authority's profile can say that nothing is published; an empty file says no more than that it is empty."""
    if expected is Coverage.NONE:
        return NO_PUBLISHED_DATA
    return f"{NO_RECORDS}: {with_plain_days(snapshot.source)}" if snapshot.source else NO_RECORDS


def _unplaced(snapshot: Snapshot) -> str:
    if not snapshot.without_geometry:
        return ""
    return f"{snapshot.without_geometry} of {snapshot.count} {UNPLACED}"


def _sentences(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
