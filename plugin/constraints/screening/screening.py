"""Everything that screening has to say of one site: findings, the state of every dataset, and what makes them doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely
import shapely.errors

from ...domain.boundary import Boundary
from ...domain.check import Severity
from ...domain.clock import Clock, timestamp, today
from ...domain.dataset import Coverage, Dataset, Snapshot, kind_of
from ...domain.errors import StoreError
from ...domain.finding import DatasetResult, Finding, Relation, Screening
from ...domain.plain_days import plain_moment
from ...domain.reading import SiteReading
from ...domain.settings import ScreeningSettings
from ...rules.rules import Rules
from ..catalogue import Catalogue
from ..profile import Profile
from .authority_check import authority_check
from .coverage import INCOMPLETE, CoverageTest, SiteCoverage
from .dataset_states import absent, present
from .flood_zones import FLOOD_ZONES, flood_percent, flood_why
from .judging_date import has_ended, is_still_to_come, judging_date
from .neighbourhood import Neighbourhood, reach
from .not_screened import not_screened
from .relation import DepthRule
from .reliability import Reliability, reliability
from .remarks import Circumstances, remarks

if TYPE_CHECKING:
    from ..store.store import Store

#: The version of the engine: it changes when the same boundary and data would give another answer.
ENGINE = "redline-engine 1"
#: Said where no check of the red line gives a better reason.
NO_BOUNDARY = "no boundary to check"

_RELATIONS = {relation: rank for rank, relation in enumerate(Relation)}


def screen_site(
    reading: SiteReading,
    store: Store,
    *,
    settings: ScreeningSettings,
    profile: Profile,
    clock: Clock,
    on: date | None = None,
    catalogue: Catalogue | None = None,
) -> Screening:
    """Screen one site against everything in a store, and say what could not be checked.

    ``on`` is the date by which constraints are judged, in place of the one that the rules give. A reading without a boundary that may be
    used, data that can't be read, and geometry that can't be worked out, are no errors but "not checked" with the reason, so that one site
    never stops the others.
    """
    known = (catalogue if catalogue is not None else _usual_catalogue()).with_local(store.snapshots())
    now = today(clock)
    rules = _rules(now)
    judged_on = on if on is not None else judging_date(reading.application, now, rules)
    try:
        if reading.boundary is not None:
            return _Job(reading, reading.boundary, store, settings, profile, known, rules, judged_on, clock).screened()
        why = next((check.message for check in reading.checks if check.severity is Severity.ERROR), NO_BOUNDARY)
    except StoreError as error:
        why = f"the store could not be read on {plain_moment(clock)}: {error}"
    except (shapely.errors.ShapelyError, ValueError, ArithmeticError) as error:
        why = f"the screening of this site failed: {error}, tell the maintainers"
    return not_screened(
        reading,
        store.snapshots(),
        why,
        profile=profile,
        catalogue=known,
        judged_on=judged_on,
        screened_at=timestamp(clock),
        engine=ENGINE,
    )


@dataclass(frozen=True)
class _Job:
    """One screening's circumstances."""

    reading: SiteReading
    boundary: Boundary
    store: Store
    settings: ScreeningSettings
    profile: Profile
    catalogue: Catalogue
    rules: Rules
    judged_on: date
    clock: Clock

    def screened(self) -> Screening:
        """Raises StoreError where the store can't be read at the site, and what shapely raises where it can't cope with a geometry."""
        site, on = self.boundary.geometry, self.judged_on
        found = Neighbourhood.gather(self.store, reach(site, self.settings)).screen(site, self.settings)
        unread = _Unread(self.clock)
        everything = [self._with_attributes(finding, unread) for finding in _in_order(found, self.catalogue)]
        ended = [finding for finding in everything if has_ended(finding.entity, on)]
        others = [finding for finding in everything if not has_ended(finding.entity, on)]
        not_yet = [finding for finding in others if is_still_to_come(finding.entity, on)]
        current = [finding for finding in others if not is_still_to_come(finding.entity, on)]
        rule = DepthRule(site, self.settings.tolerance)
        trust = reliability(self.boundary.accuracy, self._constraint_snapshots(), self.settings.tolerance, self.catalogue.dataset)
        attributes = {finding.entity.key: finding.entity.attributes for finding in current}
        percent = flood_percent(current, attributes, float(shapely.area(site)))
        around = self._circumstances(current, trust, percent, rule, unread)
        return Screening(
            site=self.reading.site,
            file=self.reading.file,
            findings=_remarked(current, around),
            datasets=self._states(current, percent, rule, unread),
            ended=_remarked(ended, around),
            not_yet=_remarked(not_yet, around),
            judged_on=on,
            screened_at=timestamp(self.clock),
            engine=ENGINE,
            checks=authority_check(site, rule, self.store.authority_area(), self.store.authority_name()),
            unreliable=trust.sentence,
        )

    def _with_attributes(self, finding: Finding, unread: _Unread) -> Finding:
        try:
            attributes = self.store.attributes(finding.entity)
        except StoreError as error:
            unread.note(finding.entity.dataset, error)
            return finding
        return replace(finding, entity=replace(finding.entity, attributes=attributes))

    def _circumstances(
        self, current: Sequence[Finding], trust: Reliability, percent: Mapping[str, float], rule: DepthRule, unread: _Unread
    ) -> Circumstances:
        same: dict[str, list[Finding]] = {}
        for finding in current:
            same.setdefault(finding.entity.constraint, []).append(finding)
        return Circumstances(
            application=self.reading.application,
            rules=self.rules,
            judged_on=self.judged_on,
            tolerance=self.settings.tolerance,
            dataset=self.catalogue.dataset,
            doubtful=lambda finding: trust.doubts(finding, rule.threshold, self.settings.near),
            flood_percent=percent,
            same_constraint=same,
            unread=frozenset(unread.why),
        )

    def _constraint_snapshots(self) -> list[Snapshot]:
        return [snapshot for slug, snapshot in self.store.snapshots().items() if not self.catalogue.dataset(slug).administrative]

    def _states(
        self, current: Sequence[Finding], percent: Mapping[str, float], rule: DepthRule, unread: _Unread
    ) -> tuple[DatasetResult, ...]:
        """Of every dataset in the store and every one that the profile expects, in the order of the catalogue."""
        snapshots = {snapshot.dataset: snapshot for snapshot in self._constraint_snapshots()}
        slugs = [slug for slug in dict.fromkeys([*snapshots, *self.profile.datasets]) if not self.catalogue.dataset(slug).administrative]
        test = CoverageTest(self.boundary.geometry, rule)
        order = catalogue_order(self.catalogue)
        results: list[DatasetResult] = []
        for slug in sorted(slugs, key=lambda slug: (order.get(slug, len(order)), slug)):
            dataset, snapshot = self.catalogue.dataset(slug), snapshots.get(slug)
            expected = self.profile.datasets.get(slug)
            if snapshot is None:
                results.append(absent(dataset, expected))
                continue
            covered = self._covered(snapshot, test, expected, unread)
            say = flood_why(percent, covered.coverage) if kind_of(slug) == FLOOD_ZONES else ""
            found = [finding for finding in current if finding.entity.dataset == slug]
            results.append(present(dataset, snapshot, found, covered, say=say, expected=expected))
        return tuple(results)

    def _covered(self, snapshot: Snapshot, test: CoverageTest, expected: Coverage | None, unread: _Unread) -> SiteCoverage:
        """Data that could not be read speaks for nothing; data that the authority itself calls incomplete never covers a site in full."""
        try:
            area = self.store.coverage_area(snapshot.dataset)
        except StoreError as error:
            unread.note(snapshot.dataset, error)
            area = None
        why = unread.why.get(snapshot.dataset)
        if why is not None:
            return SiteCoverage(Coverage.UNKNOWN, why)
        covered = test.of(snapshot, area)
        if expected is Coverage.PARTIAL and covered.coverage is Coverage.FULL:
            return SiteCoverage(Coverage.PARTIAL, INCOMPLETE)
        return covered


