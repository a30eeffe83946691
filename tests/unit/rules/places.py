"""Sites and applications for the tests of the rules: plain figures, findings made by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from plugin.domain.finding import Entity, Finding, Relation
from plugin.domain.measured_area import MeasuredArea
from plugin.rules.rules import Rules
from plugin.rules.site import Site

TODAY = date(2026, 11, 22)
EVERYTHING = frozenset(
    {
        "conservation-area",
        "listed-building",
        "listed-building-outline",
        "scheduled-monument",
        "park-and-garden",
        "world-heritage-site",
        "world-heritage-site-buffer-zone",
        "area-of-outstanding-natural-beauty",
        "national-park",
        "flood-risk-zone",
        "ancient-woodland",
        "site-of-special-scientific-interest",
        "special-area-of-conservation",
        "special-protection-area",
        "ramsar",
        "nutrient-neutrality-catchment",
        "agricultural-land-classification",
        "green-belt",
        "critical-drainage-area",
        "priority-habitat",
        "railway-land",
        "main-river",
        "right-of-way",
        "sssi-impact-risk-zone",
    }
)


def rules(on: date = TODAY, **other_dates: date) -> Rules:
    return Rules(on, **other_dates)


def square(square_metres: float, **figures: float) -> MeasuredArea:
    """The area of a square site with the uncertainty that measuring gives it; ``figures`` are what other ways of measuring say."""
    uncertainty = max(square_metres * 0.005, 4 * math.sqrt(square_metres) * 0.25)
    return MeasuredArea(square_metres, uncertainty, tuple((name.replace("_", " "), figure) for name, figure in figures.items()))


def hectares(figure: float) -> MeasuredArea:
    return square(figure * 10_000)


def site(area: MeasuredArea | float = 400.0, findings: Iterable[Finding] = (), checked: frozenset[str] = EVERYTHING, **other) -> Site:
    """Everything in the national catalogue was checked, unless said otherwise."""
    return Site(area if isinstance(area, MeasuredArea) else square(area), tuple(findings), checked, **other)


def overlap(dataset: str, percent: float = 100.0, number: int = 1, square_metres: float = 100.0, **attributes: str) -> Finding:
    return _finding(Relation.OVERLAPS, dataset, number, attributes, percent=percent, square_metres=square_metres)


def touch(dataset: str, number: int = 1, **attributes: str) -> Finding:
    return _finding(Relation.TOUCHES, dataset, number, attributes)


def near(dataset: str, distance: float, number: int = 1, **attributes: str) -> Finding:
    return _finding(Relation.NEAR, dataset, number, attributes, distance=distance)


def _finding(relation, dataset, number, attributes, percent=0.0, square_metres=0.0, distance=0.0) -> Finding:
    named = {name.replace("_", "-"): text for name, text in attributes.items()}
    entity = Entity(number, dataset, number, str(number), f"{dataset} {number}", f"{dataset}:{number}", attributes=named)
    return Finding(entity, relation, square_metres, percent, None, distance, "snapshot")
