"""Datasets that are ready, or are not, for the tests of what is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.readiness.dataset_readiness import Age, DatasetReadiness, Fault, Readiness, StandardStanding, StandardState
from plugin.constraints.standard.issue import Severity
from plugin.domain.accuracy import Accuracy
from plugin.domain.dataset import Coverage, Snapshot

TODAY = date(2026, 11, 27)
MUST = Fault("reference-not-unique", "reference", 10, "CA1: The reference “CA1” stands in row 1 already.", Severity.MUST_FIX)
SHOULD = Fault("geometry-invalid", "geometry", 13, "geometry is not a valid shape.", Severity.SHOULD_FIX)
COLUMN = Fault("missing-column", "name", 1, "There is no column name.", Severity.MUST_FIX)
WARNING = Fault("shapes-alike", "geometry", 1, "It covers nearly the same ground as row 2.", Severity.WARNING)
NO_SHAPE = Fault("no geometry", "", 11, "Row 288 (2) has no geometry and is not screened.")


def age(loaded: int | None = 3, data: int | None = 40) -> Age:
    days = [None if each is None else TODAY - timedelta(days=each) for each in (loaded, data)]
    return Age(days[0], days[1], loaded, data, 31, 730)


def standing(*faults: Fault, state: StandardState | None = None, **more: Any) -> StandardStanding:
    bad = any(fault.severity is not Severity.WARNING for fault in faults)
    return StandardStanding(state or (StandardState.NOT_MET if bad else StandardState.MET), faults, **more)


def ready(slug: str = "conservation-area", **changes: Any) -> DatasetReadiness:
    """A dataset with nothing to do, changed as told; ``count``, ``without_geometry`` and ``repaired`` are those of its snapshot."""
    figures = {name: changes.pop(name, usual) for name, usual in (("count", 53), ("without_geometry", 0), ("repaired", 0))}
    snapshot = Snapshot(
        "one", slug, "file", "2026-11-24T09:00:00Z", coverage=Coverage.FULL, accuracy=Accuracy("", None, None), sha256="", **figures
    )
    usual = DatasetReadiness(Catalogue.load().dataset(slug), snapshot, Coverage.FULL, 100.0, None, age(), (), standing())
    return replace(usual, **changes)


def absent(slug: str = "tree", **changes: Any) -> DatasetReadiness:
    state = StandardState.NOT_CHECKED if slug == "tree" else StandardState.NONE
    lacking = {
        "snapshot": None,
        "coverage": None,
        "share": None,
        "age": None,
        "standard": StandardStanding(state, why="It is not in the store."),
    }
    return ready(slug, **{**lacking, **changes})


def readiness(*datasets: DatasetReadiness, authority: str = "Southwark") -> Readiness:
    return Readiness("20261124T090000Z-8a3d4a4f", authority, TODAY, datasets)
