"""What an application costs, and whether the red line has a say in it.

Source: the Town and Country Planning (Fees for Applications, ...) (England) Regulations 2012, SI 2012/2920, as amended
(resources/rules/fees.csv). A fee by area is a step function: any fraction of 0.1 ha counts as a whole unit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..domain.application_facts import ApplicationFacts
from ..domain.consequence import NEAR_THRESHOLD
from ..domain.measured_area import MeasuredArea
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted, hectare_words, money_words, threshold_words
from ..domain.rule_result import RuleResult, Standing, Topic
from .category import DevelopmentCategory
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules
from .threshold import exact_area

_BY_AREA = "outline"
_NOT_BY_AREA = "Not charged by the site's area: the red line does not change it."


@dataclass(frozen=True)
class Fee:
    """A fee in whole pounds, None where it can't be told; ``units`` of 0.1 ha where it goes by area, else None.

    ``rows`` are the amounts and bands that made it; ``doubts`` are why it may be another.
    """

    pounds: float | None
    words: str
    rows: tuple[RuleRow, ...] = field(default=())
    units: int | None = None
    reasons: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())


def fee(facts: ApplicationFacts, area: MeasuredArea, category: DevelopmentCategory, rules: Rules) -> Fee:
    """The fee for an application on a site of some area, by the table in force on the application's date."""
    row = rules.most_specific("fee-of-type", facts.type_code)
    kind = "" if row is None else row.value
    if rules.find("fee.householder") is None:
        return Fee(None, "not known", doubts=(f"no fees are in the table for applications of {plain_day(rules.on)}",))
    if kind == _BY_AREA:
        return _outline(facts, area, rules)
    if kind == "full":
        return _full(facts, rules)
    if kind == "free":
        return Fee(0, "no fee", () if row is None else (row,), reasons=(_NOT_BY_AREA,))
    if kind == "vary-condition":
        major = "-major" if category.is_major else ""
        householder = f"{money_words(rules.number('fee.vary-condition-householder'))} where it varies a householder permission"
        return _flat(rules.row(f"fee.vary-condition{major}"), () if major else (householder,), category.doubts)
    if kind == "conditions":
        householder = f"{money_words(rules.number('fee.conditions-householder'))} where the permission is a householder's"
        return _flat(rules.row("fee.conditions"), (householder,))
    known = rules.find(f"fee.{kind}")
    if known is not None:
        return _flat(known, _other_rates(kind, rules))
    doubt = f"the fee for the type {facts.type_code or 'not given'}, which is not in the table"
    return Fee(None, "not in the table", () if row is None else (row,), doubts=(doubt,))


def fee_result(known: Fee) -> RuleResult:
    """The fee as a line for the officer."""
    return RuleResult(
        topic=Topic.FEE,
        code="fee",
        title="Fee",
        standing=Standing.UNKNOWN if known.pounds is None and not known.reasons else Standing.VALUE,
        answer=known.words,
        citations=tuple(row.citation for row in known.rows),
        reasons=known.reasons,
        confirm=confirm_words(*known.doubts, unsure(known.rows)),
    )


def _flat(row: RuleRow, reasons: tuple[str, ...] = (), doubts: tuple[str, ...] = ()) -> Fee:
    return Fee(row.number, money_words(row.number), (row,), reasons=(_NOT_BY_AREA, *(f"{reason}." for reason in reasons)), doubts=doubts)


def _other_rates(kind: str, rules: Rules) -> tuple[str, ...]:
    if kind == "householder":
        curtilage, several = rules.number("fee.householder-curtilage"), rules.number("fee.householder-several")
        return (f"{money_words(curtilage)} for works in the curtilage alone, {money_words(several)} for two dwellings or more",)
    if kind == "prior-approval":
        return (f"{money_words(rules.number('fee.prior-approval-building'))} with building works",)
    if kind == "prior-approval-building":
        return (f"{money_words(rules.number('fee.prior-approval'))} without building works",)
    return ()


def _full(facts: ApplicationFacts, rules: Rules) -> Fee:
    """By the number of dwellings, or by floor space, for which the tables have no amounts."""
    if facts.dwellings is None and facts.residential is not False:
        doubt = "the number of dwellings" if facts.residential else "whether it is for dwellings, and how many"
        return Fee(None, "by dwellings or floor space", reasons=(_NOT_BY_AREA,), doubts=(f"{doubt}, which sets the fee",))
    if not facts.dwellings:
        return Fee(None, "by floor space", reasons=(_NOT_BY_AREA,), doubts=("the amount: the table has no fees by floor space",))
    count = facts.dwellings
    each = rules.row("fee.dwellings.lower")
    if count >= rules.number("fee.dwellings.lower-count"):
        each = rules.row("fee.dwellings.upper")
    if count <= rules.number("fee.dwellings.upper-count"):
        words = f"{money_words(count * each.number)}: {counted(count, 'dwelling')} at {money_words(each.number)}"
        return Fee(count * each.number, words, (each,), reasons=(_NOT_BY_AREA,))
    base, additional, most = (rules.row(f"fee.dwellings.{part}") for part in ("base", "additional", "most"))
    pounds = min(base.number + additional.number * (count - rules.number("fee.dwellings.upper-count")), most.number)
    words = f"{money_words(pounds)}: {counted(count, 'dwelling')}"
    return Fee(pounds, words, (base, additional, most), reasons=(_NOT_BY_AREA,))


