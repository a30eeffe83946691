"""What a proposed red line would change: constraints, category, clock, fee, consultees, line by line, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from shapely.geometry.base import BaseGeometry

from ..boundary.compare import Comparison
from ..constraints.screening.judging_date import has_ended, is_still_to_come
from ..domain.application_facts import ApplicationFacts
from ..domain.boundary_change import BoundaryChange
from ..domain.check import Check
from ..domain.consequence import Consequence, Consequences, Movement
from ..domain.finding import Finding, Screening
from ..domain.instruction import Instruction
from ..domain.measured_area import MeasuredArea
from ..domain.neighbour import NeighbourList
from ..domain.rule_result import RuleResult, Topic
from ..domain.settings import ScreeningSettings
from ..rules.certificate import certificate, certificate_now
from ..rules.results import site_results
from ..rules.rules import Rules
from ..rules.site import Site
from .amendment_advice import amendment_advice
from .area_changes import area_changes
from .authority_changes import authority_changes
from .constraint_changes import constraint_changes, unchecked_changes
from .neighbour_changes import neighbour_changes
from .result_changes import result_changes

_TOPICS = {topic: rank for rank, topic in enumerate(Topic)}
_MOVEMENTS = {movement: rank for rank, movement in enumerate(Movement)}
_BY_NAME = frozenset({Topic.CONSTRAINT, Topic.CONSULTEE})
_JUDGED_BY_APPLICATION = "application"


@dataclass(frozen=True)
class ScreenedLine:
    """A red line in EPSG:27700 and what was found for it.

    ``checked`` are the datasets that speak for all of the site, ``unchecked`` says of others why they don't; what is in neither was never
    loaded. ``near`` is the distance in metres within which findings were looked for. ``area`` is the site's area with what other ways of
    measuring give, where those are known; ``neighbours`` the people to notify, where they were looked for; ``checks`` how the line stands
    to the authority's border.
    """

    geometry: BaseGeometry
    findings: Sequence[Finding] = field(default=())
    checked: frozenset[str] = field(default=frozenset())
    unchecked: Mapping[str, str] = field(default_factory=dict)
    near: float = ScreeningSettings.near
    area: MeasuredArea | None = None
    neighbours: NeighbourList | None = None
    checks: Sequence[Check] = field(default=())

    @classmethod
    def of(
        cls, geometry: BaseGeometry, screening: Screening, near: float = ScreeningSettings.near, area: MeasuredArea | None = None
    ) -> ScreenedLine:
        """A line with its full screening."""
        return cls(
            geometry,
            screening.findings,
            frozenset(result.dataset for result in screening.datasets if result.fully_checked),
            {result.dataset: result.why for result in screening.datasets if not result.fully_checked},
            near,
            area,
            checks=screening.checks,
        )

    def redrawn(self, geometry: BaseGeometry, findings: Sequence[Finding]) -> ScreenedLine:
        """The same site while its line is moving: findings of the new line, by the datasets that spoke for the old one."""
        return replace(self, geometry=geometry, findings=findings, area=None, neighbours=None, checks=())


def consequences(
    before: ScreenedLine, after: ScreenedLine, facts: ApplicationFacts, on: date, instructions: Sequence[Instruction] = ()
) -> Consequences:
    """What changes when ``after`` replaces ``before``, judged ``on`` a day (today, until the application is decided).

    Raises RedlineError for a line that is empty or crosses itself.
    """
    return Amendment(before, facts, on, instructions).consequences(after)


class Amendment:
    """One application and its current line while another is being drawn: all that stays the same is worked out once.

    Made when editing begins, asked at every move of the line.
    """

    def __init__(self, before: ScreenedLine, facts: ApplicationFacts, on: date, instructions: Sequence[Instruction] = ()) -> None:
        """``instructions`` are what bodies have told the council not to ask them about. RedlineError where ``before`` can't be used."""
        self.rules = Rules(facts.applied_on or on, validity=facts.valid_on, decision=on)
        self.facts = facts
        self._instructions = instructions
        self._judged_on = judged_on(facts, self.rules, on)
        self._comparison = Comparison(before.geometry, self.rules)
        self._before = replace(before, findings=in_force(before.findings, self._judged_on))
        self._attributes = {finding.entity.key: finding.entity for finding in before.findings if finding.entity.attributes}
        area = before.area if before.area is not None else self._comparison.before
        self._results: tuple[RuleResult, ...] = (*self._site_results(self._before, area), certificate_now(facts, self.rules))

    def consequences(self, after: ScreenedLine) -> Consequences:
        """What changes when ``after`` becomes the red line; raises RedlineError where it is empty or crosses itself."""
        change = self._comparison.with_proposed(after.geometry)
        after = replace(after, findings=[self._with_attributes(finding) for finding in in_force(after.findings, self._judged_on)])
        area = after.area if after.area is not None else change.after
        results = (*self._site_results(after, area), certificate(change, self.facts, self.rules))
        lines = self._lines(change, after, results)
        return Consequences(change, lines, tuple(amendment_advice(change, lines)))

    def _lines(self, change: BoundaryChange, after: ScreenedLine, results: Sequence[RuleResult]) -> tuple[Consequence, ...]:
        lines = [
            *area_changes(change, self.rules),
            *authority_changes(self._before.checks, after.checks, self.rules),
            *constraint_changes(self._before.findings, after.findings, self.rules),
            *unchecked_changes(self._before.unchecked, after.unchecked, self.rules),
            *result_changes(self._results, results),
        ]
        if self._before.neighbours is not None and after.neighbours is not None:
            lines += neighbour_changes(self._before.neighbours, after.neighbours, self.rules)
        return in_order(lines)

    def _site_results(self, line: ScreenedLine, area: MeasuredArea) -> tuple[RuleResult, ...]:
        return site_results(self.facts, site_of(line, area), self.rules, self._instructions)

    def _with_attributes(self, finding: Finding) -> Finding:
        """A finding of a moving line may come without its record's columns: those that were read for the current line are used."""
        known = self._attributes.get(finding.entity.key)
        return finding if finding.entity.attributes or known is None else replace(finding, entity=known)


def site_of(line: ScreenedLine, area: MeasuredArea) -> Site:
    """A line as the rules ask about it."""
    return Site(area, line.findings, line.checked, line.unchecked, line.near)


def judged_on(facts: ApplicationFacts, rules: Rules, on: date) -> date:
    """The day by which constraints are judged ``on`` a day: that day, for certificates of lawfulness the application's own."""
    row = rules.most_specific("constraints-judged-by", facts.type_code or "any")
    if row is not None and row.value == _JUDGED_BY_APPLICATION and facts.applied_on is not None:
        return facts.applied_on
    return on


def in_force(findings: Sequence[Finding], on: date) -> list[Finding]:
    """Those of constraints that had not ended, and had begun, on a day."""
    return [finding for finding in findings if not has_ended(finding.entity, on) and not is_still_to_come(finding.entity, on)]


def in_order(lines: Iterable[Consequence]) -> tuple[Consequence, ...]:
    """In the order of Topic, what moved before what stayed."""
    return tuple(sorted(lines, key=_place))


def _place(line: Consequence) -> tuple[int, int, str]:
    """By topic, what moved first; constraints and consultees, which come in any order, by name, so that rows keep their place."""
    name = line.title.casefold() if line.topic in _BY_NAME else ""
    return _TOPICS[line.topic], _MOVEMENTS[line.movement], name
