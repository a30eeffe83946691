"""What the Decide tab says of a recommendation in rows: what stands in its way, by when it is due, what the reviewer has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.casework.recommendation import Recommendation
from ...domain.check import Severity
from ...domain.hindrance import Hindrance, Weight
from ...domain.plain_days import plain_day
from ..icons import icon, severity_icon
from .said_rows import SaidRow

if TYPE_CHECKING:
    from ...domain.named_date import NamedDate

_SEVERITIES = {Weight.BLOCKS: Severity.ERROR, Weight.WARNS: Severity.WARNING, Weight.HOLDS_UP: Severity.INFORMATION}


def submitted_with(recommendation: Recommendation) -> list[SaidRow]:
    """What the reviewer has to know: whether a committee decides, and what the assessor was warned of and passed over, and why."""
    told = []
    if recommendation.committee:
        words = f"A committee has to decide: {'; '.join(recommendation.committee_reasons)}."
        told.append(SaidRow(severity_icon(Severity.INFORMATION), words))
    told += [SaidRow(severity_icon(Severity.WARNING), words) for words in recommendation.passed_over]
    if recommendation.passed_over:
        told.append(SaidRow(icon("answer-applies"), f"Submitted all the same: {recommendation.in_spite}"))
    return told


def hindrance_row(hindrance: Hindrance) -> SaidRow:
    """What stands in the way, with its weight as a picture and in words."""
    return SaidRow(severity_icon(_SEVERITIES[hindrance.weight]), hindrance.words, f"It {hindrance.weight.value}. {hindrance.words}")


def added_row(words: str) -> list[SaidRow]:
    """Whom sending the constraints brings into consultation, for submission sends them too; nothing where nothing is said."""
    return [SaidRow(severity_icon(Severity.INFORMATION), words)] if words else []


def date_row(day: NamedDate) -> SaidRow:
    """A day with its name; how it is reckoned stands in its tip."""
    confirm = f" {day.confirm}" if day.confirm else ""
    # A red clock runs towards something that happens by itself
    sign = icon("overdue" if day.warns else "clock")
    return SaidRow(sign, f"{day.name}: {plain_day(day.day)}", f"{day.name}, {plain_day(day.day)}: {day.says}.{confirm}")
