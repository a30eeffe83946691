"""A site that could not be screened, as a screening that says so of every dataset: no data never reads as no constraint."""

from __future__ import annotations

from datetime import date

from ..constraints.catalogue import Catalogue
from ..constraints.profile import Profile
from ..constraints.screening.judging_date import judging_date
from ..constraints.screening.screening import ENGINE
from ..constraints.store.store import Store
from ..domain.check import Severity
from ..domain.clock import Clock, timestamp, today
from ..domain.dataset import Coverage
from ..domain.finding import DatasetResult, DatasetState, Screening
from ..domain.reading import SiteReading
from ..rules.rules import Rules

#: Said where no check of the red line gives a better reason.
NO_BOUNDARY = "no boundary to check"


def unscreened(
    reading: SiteReading, store: Store, *, profile: Profile, catalogue: Catalogue, clock: Clock, on: date | None = None
) -> Screening:
    """Say "not checked" of every dataset of the store and every one that the profile expects; the red line's first error is the reason."""
    errors = [check.message for check in reading.checks if check.severity is Severity.ERROR]
    why = errors[0] if errors else NO_BOUNDARY
    snapshots = store.snapshots()
    expected = dict.fromkeys([*(dataset.slug for dataset in catalogue.datasets), *sorted(snapshots), *profile.datasets])
    slugs = [slug for slug in expected if slug in snapshots or slug in profile.datasets]
    now = today(clock)
    return Screening(
        site=reading.site,
        file=reading.file,
        findings=(),
        datasets=tuple(
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
        ),
        ended=(),
        not_yet=(),
        judged_on=on if on is not None else judging_date(reading.application, now, Rules(now)),
        screened_at=timestamp(clock),
        engine=ENGINE,
    )
