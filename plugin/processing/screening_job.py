"""Screening of one site after another against one store, with an answer also for a site that has no red line to screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..constraints.screening.screening import screen_site
from ..reports.unscreened import unscreened

if TYPE_CHECKING:
    from ..constraints.catalogue import Catalogue
    from ..constraints.profile import Profile
    from ..constraints.store.store import Store
    from ..domain.clock import Clock
    from ..domain.finding import Screening
    from ..domain.reading import SiteReading
    from ..domain.settings import ScreeningSettings


class ScreeningJob:
    """The same store, profile, distances and clock for every site of a run."""

    def __init__(self, store: Store, catalogue: Catalogue, profile: Profile, settings: ScreeningSettings, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._profile = profile
        self._settings = settings
        self._clock = clock

    def screening(self, reading: SiteReading) -> Screening:
        """What applies to the site; for one without a boundary every dataset reads "not checked"."""
        if reading.boundary is None:
            return unscreened(reading, self._store, profile=self._profile, catalogue=self._catalogue, clock=self._clock)
        return screen_site(
            reading, self._store, settings=self._settings, profile=self._profile, clock=self._clock, catalogue=self._catalogue
        )
