"""What an officer does about an act that waits in the outbox: send it once more, take it back, record that it was done by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...domain.moments import day_of
from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...domain.outbox_verbs import (
    ASK,
    ASSIGN,
    CANCEL,
    INVALIDATE,
    RECOMMEND,
    REQUEST,
    REVIEW,
    SUBMIT,
    VALIDATE,
    WITHDRAW_RECOMMENDATION,
    verb_words,
)
from ...domain.plain_days import plain_day
from ..casework.recommending import kept_recommendation, withdraw_recommendation
from ..casework.reviewing import take_back_review
from ..errors import ActOver, CaseFileError
from ..requests.taking_back import ON_THE_WAY
from ..trail.act import Act
from ..validating import take_back_decision
from ..whole_case import whole_case
from .outbox import entry, move

#: Where an act is taken back together with what else has to be said about it.
_ELSEWHERE = {
    ASK: "Take a request back under Requests, with the reason that the applicant and the file need.",
    CANCEL: "Leave the request as it is under Validation, Requests.",
    REQUEST: "Take a request back under Validation, Requests.",
    WITHDRAW_RECOMMENDATION: "The recommendation is a draft here already. Submit it once more under Decide.",
}


def why_not_taken_back(waiting: OutboxEntry) -> str:
    """Where, or why not, an act is taken back that can't be taken back as it stands; "" where it can."""
    return ON_THE_WAY if waiting.may_have_arrived else _ELSEWHERE.get(waiting.verb, "")


def why_not_by_hand(waiting: OutboxEntry) -> str:
    """Why it is not recorded here that an act was done by hand; "" where it can be."""
    if waiting.may_have_arrived:
        return ON_THE_WAY
    return "Record under Requests on which day the letter went out." if waiting.verb == ASK else ""


def send_again(act: Act, outbox_uuid: str, seen: Sequence[str]) -> None:
    """Let an act that waits for the officer go with the next run; ``seen`` is what the officer was shown of what has changed meanwhile."""
    waiting = _waiting(act, outbox_uuid)
    after = {"outbox": outbox_uuid, **({"seen": list(seen)} if seen else {})}
    words = "what changed meanwhile was seen" if seen else "sent again by hand"
    act.trail.add(waiting.application_uuid, f"{words}: {verb_words(waiting.verb)}", waiting.record_kind, waiting.record_uuid, after=after)
    if waiting.state.waits_for_officer:
        move(act, outbox_uuid, OutboxState.WAITING, "")


def take_back(act: Act, outbox_uuid: str) -> None:
    """Take back an act that has not reached the back office. CaseFileError says where else, or why not."""
    waiting = _waiting(act, outbox_uuid)
    refusal = why_not_taken_back(waiting)
    if refusal:
        raise CaseFileError(refusal)
    if waiting.verb in (VALIDATE, INVALIDATE, ASSIGN):
        take_back_decision(act, waiting.application_uuid)
    elif waiting.verb == REVIEW:
        take_back_review(act, waiting.application_uuid, outbox_uuid)
    elif waiting.verb in (RECOMMEND, SUBMIT):
        kept = kept_recommendation(whole_case(act.connection, waiting.application_uuid, act.on))
        withdraw_recommendation(act, waiting.application_uuid, kept.revision if kept is not None else 0)
    else:
        move(act, outbox_uuid, OutboxState.WITHDRAWN, f"taken back by {act.officer_name}")


def done_by_hand(act: Act, outbox_uuid: str, done_on: date) -> None:
    """The officer has done in the back office itself what it does not take from here; the act leaves the outbox.

    CaseFileError for a day to come, and where it may have arrived: then it would be there twice.
    """
    waiting = _waiting(act, outbox_uuid)
    refusal = why_not_by_hand(waiting)
    if refusal:
        raise CaseFileError(refusal)
    if done_on > act.on:
        raise CaseFileError("This day is still to come: record the act once it is done.")
    made_on = day_of(waiting.created_at)
    if made_on is not None and done_on < made_on:
        raise CaseFileError(f"This day is before the act itself, of {plain_day(made_on)}.")
    words = f"done by hand on {plain_day(done_on)}, says {act.officer_name}"
    move(act, outbox_uuid, OutboxState.SENT, words)
    after = {"done_on": done_on.isoformat(), "outbox": outbox_uuid}
    told = f"done by hand in the back office: {verb_words(waiting.verb)}"
    act.trail.add(waiting.application_uuid, told, waiting.record_kind, waiting.record_uuid, after=after)


def _waiting(act: Act, outbox_uuid: str) -> OutboxEntry:
    found = entry(act.connection, outbox_uuid)
    if found.state.is_over:
        raise ActOver(f"The act “{verb_words(found.verb)}” is over: it was {found.state.value}.")
    return found
