"""A site that was not screened, as a screening that says so of every dataset: no data never reads as no constraint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...domain.dataset import Coverage, Snapshot
from ...domain.finding import DatasetResult, DatasetState, Screening
from ...domain.reading import SiteReading
from ..catalogue import Catalogue
from ..profile import Profile


def not_screened(
    reading: SiteReading,
    snapshots: Mapping[str, Snapshot],
    why: str,
    *,
    profile: Profile,
    catalogue: Catalogue,
    judged_on: date,
    screened_at: str,
    engine: str,
) -> Screening:
    """Say "not checked", and ``why``, of every dataset in ``snapshots`` (by slug) and every one that the profile expects."""
    return Screening(
        site=reading.site,
        file=reading.file,
        findings=(),
        datasets=unchecked_results(snapshots, why, profile=profile, catalogue=catalogue),
        ended=(),
        not_yet=(),
        judged_on=judged_on,
        screened_at=screened_at,
        engine=engine,
    )


def unchecked_results(snapshots: Mapping[str, Snapshot], why: str, *, profile: Profile, catalogue: Catalogue) -> tuple[DatasetResult, ...]:
    """Say "not checked" for every dataset in ``snapshots`` (by slug) and every one that the profile expects, in the catalogue's order."""
    expected = dict.fromkeys([*(dataset.slug for dataset in catalogue.datasets), *sorted(snapshots), *profile.datasets])
    slugs = [slug for slug in expected if slug in snapshots or slug in profile.datasets]
    return tuple(
        DatasetResult(
            dataset=slug,
            name=catalogue.dataset(slug).name,
            state=DatasetState.NOT_CHECKED,
            coverage=Coverage.UNKNOWN,
            why=why,
            count=0,
            snapshot=snapshots[slug].identifier if slug in snapshots else "",
            accuracy=snapshots[slug].accuracy if slug in snapshots else None,
        )
        for slug in slugs
        if not catalogue.dataset(slug).administrative
    )
