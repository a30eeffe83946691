"""Until when comments are taken on a case: each period by its own name, before whose end nothing may be decided.

Source: article 33 of the Development Management Procedure Order 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..domain.case import Case
from ..domain.casework.consultation import Consultation, ConsultationAnswer
from ..domain.casework.press_notice import PressNotice
from ..domain.named_date import NamedDate
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from .consultation import consultation_end
from .rules import Rules


def comment_periods(case: Case, rules: Rules) -> tuple[NamedDate, ...]:
    """The last day of every period that is known: the back office's, the press notice's, each consultee's who was written to."""
    return (*_back_office(case), *(period for kept in case.casework for period in _kept(kept.record, rules)))


def _back_office(case: Case) -> Iterator[NamedDate]:
    if case.row.consultation_end is not None:
        yield NamedDate("Consultation", case.row.consultation_end, "as the back office gives it")


def _kept(record: object, rules: Rules) -> Iterator[NamedDate]:
    if isinstance(record, PressNotice) and record.required and record.published_on is not None:
        yield consultation_end("press-notice", record.published_on, rules)
    if isinstance(record, Consultation) and record.answer is not ConsultationAnswer.NOT_NEEDED and record.asked_on is not None:
        says = f"{counted(record.reply_days, 'day')} from {plain_day(record.asked_on)}"
        yield NamedDate(record.name, record.asked_on + timedelta(days=record.reply_days), says)
