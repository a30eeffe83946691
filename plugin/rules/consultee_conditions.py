"""What has to be true of an application, beside its place, for a consultee to be consulted.

A condition answers yes, no, or None where nobody has said; its name is that in the column ``condition`` of resources/rules/consultees.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..domain.application_facts import ApplicationFacts
from ..domain.measured_area import MeasuredArea
from .category import DevelopmentCategory
from .rules import Rules
from .threshold import area_verdict, count_verdict

_HOUSEHOLDER = "pp.full.householder"


@dataclass(frozen=True)
class Circumstances:
    """What conditions look at."""

    facts: ApplicationFacts
    area: MeasuredArea
    category: DevelopmentCategory
    rules: Rules


@dataclass(frozen=True)
class Answer:
    """``holds`` is None where it can't be told; ``doubt`` is why a yes or no is not certain."""

    holds: bool | None
    doubt: str = ""


def answer(condition: str, around: Circumstances) -> Answer:
    """Whether a condition holds; one that only an officer can judge, or that no code knows, can't be told."""
    known = _CONDITIONS.get(condition)
    return Answer(None) if known is None else known(around)


def _any(_: Circumstances) -> Answer:
    return Answer(True)


def _major(around: Circumstances) -> Answer:
    return Answer(around.category.is_major, "; ".join(around.category.doubts))


def _more_than_minor_for_flood_risk(around: Circumstances) -> Answer:
    """Householder development has standing advice; of other small extensions nobody has said how small they are."""
    if _is(around, _HOUSEHOLDER):
        return Answer(False)
    if around.category.is_major or around.facts.dwellings:
        return Answer(True)
    return Answer(None)


def _building_not_householder(around: Circumstances) -> Answer:
    return Answer(False) if _is(around, _HOUSEHOLDER) else Answer(around.facts.new_building)


def _new_building_on_land(around: Circumstances) -> Answer:
    if around.facts.new_building is False:
        return Answer(False)
    verdict = area_verdict(around.rules.row("consultee-threshold.conservation-area-land"), around.area)
    if not verdict.reached:
        return Answer(False, verdict.doubt)
    return Answer(around.facts.new_building, verdict.doubt)


def _listed_building_consent(around: Circumstances) -> Answer:
    levels = around.facts.type_code.lower().split(".")
    return Answer("listed" in levels)


def _tall_residential_building(around: Circumstances) -> Answer:
    facts, rules = around.facts, around.rules
    if facts.height_m is None and facts.storeys is None:
        return Answer(None)
    high = facts.height_m is not None and count_verdict(rules.row("consultee-threshold.tall-height"), facts.height_m, "m").reached
    many = facts.storeys is not None and count_verdict(rules.row("consultee-threshold.tall-storeys"), facts.storeys, "storeys").reached
    if not (high or many):
        return Answer(False)
    if facts.dwellings is None:
        return Answer(None)
    return Answer(count_verdict(rules.row("consultee-threshold.tall-dwellings"), facts.dwellings, "dwellings").reached)


def _active_travel_size(around: Circumstances) -> Answer:
    facts, rules = around.facts, around.rules
    if facts.in_london or _is(around, _HOUSEHOLDER):
        return Answer(False)
    site = area_verdict(rules.row("consultee-threshold.active-travel-area"), around.area)
    dwellings = (
        facts.dwellings is not None
        and count_verdict(rules.row("consultee-threshold.active-travel-dwellings"), facts.dwellings, "dwellings").reached
    )
    floors = (
        facts.floorspace_m2 is not None
        and count_verdict(rules.row("consultee-threshold.active-travel-floorspace"), facts.floorspace_m2, "m²").reached
    )
    if dwellings or floors or (site.reached and site.certain):
        return Answer(True, "whether the site lies in London" if facts.in_london is None else "")
    return Answer(site.reached, site.doubt)


def _strategic_in_london(around: Circumstances) -> Answer:
    facts = around.facts
    if facts.in_london is False or _is(around, _HOUSEHOLDER):
        return Answer(False)
    if facts.dwellings is not None:
        row = around.rules.row("consultee-threshold.strategic-dwellings")
        if count_verdict(row, facts.dwellings, "dwellings").reached:
            return Answer(True, "" if facts.in_london else "whether the site lies in London")
    return Answer(None if facts.in_london and around.category.is_major else False)


def _is(around: Circumstances, type_code: str) -> bool:
    code = around.facts.type_code.lower()
    return code == type_code or code.startswith(f"{type_code}.")


_CONDITIONS: Mapping[str, Callable[[Circumstances], Answer]] = {
    "any": _any,
    "major": _major,
    "more than minor for flood risk": _more_than_minor_for_flood_risk,
    "building, not householder": _building_not_householder,
    "new building on more than 1,000 m²": _new_building_on_land,
    "listed building consent": _listed_building_consent,
    "tall residential building": _tall_residential_building,
    "active travel size": _active_travel_size,
    "strategic in London": _strategic_in_london,
}

#: The names that the table may use: those above, and the one that is left to the officer.
CONDITIONS = frozenset({*_CONDITIONS, "officer"})
