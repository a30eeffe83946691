"""Whether a development is major: the category that sets its period, its publicity and some of its consultees.

Source: the Town and Country Planning (Development Management Procedure) (England) Order 2015, article 2
(resources/rules/development_category.csv).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..domain.application_facts import ApplicationFacts
from ..domain.measured_area import MeasuredArea
from ..domain.plain_days import plain_day
from ..domain.rule_result import RuleResult, Standing, Topic
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules
from .scope import is_known_type
from .threshold import Verdict, area_verdict, count_verdict

_BY_SIZE = "by size"
_HOUSEHOLDER = "householder"
_MINERALS_OR_WASTE = "minerals or waste"
_NONE = "none"


class Category(Enum):
    """OTHER is what the planning returns count apart (householder, consents, certificates); NONE what has no category at all."""

    MAJOR = "major"
    MINOR = "minor"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True)
class DevelopmentCategory:
    """The category as drawn and declared, with the verdicts behind it.

    ``doubts`` are why it is not certain; ``scale`` is what the planning returns call a major development.
    """

    category: Category
    words: str
    rows: tuple[RuleRow, ...]
    verdicts: tuple[Verdict, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())
    scale: str = ""

    @property
    def is_major(self) -> bool:
        return self.category is Category.MAJOR

    @property
    def certain(self) -> bool:
        return not self.doubts


def development_category(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> DevelopmentCategory:
    """The category of a development on a site of some area."""
    row = rules.most_specific("category-of-type", facts.type_code)
    kind = _NONE if row is None else row.value
    rows = () if row is None else (row,)
    if is_minerals_or_waste(facts, rules):
        return DevelopmentCategory(Category.MAJOR, "major", (rules.row("category.minerals-or-waste"), *rows))
    if kind == _BY_SIZE:
        return _by_size(facts, area, rules)
    if not is_known_type(facts.type_code, rules):
        return DevelopmentCategory(Category.NONE, "not known", (), doubts=("what type the application is",))
    if row is None:
        return DevelopmentCategory(Category.NONE, "not known", (), doubts=(f"the tables have no category for {plain_day(rules.on)}",))
    if kind == _NONE:
        return DevelopmentCategory(Category.NONE, "no category", rows)
    doubts: tuple[str, ...] = ()
    if kind == _HOUSEHOLDER:
        verdict = area_verdict(rules.row("category.area"), area)
        if verdict.reached or not verdict.certain:
            doubts = ("the planning returns count a householder application as such whatever its size; a site of 1 ha is unusual for one",)
    return DevelopmentCategory(Category.OTHER, f"other ({kind})", rows, doubts=doubts)


def is_minerals_or_waste(facts: ApplicationFacts, rules: Rules) -> bool:
    """Whether an application is for minerals or waste, by its type or by what is known of it."""
    row = rules.most_specific("category-of-type", facts.type_code)
    return row is not None and (row.value == _MINERALS_OR_WASTE or (row.value == _BY_SIZE and bool(facts.minerals_or_waste)))


def category_result(category: DevelopmentCategory) -> RuleResult:
    """The category as a line for the officer."""
    return RuleResult(
        topic=Topic.CATEGORY,
        code="category",
        title="Development category",
        standing=Standing.VALUE if category.rows else Standing.UNKNOWN,
        answer=category.words,
        citations=tuple(row.citation for row in category.rows),
        reasons=(*(verdict.words for verdict in category.verdicts), *((category.scale,) if category.scale else ())),
        confirm=confirm_words(*category.doubts, unsure(category.rows)),
        warns=category.is_major,
    )


def _by_size(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> DevelopmentCategory:
    verdicts = tuple(_verdicts(facts, area, rules))
    reached = tuple(verdict for verdict in verdicts if verdict.reached)
    major = bool(reached)
    settled = any(verdict.certain for verdict in reached)
    doubts = () if settled else tuple(verdict.doubt for verdict in verdicts if verdict.doubt)
    levels = facts.type_code.lower().split(".")
    unsaid = () if major or "minor" in levels else tuple(_unsaid(facts, area, rules))
    if not major and unsaid and "major" in levels:
        row = rules.row("category.as-its-type-says")
        why = f"its type alone says so; {unsaid[0]}"
        return DevelopmentCategory(Category.MAJOR, "major", (row,), verdicts, (why,), _scale(facts, area, rules))
    doubts = (*doubts, *unsaid, *_against_its_type(levels, major=major))
    telling = reached if major else verdicts
    rows = tuple(verdict.row for verdict in telling)
    if not major:
        return DevelopmentCategory(Category.MINOR, "minor", rows, telling, doubts)
    return DevelopmentCategory(Category.MAJOR, "major", rows, telling, doubts, _scale(facts, area, rules))


def _verdicts(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> Iterator[Verdict]:
    if facts.dwellings is not None:
        yield count_verdict(rules.row("category.dwellings"), facts.dwellings, "dwellings")
    elif facts.residential:
        verdict = area_verdict(rules.row("category.area-where-dwellings-unknown"), area)
        yield Verdict(verdict.row, verdict.reached, f"number of dwellings not known, {verdict.words}", verdict.doubt)
    if facts.floorspace_m2 is not None:
        yield count_verdict(rules.row("category.floorspace"), facts.floorspace_m2, "m² of floor space")
    yield area_verdict(rules.row("category.area"), area)


def _unsaid(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> Iterator[str]:
    """What nobody has said, and what would make it major."""
    if facts.residential is None and facts.dwellings is None:
        unknown = area_verdict(rules.row("category.area-where-dwellings-unknown"), area)
        larger = ", and on a site of this size so would a number that is not known" if unknown.reached else ""
        yield f"whether it is for dwellings: {rules.row('category.dwellings').value} or more would be major{larger}"
    if facts.residential and facts.dwellings is None and "outline" not in facts.type_code.lower().split("."):
        yield f"how many dwellings it has: {rules.row('category.dwellings').value} or more would be major"
    if facts.floorspace_m2 is None and not facts.residential and facts.dwellings is None:
        yield f"the floor space: {rules.number('category.floorspace'):,.0f} m² or more would be major"


def _against_its_type(levels: Sequence[str], *, major: bool) -> Iterator[str]:
    """Where the application calls itself something else."""
    if major and "minor" in levels:
        yield "its type: the application calls itself minor"
    if not major and "major" in levels:
        yield "its type: the application calls itself major"


def _scale(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> str:
    """How the planning returns split major development."""
    if facts.residential or facts.dwellings is not None:
        if facts.dwellings is not None:
            large = count_verdict(rules.row("category.large-dwellings"), facts.dwellings, "dwellings").reached
        else:
            large = area_verdict(rules.row("category.large-area-of-dwellings"), area).reached
    elif facts.floorspace_m2 is not None:
        large = count_verdict(rules.row("category.large-floorspace"), facts.floorspace_m2, "m²").reached
    else:
        large = area_verdict(rules.row("category.large-area"), area).reached
    return "large-scale major in the planning returns" if large else "small-scale major in the planning returns"
