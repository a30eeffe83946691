"""The times of acts in words."""

from __future__ import annotations

from ...domain.act_time import TimeUnit
from ...domain.plain_figures import counted
from .act_figures import ActFigures, PeriodFigures

_HOUR, _DAY = 60.0, 1440.0


def time_words(value: float, unit: TimeUnit) -> str:
    """A time as exact as it deserves: "3.5 working days", "12 minutes", "3.5 hours", "2.1 days"."""
    if unit is TimeUnit.WORKING_DAYS:
        return _of(value, "working day")
    if value < 1:
        return "under a minute"
    if round(value) < _HOUR:
        return counted(round(value), "minute")
    return _of(value / _HOUR, "hour") if value < _DAY else _of(value / _DAY, "day")


def _of(value: float, noun: str) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return f"{shown} {noun}" if shown == "1" else f"{shown} {noun}s"


def figure_words(told: PeriodFigures, unit: TimeUnit, *, bare: bool = False) -> tuple[str, str, str]:
    """Lower quartile, median and upper quartile; "" each where no figures are told. ``bare``: working days as a number, where their heading
    says what they are."""
    found = told.figures
    if found is None:
        return "", "", ""
    lower, median, upper = (time_words(value, unit) for value in (found.lower, found.median, found.upper))
    if bare and unit is TimeUnit.WORKING_DAYS:
        return lower.split()[0], median.split()[0], upper.split()[0]
    return lower, median, upper


def count_words(told: PeriodFigures, least: int) -> str:
    """How many acts there were; "fewer than 5" where no more is said."""
    return f"{told.figures.count:,}" if told.figures is not None else f"fewer than {least}"


def period_words(told: PeriodFigures) -> str:
    """The name of a period, and that it is still going on."""
    return f"{told.name}, so far" if told.unfinished else told.name


def about_sentences(figures: ActFigures) -> tuple[str, ...]:
    """What has to be known to read the figures."""
    whose = (
        "The audit trail read is that of one case file, so mostly of one person: pass its figures on only together with those of others."
        if figures.files == 1
        else f"The audit trails of {figures.files} case files were read together."
    )
    return (
        f"Each act counts in the {figures.period.value} in which it ended, over {figures.months} months. What has not ended is left out.",
        f"Half of the acts took no longer than the median; half lie between the quartiles. Fewer than {figures.least} show no figure.",
        f"{whose} No name and no reference is in the figures.",
    )
