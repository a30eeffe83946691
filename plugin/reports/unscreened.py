"""A site that could not be screened, because it has no red line that can be used."""

from __future__ import annotations

from datetime import date

from ..constraints.catalogue import Catalogue
from ..constraints.profile import Profile
from ..constraints.screening.judging_date import judging_date
from ..constraints.screening.not_screened import not_screened
from ..constraints.screening.screening import ENGINE
from ..constraints.store.store import Store
from ..domain.check import Severity
from ..domain.clock import Clock, timestamp, today
from ..domain.finding import Screening
from ..domain.reading import SiteReading
from ..rules.rules import Rules

#: Said where no check of the red line gives a better reason.
NO_BOUNDARY = "no boundary to check"


def unscreened(
    reading: SiteReading, store: Store, *, profile: Profile, catalogue: Catalogue, clock: Clock, on: date | None = None
) -> Screening:
    """Say "not checked" of every dataset of the store and every one that the profile expects; the red line's first error is the reason."""
    errors = [check.message for check in reading.checks if check.severity is Severity.ERROR]
    now = today(clock)
    return not_screened(
        reading,
        store.snapshots(),
        errors[0] if errors else NO_BOUNDARY,
        profile=profile,
        catalogue=catalogue,
        judged_on=on if on is not None else judging_date(reading.application, now, Rules(now)),
        screened_at=timestamp(clock),
        engine=ENGINE,
    )
