"""How a request to change a red line came out, in words that are true: silence is never told as a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum

from ..domain.plain_days import plain_day
from ..domain.validation_request import ValidationRequest
from .request_dates import bops_closes_at
from .rules import Rules

_BY_SILENCE = "silence"
_BY_APPLICANT = "applicant"


class Outcome(Enum):
    """``AGREED_OR_SILENT`` is what plain BOPS leaves open until the officer records which it was."""

    PENDING = "pending"
    OPEN = "open"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SILENT = "silent"
    UNANSWERED = "unanswered"
    AGREED_OR_SILENT = "agreed or silent"
    CANCELLED = "cancelled"
    CANCELLED_AFTER_AGREEMENT = "cancelled after agreement"


@dataclass(frozen=True)
class RequestOutcome:
    """An outcome with its sentence for the officer."""

    outcome: Outcome
    words: str

    @property
    def is_the_applicant_s_yes(self) -> bool:
        """Whether the applicant, and nobody's silence, has agreed."""
        return self.outcome in (Outcome.AGREED, Outcome.CANCELLED_AFTER_AGREEMENT)


def request_outcome(request: ValidationRequest, rules: Rules, closed_by: str = "", recorded: Outcome | None = None) -> RequestOutcome:
    """The outcome of a request as a back office tells it.

    ``closed_by`` is "applicant" or "silence" where the back office says so (the officer API does, plain BOPS does not); ``recorded`` is
    what the officer found out where it does not. A yes that came before silence could have closed the request is the applicant's.
    """
    if request.state == "cancelled":
        return _cancelled(request)
    if request.state != "closed":
        state = Outcome.OPEN if request.state == "open" else Outcome.PENDING
        return RequestOutcome(state, "waiting for the applicant" if state is Outcome.OPEN else "not sent yet")
    if closed_by == _BY_SILENCE or recorded is Outcome.SILENT:
        closed = _moment(request.closed_at)
        return RequestOutcome(Outcome.SILENT, f"closed by silence{f' on {plain_day(closed.date())}' if closed else ''}")
    if request.approved is None:
        return RequestOutcome(Outcome.UNANSWERED, "closed without an answer")
    if not request.approved:
        reason = request.rejection_reason.strip()
        return RequestOutcome(Outcome.DISAGREED, f"disagreed: {reason}" if reason else "disagreed, no reason given")
    if closed_by == _BY_APPLICANT or recorded is Outcome.AGREED or _answered_in_time(request, rules):
        return RequestOutcome(Outcome.AGREED, "agreed by the applicant")
    return RequestOutcome(Outcome.AGREED_OR_SILENT, "agreed, or closed by silence: this back office does not say which")


def _cancelled(request: ValidationRequest) -> RequestOutcome:
    if request.approved:
        return RequestOutcome(Outcome.CANCELLED_AFTER_AGREEMENT, "cancelled after it was agreed: the line stays")
    reason = request.cancel_reason.strip()
    return RequestOutcome(Outcome.CANCELLED, f"cancelled: {reason}" if reason else "cancelled, no reason given")


def _answered_in_time(request: ValidationRequest, rules: Rules) -> bool:
    """Whether it was closed before the first run of BOPS's job that could have closed it."""
    created, closed = _moment(request.created_at), _moment(request.closed_at)
    if created is None or closed is None:
        return False
    return closed < bops_closes_at(created, rules, _moment(request.notified_at))


def _moment(text: str) -> datetime | None:
    """A moment in UTC, in which BOPS's host counts; None where the text is none."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)
