"""What an officer decides about validity, and whose case it is: each waits in the outbox until the back office has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..domain.outbox_entry import OutboxState
from ..domain.outbox_verbs import ASSIGN, INVALIDATE, VALIDATE, verb_words
from ..domain.plain_days import plain_day
from ..reports.validity import why_not_invalid, why_not_valid
from .errors import NotAsked
from .outbox.outbox import move, outbox_of, put_in_outbox
from .trail.act import Act
from .whole_case import application_row, case_name, whole_case

#: The kinds of record under which the outbox and the trail know these acts: what the back office tells of the case meanwhile is taken in.
VALIDITY = "validity"
CASE_OFFICER = "case_officer"


def say_valid(act: Act, application_uuid: str, valid_from: date, on: date) -> str:
    """The application is valid from a day; gives the outbox entry. NotAsked with what stands in the way."""
    case = whole_case(act.connection, application_uuid, on)
    refusal = why_not_valid(case)
    if refusal:
        raise NotAsked("state", refusal)
    if valid_from > on:
        raise NotAsked("valid_from", "This day is still to come: an application is valid from the day on which the last thing arrived.")
    if case.row.received_on is not None and valid_from < case.row.received_on:
        raise NotAsked("valid_from", f"This is before the application was received, on {plain_day(case.row.received_on)}.")
    return _put(act, application_uuid, VALIDITY, VALIDATE, {"valid_from": valid_from.isoformat()})


def say_invalid(act: Act, application_uuid: str, on: date) -> str:
    """The application is invalid, and what was asked goes out; gives the outbox entry. NotAsked with what stands in the way."""
    refusal = why_not_invalid(whole_case(act.connection, application_uuid, on))
    if refusal:
        raise NotAsked("state", refusal)
    return _put(act, application_uuid, VALIDITY, INVALIDATE, {})


def assign(act: Act, application_uuid: str, officer_id: int | None, name: str) -> str:
    """Give the case to an officer of the back office, None to nobody; what waits of an earlier choice is withdrawn."""
    for entry in outbox_of(act.connection, application_uuid):
        if entry.verb == ASSIGN and not entry.may_have_arrived:
            move(act, entry.uuid, OutboxState.WITHDRAWN, f"chosen anew by {act.officer_name}")
    return _put(act, application_uuid, CASE_OFFICER, ASSIGN, {"officer_id": officer_id}, {"officer": name})


def take_back_decision(act: Act, application_uuid: str) -> None:
    """What was decided about validity, or whose case it is, and has not reached the back office, is undone."""
    for entry in outbox_of(act.connection, application_uuid):
        if entry.verb not in (VALIDATE, INVALIDATE, ASSIGN):
            continue
        if entry.may_have_arrived:
            raise NotAsked("state", "This may have reached the back office: it is sent again first. Decide once that is known.")
        move(act, entry.uuid, OutboxState.WITHDRAWN, f"taken back by {act.officer_name}")


def _put(act: Act, application_uuid: str, kind: str, verb: str, data: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> str:
    case = case_name(application_row(act.connection, application_uuid))
    outbox = put_in_outbox(act, application_uuid, (kind, application_uuid), verb, {"case": case, "data": dict(data)})
    act.trail.add(application_uuid, verb_words(verb), kind, application_uuid, after={**data, **(more or {}), "outbox": outbox})
    return outbox
