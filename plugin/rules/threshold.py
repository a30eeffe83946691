"""Whether a figure reaches a threshold, and whether that is certain: comparators matter, and so does what the measurement may be off by."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass

from ..domain.consequence import NEAR_THRESHOLD
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..domain.plain_figures import threshold_words
from .rules import RuleRow

_COMPARATORS: dict[str, Callable[[float, float], bool]] = {
    "at least": operator.ge,
    "more than": operator.gt,
    "at most": operator.le,
    "less than": operator.lt,
}

#: How a comparison is said that does not hold.
_OPPOSITES = {"at least": "less than", "more than": "not more than", "at most": "more than", "less than": "at least"}

#: Areas are compared as they are drawn, to a tenth of a square metre: a coordinate carries no more.
_ROUNDED_TO = 1


@dataclass(frozen=True)
class Verdict:
    """What came of a comparison: ``reached`` as drawn or counted; ``doubt`` is why that is not certain, "" where it is."""

    row: RuleRow
    reached: bool
    words: str
    doubt: str = ""

    @property
    def certain(self) -> bool:
        return not self.doubt


def count_verdict(row: RuleRow, count: float, noun: str) -> Verdict:
    """Compare a number that is exact, as it was declared."""
    reached = _holds(row, count)
    return Verdict(row, reached, f"{count:,g} {noun}, {_said(row, reached=reached)} {row.number:,g}")


def area_verdict(row: RuleRow, area: MeasuredArea) -> Verdict:
    """Compare a site's area; within the measuring uncertainty of the threshold the doubt names every figure that is known."""
    reached = _holds(row, round(area.square_metres, _ROUNDED_TO))
    words = f"{exact_area(area.square_metres)} is {_said(row, reached=reached)} {threshold_words(row.number)}"
    return Verdict(row, reached, words, _doubt(area, row.number) if area.is_near(row.number) else "")


def exact_area(square_metres: float) -> str:
    """An area beside a threshold: to a tenth of a square metre where that tells it from a round figure."""
    rounded = round(square_metres, _ROUNDED_TO)
    return f"{rounded:,.1f} m²" if rounded % 1 else f"{rounded:,.0f} m²"


def _doubt(area: MeasuredArea, threshold: float) -> str:
    beyond = round(area.square_metres - threshold, _ROUNDED_TO)
    side = f"{exact_area(abs(beyond))} {'over' if beyond > 0 else 'under'}" if beyond else "exactly"
    figures = "; ".join(f"{name} {figure:,.0f} m²" for name, figure in area.otherwise)
    others = f" (on the National Grid {exact_area(area.square_metres)}; {figures})" if figures else ""
    return (
        f"{exact_area(area.square_metres)} is {side} {threshold_words(threshold)} and {NEAR_THRESHOLD} ± {area.uncertainty:,.0f} m²{others}"
    )


def _said(row: RuleRow, *, reached: bool) -> str:
    comparator = row.details["comparator"]
    return comparator if reached else _OPPOSITES[comparator]


def _holds(row: RuleRow, figure: float) -> bool:
    comparator = row.details.get("comparator", "")
    if comparator not in _COMPARATORS:
        raise RedlineError(f"The rule {row.code!r} needs a comparator ({', '.join(_COMPARATORS)}). Mend its row under resources/rules.")
    return _COMPARATORS[comparator](figure, row.number)