def _outline(facts: ApplicationFacts, area: MeasuredArea, rules: Rules) -> Fee:
    for_dwellings = facts.residential if facts.residential is not None else bool(facts.dwellings)
    bands = _OutlineBands(rules, dwellings=for_dwellings)
    known = bands.fee(area.square_metres)
    doubts = (*_near_a_step(area, bands), *_near_an_edge(area, bands, rules))
    if facts.residential is None and facts.dwellings is None:
        other = _OutlineBands(rules, dwellings=True).fee(area.square_metres)
        if other.pounds != known.pounds:
            doubts = (*doubts, f"whether it is for dwellings: then the fee is {other.words}")
    return Fee(known.pounds, known.words, known.rows, known.units, known.reasons, doubts)


class _OutlineBands:
    """The fee for outline permission by area: two bands by the unit, then a sum with additions up to a maximum."""

    def __init__(self, rules: Rules, *, dwellings: bool) -> None:
        self.unit = rules.number("fee.unit")
        self.lower_band = rules.row("fee.outline.lower-band-dwellings" if dwellings else "fee.outline.lower-band-other").number
        self.upper_band = rules.row("fee.outline.upper-band").number
        self._lower, self._upper = rules.row("fee.outline.lower"), rules.row("fee.outline.upper")
        self._base, self._additional, self._most = (rules.row(f"fee.outline.{part}") for part in ("base", "additional", "most"))
        self._unit_row = rules.row("fee.unit")
        self._rounded = self._rounding(rules.number("fee.rounding"))

    @staticmethod
    def _rounding(step: float) -> Callable[[float], float]:
        return lambda square_metres: round(round(square_metres / step) * step, 6)

    def units(self, square_metres: float) -> int:
        """Units of 0.1 ha, a fraction counting as a whole; rounding comes first, so that 3,000.0000004 m² are three."""
        return math.ceil(self._rounded(square_metres) / self.unit)

    def fee(self, square_metres: float) -> Fee:
        units = self.units(square_metres)
        reason = f"{exact_area(square_metres)}, in units of {hectare_words(self.unit)}."
        if self._rounded(square_metres) <= self.upper_band:
            each = self._lower if self._rounded(square_metres) < self.lower_band else self._upper
            pounds = units * each.number
            words = f"{money_words(pounds)}: {counted(units, 'unit')} of {hectare_words(self.unit)} at {money_words(each.number)}"
            return Fee(pounds, words, (each, self._unit_row), units, (reason,))
        beyond = self.units(square_metres - self.upper_band)
        pounds = min(self._base.number + beyond * self._additional.number, self._most.number)
        words = f"{money_words(pounds)}: {counted(units, 'unit')} of {hectare_words(self.unit)}"
        return Fee(pounds, words, (self._base, self._additional, self._most, self._unit_row), units, (reason,))


def _near_a_step(area: MeasuredArea, bands: _OutlineBands) -> Iterator[str]:
    """Where measuring a little less or more would give another fee."""
    least, most = bands.fee(max(area.square_metres - area.uncertainty, 0.1)), bands.fee(area.square_metres + area.uncertainty)
    if least.pounds is None or most.pounds is None or least.pounds == most.pounds:
        return
    units = bands.units(area.square_metres)
    over = area.square_metres - (units - 1) * bands.unit
    under = units * bands.unit - area.square_metres
    where = f"{exact_area(over)} over a step, check the line" if over < under else f"{exact_area(under)} under a step, check the line"
    yield (f"{where}; {NEAR_THRESHOLD} ± {area.uncertainty:,.0f} m² the fee is {money_words(least.pounds)} to {money_words(most.pounds)}")


def _near_an_edge(area: MeasuredArea, bands: _OutlineBands, rules: Rules) -> Iterator[str]:
    """Near the edge of a band, where published guides disagree on which side the very edge belongs to."""
    share = rules.number("fee.edge") / 100
    for edge in (bands.lower_band, bands.upper_band):
        if abs(area.square_metres - edge) <= share * edge:
            yield f"the site is within {share:.0%} of {threshold_words(edge)}, where the rate changes and guides disagree on the edge"
