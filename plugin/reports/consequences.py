"""What a proposed red line would change: constraints, category, clock, fee, consultees, line by line, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

from ..boundary.compare import Comparison
from ..domain.application_facts import ApplicationFacts
from ..domain.consequence import Consequence, Consequences
from ..domain.finding import DatasetState, Finding, Screening
from ..domain.measured_area import MeasuredArea
from ..domain.settings import ScreeningSettings
from ..rules.rules import Rules
from .constraint_changes import constraint_changes


@dataclass(frozen=True)
class ScreenedLine:
    """A red line in EPSG:27700 and what was found for it.

    ``unchecked`` says of each dataset that could not speak for the site why; ``near`` is the distance in metres within which findings
    were looked for. ``area`` is how large the site is by every way of measuring, where that is known (a moving line has the planar figure).
    """

    geometry: BaseGeometry
    findings: Sequence[Finding]
    unchecked: Mapping[str, str] = field(default_factory=dict)
    near: float = ScreeningSettings.near
    area: MeasuredArea | None = None

    @classmethod
    def of(cls, geometry: BaseGeometry, screening: Screening, near: float = ScreeningSettings.near) -> ScreenedLine:
        """A line with its full screening."""
        unchecked = {
            result.dataset: result.why for result in screening.datasets if result.state is DatasetState.NOT_CHECKED or result.partly_checked
        }
        return cls(geometry, screening.findings, unchecked, near)


def consequences(before: ScreenedLine, after: ScreenedLine, facts: ApplicationFacts, on: date) -> Consequences:
    """What changes when ``after`` replaces ``before``, judged ``on`` a day (today, until the application is decided).

    Raises RedlineError for a line that is empty or crosses itself.
    """
    return Amendment(before, facts, on).consequences(after)


class Amendment:
    """One application and its current line while another is being drawn: all that stays the same is worked out once.

    Made when editing begins, asked at every move of the line.
    """

    def __init__(self, before: ScreenedLine, facts: ApplicationFacts, on: date) -> None:
        self.rules = Rules(facts.applied_on or on, validity=facts.valid_on, decision=on)
        self._before = before
        self._comparison = Comparison(before.geometry, self.rules)

    def consequences(self, after: ScreenedLine) -> Consequences:
        """What changes when ``after`` becomes the red line; raises RedlineError where it is empty or crosses itself."""
        change = self._comparison.with_proposed(after.geometry)
        lines: list[Consequence] = [*constraint_changes(self._before.findings, after.findings)]
        return Consequences(change, tuple(lines))
