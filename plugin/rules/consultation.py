"""When a period for comments ends, and before which day nothing may be decided.

Source: the Development Management Procedure Order 2015, articles 15 and 22; SI 2018/119 on public holidays
(resources/rules/consultation_periods.csv).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..domain.named_date import NamedDate
from ..domain.plain_days import plain_day
from .bank_holidays import is_bank_holiday
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules

_DAY = timedelta(days=1)


def consultation_end(kind: str, began_on: date, rules: Rules) -> NamedDate:
    """The last day for comments of one kind ("site-notice") that was displayed, served, published or received on a day.

    Counted day by day: public holidays that the extended period reaches are left out as well. RedlineError for an unknown kind.
    """
    row = rules.row(f"consultation-period.{kind}")
    last_day, left_out = _last_day(row, began_on)
    says = f"{row.number:g} {row.unit} {'beginning with' if row.details['first_day_counts'] == 'yes' else 'after'} {plain_day(began_on)}"
    if left_out:
        says += f", without the public holidays {', '.join(plain_day(day) for day in left_out)}"
    return NamedDate(f"{row.details['name']}: last day", last_day, says, row.citation, confirm_words(unsure([row])))


def earliest_decision(ends: Iterable[NamedDate]) -> date | None:
    """The first day on which an application may be decided: after the last of all open periods. None where there is none."""
    days = [end.day for end in ends]
    return max(days) + _DAY if days else None


def _last_day(row: RuleRow, began_on: date) -> tuple[date, list[date]]:
    remaining = int(row.number)
    skips_holidays = row.details["holidays_disregarded"] == "yes"
    day = began_on if row.details["first_day_counts"] == "yes" else began_on + _DAY
    left_out: list[date] = []
    while True:
        if skips_holidays and is_bank_holiday(day):
            left_out.append(day)
        else:
            remaining -= 1
        if remaining == 0:
            return day, left_out
        day += _DAY