class _Unread:
    """The datasets that could not be read while a site was screened, with the first reason and its moment in ``why``, by slug."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.why: dict[str, str] = {}

    def note(self, dataset: str, error: StoreError) -> None:
        self.why.setdefault(dataset, f"it could not be read on {plain_moment(self._clock)}: {error}")


def _remarked(findings: Sequence[Finding], around: Circumstances) -> tuple[Finding, ...]:
    return tuple(replace(finding, remarks=remarks(finding, finding.entity.attributes, around)) for finding in findings)


def _in_order(findings: Sequence[Finding], catalogue: Catalogue) -> list[Finding]:
    order = catalogue_order(catalogue)

    def place(finding: Finding) -> tuple[int, str, int, float, float, int]:
        slug = finding.entity.dataset
        rank = _RELATIONS[finding.relation]
        return order.get(slug, len(order)), slug, rank, finding.distance_m, -finding.overlap_m2, finding.entity.number

    return sorted(findings, key=place)


def catalogue_order(catalogue: Catalogue) -> dict[str, int]:
    """By the officers' headings, then as the catalogue lists them."""
    headings = {category: position for position, category in enumerate(catalogue.categories)}

    def place(dataset: Dataset) -> int:
        return headings.get(dataset.category, len(headings))

    return {dataset.slug: position for position, dataset in enumerate(sorted(catalogue.datasets, key=place))}


@lru_cache(maxsize=1)
def _usual_catalogue() -> Catalogue:
    return Catalogue.load()


@lru_cache(maxsize=8)
def _rules(on: date) -> Rules:
    return Rules(on)
