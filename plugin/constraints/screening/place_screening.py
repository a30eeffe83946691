"""What applies at a place: a point as the point that it is, a plot of land as a site."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ...arrays import values
from ...domain.accuracy import UNTRANSFORMED
from ...domain.boundary import Boundary, Original, SourceCrs
from ...domain.check import Check
from ...domain.clock import Clock, timestamp, today
from ...domain.dataset import Snapshot
from ...domain.enquiry import Bearing, Enquiry, PlaceFinding
from ...domain.errors import StoreError
from ...domain.finding import DatasetResult, DatasetState, Entity, Finding, Relation
from ...domain.place import Place
from ...domain.plain_days import plain_moment
from ...domain.plain_figures import metres_words
from ...domain.reading import SiteReading
from ...domain.settings import ScreeningSettings
from ...rules.rules import Rules
from ..catalogue import Catalogue
from ..profile import Profile
from .coverage import SiteCoverage
from .dataset_states import absent, stated
from .judging_date import has_ended, is_still_to_come
from .not_screened import unchecked_results
from .place_border import place_border_check, place_coverage
from .place_meanings import ONLY_A_POINT, meanings, own_words
from .relation import CONTACT
from .reliability import is_rough
from .remarks import platform_names
from .screening import ENGINE, catalogue_order, screen_site

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..store.store import Store

_BEARINGS = {
    Relation.OVERLAPS: Bearing.APPLIES,
    Relation.TOUCHES: Bearing.MAY_APPLY,
    Relation.SURROUNDED: Bearing.NEAR,
    Relation.NEAR: Bearing.NEAR,
}
_STATES = {Bearing.APPLIES: DatasetState.OVERLAPS, Bearing.MAY_APPLY: DatasetState.TOUCHES}
_ORDER = tuple(Bearing)
_UNREAD = "The record's own columns could not be read: a grade, a zone or a class that it has is not said here."


def screen_place(
    place: Place, store: Store, *, settings: ScreeningSettings, profile: Profile, clock: Clock, catalogue: Catalogue | None = None
) -> Enquiry:
    """Say what applies at a place today, what is near, and what could not be checked.

    A store that can't be read is no error but "not checked" of every dataset, with the reason.
    """
    known = (catalogue if catalogue is not None else Catalogue.load()).with_local(store.snapshots())
    on = today(clock)
    look = _Look(place, store, settings, profile, known, Rules(on), on, clock)
    try:
        return look.of_plot(place.plot) if place.plot is not None else look.of_point()
    except StoreError as error:
        why = f"the store could not be read on {plain_moment(clock)}: {error}"
        return look.enquiry((), unchecked_results(store.snapshots(), why, profile=profile, catalogue=known), ())


@dataclass(frozen=True)
class _Look:
    """One enquiry's circumstances."""

    place: Place
    store: Store
    settings: ScreeningSettings
    profile: Profile
    catalogue: Catalogue
    rules: Rules
    on: date
    clock: Clock

    def of_point(self) -> Enquiry:
        point = shapely.Point(self.place.east, self.place.north)
        found = sorted(self._found(point), key=self._rank)
        unsure = max(self.settings.tolerance, self._within_m)
        area = self.store.authority_area()
        checks = place_border_check(point, unsure, self.settings.near, area, self.store.authority_name())
        return self.enquiry(found, self._states([each for each in found if self._counts(each.entity)], point), checks)

    def of_plot(self, plot: BaseGeometry) -> Enquiry:
        boundary = Boundary(plot, Original(shapely.to_wkt(plot), "wkt"), SourceCrs.NATIONAL_GRID, UNTRANSFORMED)
        reading = SiteReading(self.place.words, "", "a plot", boundary=boundary)
        screening = screen_site(
            reading, self.store, settings=self.settings, profile=self.profile, clock=self.clock, catalogue=self.catalogue
        )
        everything = (*screening.findings, *screening.not_yet, *screening.ended)
        found = sorted((self._of_finding(finding) for finding in everything), key=self._rank)
        return self.enquiry(found, screening.datasets, screening.checks)

    def enquiry(self, found: Sequence[PlaceFinding], datasets: tuple[DatasetResult, ...], checks: tuple[Check, ...]) -> Enquiry:
        return Enquiry(
            place=self.place,
            findings=tuple(each for each in found if self._counts(each.entity)),
            not_yet=tuple(each for each in found if is_still_to_come(each.entity, self.on) and not has_ended(each.entity, self.on)),
            ended=tuple(each for each in found if has_ended(each.entity, self.on)),
            datasets=datasets,
            checks=checks,
            cautions=tuple(self._cautions()),
            near_m=self.settings.near,
            judged_on=self.on,
            asked_at=timestamp(self.clock),
            engine=ENGINE,
            generation=self.store.generation,
            authority=self._authority,
        )

    @property
    def _authority(self) -> str:
        try:
            return self.store.authority_name()
        except StoreError:
            return ""

    @property
    def _within_m(self) -> float:
        """How far the place may lie off; of a square so large that only its middle is answered for, nothing."""
        return 0.0 if self.place.is_coarse else self.place.within_m

    def _counts(self, entity: Entity) -> bool:
        return not has_ended(entity, self.on) and not is_still_to_come(entity, self.on)

    def _found(self, point: shapely.Point) -> Iterator[PlaceFinding]:
        snapshots = self.store.snapshots()
        reach = max([self.settings.near, *map(self._unsure_m, snapshots.values())]) + CONTACT
        box = point.x - reach, point.y - reach, point.x + reach, point.y + reach
        candidates = self.store.candidates(box)
        keys, owners = np.unique(candidates.entity_keys, return_inverse=True)
        nearest = np.full(len(keys), math.inf)
        np.minimum.at(nearest, owners, shapely.distance(candidates.geometries, point))
        for key, distance in zip(values(keys), values(nearest)):
            entity = candidates.entities[key]
            unsure = self._unsure_m(snapshots[entity.dataset])
            if distance <= max(self.settings.near, unsure):
                yield self._at_point(entity, distance, unsure, point)

    def _unsure_m(self, snapshot: Snapshot) -> float:
        """How close to an edge both sides of it are possible: the place may be off, and so may the data."""
        rough = snapshot.accuracy.metres or 0.0 if is_rough(snapshot.accuracy, self.settings.tolerance) else 0.0
        return max(self.settings.tolerance, self._within_m + rough)

    def _at_point(self, entity: Entity, distance: float, unsure: float, point: shapely.Point) -> PlaceFinding:
        shape = self._shape(entity)
        areal = int(shapely.get_dimensions(shape)) == 2
        inside = areal and distance <= CONTACT
        edge = float(shapely.distance(shapely.boundary(shape), point)) if inside else None
        if edge is not None:
            bearing = Bearing.APPLIES if edge >= unsure else Bearing.MAY_APPLY
        elif not areal and distance <= self.settings.tolerance:
            bearing = Bearing.APPLIES
        else:
            bearing = Bearing.MAY_APPLY if distance < unsure else Bearing.NEAR
        made = PlaceFinding(entity, bearing, 0.0 if inside else distance, edge, None, self._snapshot_of(entity), shape=shape)
        return self._told(made, point_only=int(shapely.get_dimensions(shape)) == 0)

    def _of_finding(self, finding: Finding) -> PlaceFinding:
        shape = self._shape(finding.entity)
        percent = finding.overlap_percent if finding.overlap_m2 > 0 else None
        bearing = _BEARINGS[finding.relation]
        made = PlaceFinding(finding.entity, bearing, finding.distance_m, None, percent, finding.snapshot, shape=shape)
        return self._told(made, point_only=int(shapely.get_dimensions(shape)) == 0)

    def _told(self, finding: PlaceFinding, *, point_only: bool) -> PlaceFinding:
        """With what the record says, and, where it bears on the place, what follows from it."""
        dataset = self.catalogue.dataset(finding.entity.dataset)
        try:
            attributes = platform_names(self.store.attributes(finding.entity))
        except StoreError:
            return replace(finding, says=(_UNREAD,))
        bears = finding.bearing is not Bearing.NEAR and not has_ended(finding.entity, self.on)
        says = list(own_words(finding.entity, dataset, attributes, self.rules, bears=bears))
        if point_only and finding.bearing is not Bearing.APPLIES:
            says.append(ONLY_A_POINT)
        entity = replace(finding.entity, attributes=attributes)
        follows = meanings(entity, dataset, attributes, self.rules) if bears else ()
        return replace(finding, entity=entity, says=tuple(says), meanings=follows)

    def _shape(self, entity: Entity) -> BaseGeometry:
        whole: Any = self.store.geometry(entity)
        shape: BaseGeometry = whole
        return shape

    def _snapshot_of(self, entity: Entity) -> str:
        return self.store.snapshots()[entity.dataset].identifier

    def _rank(self, finding: PlaceFinding) -> tuple[int, int, float, int]:
        order = catalogue_order(self.catalogue)
        entity = finding.entity
        place = order.get(entity.dataset, len(order))
        near = finding.bearing is Bearing.NEAR
        return _ORDER.index(finding.bearing), 0 if near else place, finding.distance_m, entity.number

    def _states(self, current: Sequence[PlaceFinding], point: shapely.Point) -> tuple[DatasetResult, ...]:
        """Of every dataset in the store and every one that the profile expects, in the order of the catalogue."""
        snapshots = self.store.snapshots()
        order = catalogue_order(self.catalogue)
        slugs = [slug for slug in dict.fromkeys([*snapshots, *self.profile.datasets]) if not self.catalogue.dataset(slug).administrative]
        results = []
        for slug in sorted(slugs, key=lambda slug: (order.get(slug, len(order)), slug)):
            snapshot = snapshots.get(slug)
            found = [each for each in current if each.entity.dataset == slug]
            results.append(self._state(slug, snapshot, found, point))
        return tuple(results)

    def _state(self, slug: str, snapshot: Snapshot | None, found: Sequence[PlaceFinding], point: shapely.Point) -> DatasetResult:
        dataset, expected = self.catalogue.dataset(slug), self.profile.datasets.get(slug)
        if snapshot is None:
            return absent(dataset, expected)
        covered = self._covered(snapshot, point)
        here = {each.entity.constraint: each.bearing for each in found if each.bearing is not Bearing.NEAR}
        strongest = min(here.values(), key=_ORDER.index, default=None)
        state = None if strongest is None else _STATES[strongest]
        return stated(dataset, snapshot, state, covered, count=len(here), expected=expected)

    def _covered(self, snapshot: Snapshot, point: shapely.Point) -> SiteCoverage:
        return place_coverage(snapshot, self.store.coverage_area(snapshot.dataset), point, self._unsure_m(snapshot))

    def _cautions(self) -> Iterator[str]:
        if self.place.is_coarse:
            yield (
                f"The place is known to {metres_words(self.place.within_m)} only: the answer is for the middle of it alone. "
                "Ask for an address or more figures."
            )
        elif self.place.within_m > self.settings.tolerance:
            yield f"The place may lie {metres_words(self.place.within_m)} off, so that what has an edge that close only may apply."
        rough = [
            snapshot
            for slug, snapshot in self.store.snapshots().items()
            if not self.catalogue.dataset(slug).administrative and is_rough(snapshot.accuracy, self.settings.tolerance)
        ]
        if rough:
            yield "Some of the data came to the National Grid without the OSTN15 grid and may stand metres off the ground."
