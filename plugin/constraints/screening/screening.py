"""Everything that screening has to say of one site: findings, the state of every dataset, and what makes them doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from ...domain.clock import Clock, timestamp, today
from ...domain.dataset import Coverage, Dataset, Snapshot
from ...domain.errors import RedlineError
from ...domain.finding import DatasetResult, Finding, Relation, Screening
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
from .relation import DepthRule
from .reliability import Reliability, reliability
from .remarks import Circumstances, remarks

if TYPE_CHECKING:
    from ..store.store import Store

#: The version of the engine: it changes when the same boundary and data would give another answer.
ENGINE = "redline-engine 1"

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

    ``on`` is the date by which constraints are judged, in place of the one that the rules give. Raises RedlineError for a reading without a
    boundary that may be used.
    """
    if reading.boundary is None:
        raise RedlineError(f"{reading.site or reading.file} was not screened: it has no boundary that can be used as it is.")
    known = catalogue if catalogue is not None else _usual_catalogue()
    now = today(clock)
    rules = _rules(now)
    judged_on = on if on is not None else judging_date(reading.application, now, rules)
    site = reading.boundary.geometry
    found = Neighbourhood.gather(store, reach(site, settings)).screen(site, settings)
    everything = _with_attributes(_in_order(found, known), store)
    ended = [finding for finding in everything if has_ended(finding.entity, judged_on)]
    others = [finding for finding in everything if not has_ended(finding.entity, judged_on)]
    not_yet = [finding for finding in others if is_still_to_come(finding.entity, judged_on)]
    current = [finding for finding in others if not is_still_to_come(finding.entity, judged_on)]
    job = _Job(reading, store, settings, profile, known, rules, judged_on, DepthRule(site, settings.tolerance))
    trust = reliability(reading.boundary.accuracy, job.constraint_snapshots(), settings.tolerance)
    percent = flood_percent(current, {finding.entity.key: finding.entity.attributes for finding in current}, float(shapely.area(site)))
    around = job.circumstances(current, trust, percent)
    return Screening(
        site=reading.site,
        file=reading.file,
        findings=_remarked(current, around),
        datasets=job.states(current, percent),
        ended=_remarked(ended, around),
        not_yet=_remarked(not_yet, around),
        judged_on=judged_on,
        screened_at=timestamp(clock),
        engine=ENGINE,
        checks=authority_check(site, job.rule, store.authority_area(), store.authority_name()),
        unreliable=trust.sentence,
    )


@dataclass(frozen=True)
class _Job:
    """One screening's circumstances."""

    reading: SiteReading
    store: Store
    settings: ScreeningSettings
    profile: Profile
    catalogue: Catalogue
    rules: Rules
    judged_on: date
    rule: DepthRule

    def circumstances(self, current: Sequence[Finding], trust: Reliability, percent: Mapping[str, float]) -> Circumstances:
        same: dict[str, list[Finding]] = {}
        for finding in current:
            same.setdefault(finding.entity.constraint, []).append(finding)
        return Circumstances(
            application=self.reading.application,
            rules=self.rules,
            judged_on=self.judged_on,
            tolerance=self.settings.tolerance,
            dataset=self.catalogue.dataset,
            unreliable=trust.datasets,
            flood_percent=percent,
            same_constraint=same,
        )

    def constraint_snapshots(self) -> list[Snapshot]:
        return [snapshot for slug, snapshot in self.store.snapshots().items() if not self.catalogue.dataset(slug).administrative]

    def states(self, current: Sequence[Finding], percent: Mapping[str, float]) -> tuple[DatasetResult, ...]:
        """Of every dataset in the store and every one that the profile expects, in the order of the catalogue."""
        snapshots = {snapshot.dataset: snapshot for snapshot in self.constraint_snapshots()}
        slugs = [slug for slug in dict.fromkeys([*snapshots, *self.profile.datasets]) if not self.catalogue.dataset(slug).administrative]
        test = CoverageTest(self._site, self.rule)
        order = _catalogue_order(self.catalogue)
        results: list[DatasetResult] = []
        for slug in sorted(slugs, key=lambda slug: (order.get(slug, len(order)), slug)):
            dataset, snapshot = self.catalogue.dataset(slug), snapshots.get(slug)
            if snapshot is None:
                results.append(absent(dataset, self.profile.datasets.get(slug)))
                continue
            covered = self._said_of(slug, test.of(snapshot, self.store.coverage_area(slug)))
            say = flood_why(percent, covered.coverage) if slug == FLOOD_ZONES else ""
            found = [finding for finding in current if finding.entity.dataset == slug]
            results.append(present(dataset, snapshot, found, covered, say=say))
        return tuple(results)

    @property
    def _site(self) -> shapely.Geometry:
        if self.reading.boundary is None:
            raise RedlineError(f"{self.reading.site} has no boundary.")
        return self.reading.boundary.geometry

    def _said_of(self, slug: str, covered: SiteCoverage) -> SiteCoverage:
        """Data that the authority itself calls incomplete never covers a site in full."""
        if self.profile.datasets.get(slug) is Coverage.PARTIAL and covered.coverage is Coverage.FULL:
            return SiteCoverage(Coverage.PARTIAL, INCOMPLETE)
        return covered


def _remarked(findings: Sequence[Finding], around: Circumstances) -> tuple[Finding, ...]:
    return tuple(replace(finding, remarks=remarks(finding, finding.entity.attributes, around)) for finding in findings)


def _with_attributes(findings: Sequence[Finding], store: Store) -> list[Finding]:
    return [replace(finding, entity=replace(finding.entity, attributes=store.attributes(finding.entity))) for finding in findings]


def _in_order(findings: Sequence[Finding], catalogue: Catalogue) -> list[Finding]:
    order = _catalogue_order(catalogue)

    def place(finding: Finding) -> tuple[int, str, int, float, float, int]:
        slug = finding.entity.dataset
        rank = _RELATIONS[finding.relation]
        return order.get(slug, len(order)), slug, rank, finding.distance_m, -finding.overlap_m2, finding.entity.number

    return sorted(findings, key=place)


def _catalogue_order(catalogue: Catalogue) -> dict[str, int]:
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
