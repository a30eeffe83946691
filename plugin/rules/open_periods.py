"""Until when comments are taken on a case: each period by its own name, before whose end nothing may be decided.

Source: article 33 of the Development Management Procedure Order 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..domain.casework.consultation import Consultation, ConsultationAnswer
from ..domain.casework.neighbour_record import NeighbourRecord
from ..domain.casework.posted_notice import PostedNotice
from ..domain.casework.press_notice import PressNotice
from ..domain.named_date import NamedDate
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from .comment_period import as_announced, comment_period, press_notice_period
from .rules import Rules


def comment_periods(case: Case, facts: ApplicationFacts, rules: Rules) -> tuple[NamedDate, ...]:
    """The last day of every period that is known.

    The back office's, each site notice's that was put up, each list of neighbours' whose letters went out, the press notice's, each
    consultee's who was written to.
    """
    known = _as_announced(case, facts)
    return (*_back_office(case), *(period for kept in case.casework for period in _kept(kept.record, known, rules)))


def public_periods(case: Case, facts: ApplicationFacts, rules: Rules) -> tuple[NamedDate, ...]:
    """Those in which the public can comment: of what consultees are asked they hear nothing."""
    public = [kept.record for kept in case.casework if not isinstance(kept.record, Consultation)]
    known = _as_announced(case, facts)
    return (*_back_office(case), *(period for record in public for period in _kept(record, known, rules)))


def _as_announced(case: Case, facts: ApplicationFacts) -> ApplicationFacts:
    """What the press notice states holds of the notices on the site and the letters as well."""
    notices = (kept.record for kept in case.casework)
    reasons = [reason for record in notices if isinstance(record, PressNotice) and record.required for reason in record.reasons]
    return as_announced(facts, reasons)


def _back_office(case: Case) -> Iterator[NamedDate]:
    if case.row.consultation_end is not None:
        yield NamedDate("Consultation", case.row.consultation_end, "as the back office gives it")


def _kept(record: object, facts: ApplicationFacts, rules: Rules) -> Iterator[NamedDate]:
    if isinstance(record, PostedNotice):
        where = f" ({record.where.strip().rstrip('.')})" if record.where.strip() else ""
        yield replace(comment_period("site-notice", facts, record.displayed_on, rules), name=f"Site notice{where}")
    if isinstance(record, NeighbourRecord) and record.sent_on is not None:
        yield replace(comment_period("neighbour-letter", facts, record.sent_on, rules), name="Neighbour letters")
    if isinstance(record, PressNotice) and record.required and record.published_on is not None:
        yield replace(press_notice_period(record, facts, record.published_on, rules), name="Press notice")
    if isinstance(record, Consultation) and record.answer is not ConsultationAnswer.NOT_NEEDED and record.asked_on is not None:
        says = f"{counted(record.reply_days, 'day')} from {plain_day(record.asked_on)}"
        yield NamedDate(record.name, record.asked_on + timedelta(days=record.reply_days), says)
