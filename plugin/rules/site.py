"""What the rules see of a site: how large it is, what was found on it, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..domain.dataset import kind_of
from ..domain.finding import Finding, Relation
from ..domain.measured_area import MeasuredArea
from ..domain.settings import ScreeningSettings
from .attributes import attribute


@dataclass(frozen=True)
class Sight:
    """What was seen of some datasets: the findings that answer the question, those that only touch, and what could not be looked at.

    ``blind`` gives the reason by dataset; it is empty where everything was looked at, or where something was found anyway.
    """

    found: tuple[Finding, ...] = field(default=())
    touching: tuple[Finding, ...] = field(default=())
    blind: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """One red line as the rules see it.

    ``checked`` are the datasets that speak for all of the site; ``unchecked`` says of others why they don't. What is in neither was never
    loaded. ``near`` is how far around the site was looked, in metres.
    """

    area: MeasuredArea
    findings: Sequence[Finding] = field(default=())
    checked: frozenset[str] = field(default=frozenset())
    unchecked: Mapping[str, str] = field(default_factory=dict)
    near: float = ScreeningSettings.near

    @cached_property
    def _by_dataset(self) -> Mapping[str, list[Finding]]:
        by_dataset: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_dataset.setdefault(kind_of(finding.entity.dataset), []).append(finding)
        return by_dataset

    def of(self, datasets: Iterable[str]) -> list[Finding]:
        """Every finding of some datasets, in the council's own layers of their kind too."""
        return [finding for dataset in datasets for finding in self._by_dataset.get(dataset, ())]

    @cached_property
    def _by_constraint(self) -> Mapping[str, list[Finding]]:
        by_constraint: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_constraint.setdefault(finding.entity.constraint, []).append(finding)
        return by_constraint

    def attribute(self, finding: Finding, name: str) -> str:
        """A column of a record, or else of another record of the same constraint: an outline has the grade of its list entry."""
        own = attribute(finding, name)
        if own:
            return own
        others = (attribute(other, name) for other in self._by_constraint.get(finding.entity.constraint, ()))
        return next((text for text in others if text), "")

    def overlapping(self, datasets: Sequence[str]) -> Sight:
        """What overlaps the site; what only touches it is apart, for the officer to confirm."""
        findings = self.of(datasets)
        found = tuple(finding for finding in findings if finding.relation is Relation.OVERLAPS)
        touching = tuple(finding for finding in findings if finding.relation is Relation.TOUCHES)
        return Sight(found, touching, self._blind(datasets, 0.0))

    def within(self, datasets: Sequence[str], metres: float) -> Sight:
        """What lies in the site or within a distance of its line."""
        found = tuple(f for f in self.of(datasets) if f.relation.meets or f.relation is Relation.SURROUNDED or f.distance_m <= metres)
        return Sight(found, (), self._blind(datasets, metres))

    def why_unchecked(self, dataset: str) -> str:
        """Why a dataset can't speak for the site; "" where it does."""
        if dataset in self.checked:
            return ""
        return self.unchecked.get(dataset, "no such layer is loaded")

    def never_loaded(self, dataset: str) -> bool:
        """Whether nobody loaded or expected such a layer: then only other sources can tell."""
        return dataset not in self.checked and dataset not in self.unchecked

    def _blind(self, datasets: Sequence[str], metres: float) -> Mapping[str, str]:
        reasons = {dataset: why for dataset in datasets if (why := self.why_unchecked(dataset))}
        if metres > self.near:
            too_far = f"the site was looked at to {self.near:g} m, the rule asks {metres:g} m"
            reasons.update({dataset: too_far for dataset in datasets if dataset not in reasons})
        return reasons
