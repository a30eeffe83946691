"""The days of a request to the applicant, each by its own name: when it was sent, when silence closes it, what the applicant was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timezone

from ..domain.clock import london
from ..domain.errors import RedlineError
from ..domain.moments import moment_of
from ..domain.named_date import NamedDate
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from ..domain.red_line_request import RedLineRequest
from ..domain.validation_request import ValidationRequest
from .request_dates import bops_closes_at
from .request_outcome import day_of_silence
from .rules import Rules

SENT = "Sent on"
CLOSES = "Closes by silence on"
TOLD = "The applicant was told to answer by"
_ADOPTS = "closes_and_adopts"


@dataclass(frozen=True)
class RequestDays:
    """``dates`` in order; ``closes_on`` is the last day on which an answer is in time, None where silence closes nothing.

    ``left`` are the days from today to that one, negative when it has passed; None where nothing is waited for.
    """

    dates: tuple[NamedDate, ...]
    closes_on: date | None
    left: int | None

    @property
    def left_words(self) -> str:
        """ "3 days left", "last day today", "2 days overdue"; "" where nothing is waited for."""
        if self.left is None:
            return ""
        if self.left == 0:
            return "last day today"
        return f"{counted(self.left, 'day')} left" if self.left > 0 else f"{counted(-self.left, 'day')} overdue"


def request_days(request: ValidationRequest, rules: Rules, on: date) -> RequestDays:
    """The days of a request that a back office holds, seen on a day."""
    sent = moment_of(request.notified_at)
    closing = _closing(request, sent, rules) if sent is not None else None
    dates = tuple(_dates(request, sent, closing))
    closes_on = closing.day if closing is not None else None
    return RequestDays(dates, closes_on, (closes_on - on).days if closes_on is not None and request.is_open else None)


def letter_days(request: RedLineRequest) -> RequestDays:
    """The days of a request that went out as a letter: nothing closes it but a reply."""
    if request.letter_sent_on is None:
        return RequestDays((), None, None)
    says = f"as a letter, recorded by {request.officer}; silence does not close it"
    return RequestDays((NamedDate(SENT, request.letter_sent_on, says),), None, None)


def _dates(request: ValidationRequest, sent: datetime | None, closing: NamedDate | None) -> Iterator[NamedDate]:
    if sent is None:
        return
    made = moment_of(request.created_at)
    sent_on = sent.astimezone(london()).date()
    made_on = made.astimezone(london()).date() if made is not None else sent_on
    yield NamedDate(SENT, sent_on, "by the back office" + (f"; made on {plain_day(made_on)}" if made_on != sent_on else ""))
    if closing is not None:
        yield closing
    if request.response_due is not None:
        before = closing is not None and closing.day < request.response_due
        words = "in the back office's own letter" + (", though silence closes the request before that" if before else "")
        yield NamedDate(TOLD, request.response_due, words, warns=before)


def _closing(request: ValidationRequest, sent: datetime, rules: Rules) -> NamedDate | None:
    """By the officer API's own word; by BOPS's reckoning where the back office has none."""
    told = day_of_silence(request.closes_by_silence_at)
    adopts = "the proposed line then comes into force in the back office, though nobody agreed to it"
    if told is not None:
        stays = adopts if request.silence == _ADOPTS else "the line in force stays, and the officer decides what follows"
        return NamedDate(CLOSES, told, f"as the back office reckons; {stays}", warns=request.silence == _ADOPTS)
    made = moment_of(request.created_at)
    if made is None or not request.is_red_line or request.closed_by is not None:
        return None
    row = rules.row("boundary-request.bops-silence")
    try:
        run = bops_closes_at(made.astimezone(timezone.utc), rules, sent)
    except RedlineError:  # a year whose bank holidays are not known
        return None
    says = (
        f"at {run:%H:%M} by the clock of the back office's host (UTC unless it was set otherwise), counted from when it was made; {adopts}"
    )
    return NamedDate(CLOSES, run.date(), says, row.citation, warns=True)
