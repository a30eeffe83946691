"""The times of acts as figures: measure by measure, period by period, never of so few that one person's day could be read out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from statistics import quantiles

from ...constraints.strict_json import read_object
from ...domain.act_time import ActMeasure, ActTime, TimeUnit, When
from ...domain.moments import day_of
from ...domain.plain_days import month_name
from ...resources_path import resources_path
from ...rules.bank_holidays import is_covered
from ...rules.business_days import business_days_between


class Period(Enum):
    """By which stretches of time acts are put together, by the day on which they ended."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Figures:
    """Median and quartiles in the measure's unit: working days, or minutes by the clock."""

    count: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class PeriodFigures:
    """``begins`` is the first day of the period; ``figures`` is None where there were fewer acts than are told. ``unfinished``: it is still
    going on."""

    begins: date
    name: str
    figures: Figures | None
    unfinished: bool


@dataclass(frozen=True)
class MeasureFigures:
    """The periods in which acts of a measure ended, the newest first."""

    measure: ActMeasure
    periods: tuple[PeriodFigures, ...]


@dataclass(frozen=True)
class ActFigures:
    """``files`` is how many case files were read, ``least`` how many acts have to be there for figures, ``months`` how far back they go."""

    period: Period
    files: int
    least: int
    months: int
    measures: tuple[MeasureFigures, ...]


@dataclass(frozen=True)
class ActRules:
    """What is measured, and what is told of it (resources/casefile/act_times.json)."""

    least: int
    months: int
    measures: tuple[ActMeasure, ...]


def act_rules() -> ActRules:
    """The rules that ship with Redline. Raises RedlineError where they can't be read."""
    told = read_object(resources_path("casefile", "act_times.json"), ("about", "least", "months", "measures"))
    measures = tuple(
        ActMeasure(each.text("code"), each.text("name"), TimeUnit(each.text("unit")), each.text("from"))
        for each in told.members("measures", ("code", "name", "unit", "from"))
    )
    return ActRules(int(told.number("least", 5)), int(told.number("months", 24)), measures)


def act_figures(files: Sequence[Iterable[ActTime]], on: date, period: Period) -> ActFigures:
    """The figures of all case files together, as of a day; what two of them tell of one act counts once.

    Acts between days whose bank holidays are not known are left out where working days are counted.
    """
    rules = act_rules()
    told: dict[tuple[str, str], ActTime] = {(each.measure, each.key): each for times in files for each in times}
    since = _months_before(on, rules.months)
    recent = [each for each in told.values() if since <= _day(each.ended) <= on]
    measures = (MeasureFigures(measure, _periods(measure, recent, on, period, rules.least)) for measure in rules.measures)
    return ActFigures(period, len(files), rules.least, rules.months, tuple(each for each in measures if each.periods))


def longest(told: MeasureFigures) -> float:
    """The upper end of a measure's scale: its largest upper quartile."""
    return max((each.figures.upper for each in told.periods if each.figures is not None), default=0.0)


def _periods(measure: ActMeasure, times: Iterable[ActTime], on: date, period: Period, least: int) -> tuple[PeriodFigures, ...]:
    values: dict[date, list[float]] = {}
    for each in times:
        value = _value(each, measure.unit) if each.measure == measure.code else None
        if value is not None:
            values.setdefault(_begin(_day(each.ended), period), []).append(value)
    current = _begin(on, period)
    return tuple(
        PeriodFigures(begins, _name(begins, period), _figures(values[begins]) if len(values[begins]) >= least else None, begins == current)
        for begins in sorted(values, reverse=True)
    )


def _value(time: ActTime, unit: TimeUnit) -> float | None:
    if unit is TimeUnit.WORKING_DAYS:
        begin, end = _day(time.began), _day(time.ended)
        return float(business_days_between(begin, end)) if is_covered(begin) and is_covered(end) else None
    if isinstance(time.began, datetime) and isinstance(time.ended, datetime):
        return (time.ended - time.began).total_seconds() / 60
    return None


def _figures(values: list[float]) -> Figures:
    lower, median, upper = quantiles(values, n=4, method="inclusive")
    return Figures(len(values), lower, median, upper)


def _day(when: When) -> date:
    return (day_of(when.isoformat()) or when.date()) if isinstance(when, datetime) else when


def _begin(day: date, period: Period) -> date:
    return date(day.year, day.month if period is Period.MONTH else 3 * ((day.month - 1) // 3) + 1, 1)


def _name(begins: date, period: Period) -> str:
    if period is Period.MONTH:
        return f"{month_name(begins.month)} {begins.year}"
    return f"{month_name(begins.month)} to {month_name(begins.month + 2)} {begins.year}"


def _months_before(on: date, months: int) -> date:
    """The first day of the month so many months before."""
    number = on.year * 12 + on.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
