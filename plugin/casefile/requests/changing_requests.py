"""Changing a request that the back office holds and has not sent to the applicant yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...domain.casework.drafted_request import DraftedRequest
from ...domain.identity import Identity
from ...domain.outbox_entry import OutboxEntry
from ...domain.outbox_verbs import CANCEL, CHANGE, INVALIDATE, verb_words
from ...domain.validation_request import ValidationRequest
from ...rules.request_types import missing_in, request_types, sent_words
from ..errors import NotAsked
from ..outbox.outbox import outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case
from .request_guard import refuse_unless_taken_back
from .taking_back import TOLD_REQUEST, leave

_GONE = "The back office does not hold this request any more. Read the case again to see how it stands."
_SENT = "The applicant has this request by now: take it back, and ask anew."
_LINE = "Another line, or other words for it: take the request back, and propose the line anew."
_NO_CHANGE = "This back office takes no changes from Redline: change the request in the back office itself."
_GOING_OUT = "“Invalid” waits for the back office, and sends this request as it is. Take that back first, under “Valid or invalid”."
_TAKEN_BACK = "This request is being taken back; it waits in the outbox. Let it stand first."


def change_told_request(act: Act, identity: Identity, application_uuid: str, key: str, changed: DraftedRequest) -> str:
    """Word a request anew by its key in the back office; gives the outbox entry, which takes the place of an earlier change that waits.

    Gives "" where ``changed`` is what the back office has: then nothing is left to send. NotAsked names the field that is wrong.
    """
    refuse_unless_taken_back(identity)
    case = whole_case(act.connection, application_uuid, act.on)
    told = next((each for each in case.validation_requests if each.key == key and not each.gone), None)
    if told is None:
        raise NotAsked("state", _GONE)
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == told.uuid]
    refusal = _refusal(told) or (_GOING_OUT if any(each.verb == INVALIDATE for each in case.outbox) else "") or _taken_back(waiting)
    if refusal:
        raise NotAsked("state", refusal)
    for name, words in missing_in(changed).items():
        raise NotAsked(name, f"{request_types()[changed.type].title}: {words}")
    for entry in waiting:
        if entry.verb == CHANGE:
            leave(act, entry, f"worded anew by {act.officer_name}")
    seen, data = sent_words(request_as_drafted(told)), sent_words(changed)
    if data == seen:
        return ""
    if "reason" not in data and "reason" in seen:
        data["reason"] = None  # left out it would stay
    name = case_name(application_row(act.connection, application_uuid))
    payload = {"case": name, "request": told.back_office_id, "data": data, "seen": seen}
    outbox = put_in_outbox(act, application_uuid, (TOLD_REQUEST, told.uuid), CHANGE, payload)
    act.trail.add(application_uuid, verb_words(CHANGE), TOLD_REQUEST, told.uuid, before=seen, after={**data, "outbox": outbox})
    return outbox


def request_as_drafted(told: ValidationRequest) -> DraftedRequest:
    """What the back office holds, as it would be drafted here."""
    names = [each.name for each in request_types()[told.type].attributes] if told.type in request_types() else []
    return DraftedRequest(told.type, told.reason, {name: str(told.specific.get(name) or "") for name in names})


def same_words(told: ValidationRequest, seen: Mapping[str, Any]) -> bool:
    """Whether a request still reads as it did when somebody decided to change it."""
    return sent_words(request_as_drafted(told)) == seen


def _refusal(told: ValidationRequest) -> str:
    if told.is_red_line:
        return _LINE
    if told.state != "pending":
        return _SENT
    return "" if told.back_office_id and told.type in request_types() else _NO_CHANGE


def _taken_back(waiting: list[OutboxEntry]) -> str:
    return _TAKEN_BACK if any(each.verb == CANCEL and not each.state.waits_for_officer for each in waiting) else ""
