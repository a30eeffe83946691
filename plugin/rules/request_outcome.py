"""How a request to change a red line came out, in words that are true: silence is never told as a yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, timezone

from ..domain.asked_request import AskedRequest
from ..domain.clock import london
from ..domain.errors import RedlineError
from ..domain.moments import moment_of
from ..domain.plain_days import plain_day
from ..domain.recorded_reply import RecordedReply, Reply
from ..domain.request_outcome import Outcome, RequestOutcome
from ..domain.validation_request import ValidationRequest
from .request_dates import bops_closes_at
from .rules import Rules

_BY_SILENCE = "silence"
_BY_APPLICANT = "applicant"
_INSTANT = timedelta(microseconds=1)


def asked_outcome(request: AskedRequest, replies: Sequence[RecordedReply], rules: Rules) -> RequestOutcome | None:
    """The outcome of a request: by what an officer recorded where it went out as a letter, else by the back office's word.

    None before it has reached anybody. ``replies`` are all that were recorded, oldest first.
    """
    recorded = request.last_reply(replies)
    if request.theirs is not None:
        return request_outcome(request.theirs, rules, recorded)
    if request.ours is None or request.ours.letter_sent_on is None:
        return None
    if recorded is None:
        return RequestOutcome(Outcome.OPEN, "waiting for the applicant's reply to the letter")
    if recorded.reply is Reply.AGREED:
        return RequestOutcome(Outcome.AGREED, "agreed by the applicant")
    return RequestOutcome(Outcome.DISAGREED, f"disagreed: {recorded.words}" if recorded.words else "disagreed, no reason given")


def request_outcome(request: ValidationRequest, rules: Rules, recorded: RecordedReply | None = None) -> RequestOutcome:
    """The outcome of a request as a back office tells it.

    ``recorded`` is what the officer found out; it counts only where the back office does not tell a yes from silence. A yes that came
    before silence could have closed the request is the applicant's.
    """
    if request.state == "cancelled":
        return _cancelled(request, rules, recorded)
    if request.state != "closed":
        state = Outcome.OPEN if request.state == "open" else Outcome.PENDING
        return RequestOutcome(state, "waiting for the applicant" if state is Outcome.OPEN else "not sent yet")
    if request.closed_by == _BY_SILENCE:
        return _silent(day_of_silence(request.closed_at))
    if request.approved is None:
        return RequestOutcome(Outcome.UNANSWERED, "closed without an answer")
    if not request.approved:
        reason = request.rejection_reason.strip()
        return RequestOutcome(Outcome.DISAGREED, f"disagreed: {reason}" if reason else "disagreed, no reason given")
    said = _who_agreed(request, rules, recorded, request.closed_at)
    if said is Reply.AGREED:
        return RequestOutcome(Outcome.AGREED, "agreed by the applicant")
    if said is Reply.SILENCE:
        return _silent(day_of_silence(request.closed_at))
    return RequestOutcome(Outcome.AGREED_OR_SILENT, "agreed, or closed by silence: this back office does not say which")


def day_of_silence(closed_at: str) -> date | None:
    """The last day, in England, on which an answer was in time; None where the moment can't be read. Midnight ends the day before it."""
    moment = moment_of(closed_at)
    return None if moment is None else (moment - _INSTANT).astimezone(london()).date()


def _cancelled(request: ValidationRequest, rules: Rules, recorded: RecordedReply | None) -> RequestOutcome:
    if not request.approved:
        reason = request.cancel_reason.strip()
        return RequestOutcome(Outcome.CANCELLED, f"cancelled: {reason}" if reason else "cancelled, no reason given")
    # What closed_at says of a cancelled request is when it was cancelled: whatever came before, came before that.
    said = Reply.SILENCE if request.closed_by == _BY_SILENCE else _who_agreed(request, rules, recorded, request.cancelled_at)
    if said is Reply.AGREED:
        return RequestOutcome(Outcome.CANCELLED_AFTER_AGREEMENT, "cancelled after it was agreed: the line stays")
    if said is Reply.SILENCE:
        return RequestOutcome(Outcome.CANCELLED_AFTER_SILENCE, "cancelled after silence had adopted it: the line stays")
    words = "cancelled after it was agreed, or closed by silence: this back office does not say which; the line stays"
    return RequestOutcome(Outcome.CANCELLED_AFTER_EITHER, words)


def _silent(day: date | None) -> RequestOutcome:
    return RequestOutcome(Outcome.SILENT, f"closed by silence{f' on {plain_day(day)}' if day else ''}")


def _who_agreed(request: ValidationRequest, rules: Rules, recorded: RecordedReply | None, until: str) -> Reply | None:
    """Whose the yes is: the applicant's, nobody's, or (None) nobody knows."""
    if request.closed_by == _BY_APPLICANT or _before_silence(request, rules, until):
        return Reply.AGREED
    return recorded.reply if recorded is not None and recorded.reply is not Reply.DISAGREED else None


def _before_silence(request: ValidationRequest, rules: Rules, until: str) -> bool:
    """Whether a moment lies before the first run of BOPS's job that could have closed the request.

    BOPS counts from the creation, in the zone of its host, which nobody tells: of UTC and London's time the earlier run counts. That the
    request may have been sent later is no proof: the job can be run by hand.
    """
    created, closed = moment_of(request.created_at), moment_of(until)
    if created is None or closed is None:
        return False
    try:
        return closed < min(bops_closes_at(created.astimezone(zone), rules) for zone in (timezone.utc, london()))
    except RedlineError:  # a year whose bank holidays are not known
        return False
