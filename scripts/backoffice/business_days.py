"""Working days and hours in England, by the arithmetic that BOPS's library uses (hours 09 to 17, bank holidays)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from plugin.domain.clock import london

_OPENS, _CLOSES = time(9), time(17)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_business_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_business_days(day: date, count: int) -> date:
    """``count`` business days after ``day``; a day off counts as the next business day."""
    while not is_business_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_business_day(day):
            day += timedelta(days=1)
    return day


def business_days_until(day: date, end: date) -> int:
    """How many business days there are from ``day`` on and before ``end``."""
    return sum(is_business_day(day + timedelta(days=number)) for number in range((end - day).days))


def subtract_business_days(moment: datetime, count: int) -> datetime:
    """``count`` business days before ``moment``, the time of day kept; on a day off the time of day is the opening hour's.

    Days are counted in the zone of ``moment``, as the host's job does.
    """
    if not is_business_day(moment.date()):
        moment = moment.replace(hour=_OPENS.hour, minute=0, second=0, microsecond=0)
    while count > 0 or not is_business_day(moment.date()):
        if is_business_day(moment.date()):
            count -= 1
        moment -= timedelta(days=1)
    return moment


def received_at(arrived: datetime) -> datetime:
    """What counts as the time of receipt: out of hours, 09:00 of the next working day. That is why so many are the same."""
    local = arrived.astimezone(london())
    if is_business_day(local.date()) and _OPENS <= local.time() < _CLOSES:
        return local
    day = local.date()
    if is_business_day(day) and local.time() >= _CLOSES:
        day += timedelta(days=1)
    while not is_business_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, _OPENS, london())
