"""Business days in England: Monday to Friday, and no bank holiday."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .bank_holidays import is_bank_holiday

_DAY = timedelta(days=1)
_OPENS = time(9)


def is_business_day(day: date) -> bool:
    """Whether offices work; RedlineError for a year whose bank holidays are not known."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def add_business_days(day: date, count: int) -> date:
    """``count`` business days after ``day``; a day off counts as the next business day."""
    while not is_business_day(day):
        day += _DAY
    for _ in range(count):
        day += _DAY
        while not is_business_day(day):
            day += _DAY
    return day


def business_days_before(moment: datetime, count: int) -> datetime:
    """``count`` business days before a moment, its time of day kept; from a day off, the opening hour (09:00) of the day counted back to.

    That is how BOPS's library reckons (BOPS as it ran); days are those of the moment's own zone.
    """
    if not is_business_day(moment.date()):
        moment = datetime.combine(moment.date(), _OPENS, moment.tzinfo)
    while count > 0 or not is_business_day(moment.date()):
        if is_business_day(moment.date()):
            count -= 1
        moment -= _DAY
    return moment


def business_days_between(begin: date, end: date) -> int:
    """How many business days lie after ``begin`` up to ``end``: 0 for the same day, and for an end before it.

    RedlineError for a year whose bank holidays are not known.
    """
    days = (begin + _DAY * number for number in range(1, (end - begin).days + 1))
    return sum(map(is_business_day, days))
