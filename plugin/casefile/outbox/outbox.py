"""Acts that wait to reach the back office: written in the same transaction as the edit, left only by an answer or by the officer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...domain.outbox_verbs import verb_words
from ..conflicts.conflicts import end_conflicts_of_act
from ..errors import ActOver, CaseFileError
from ..file.json_text import canonical, parsed
from ..trail.act import Act, new_uuid

_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM outbox WHERE application_uuid = ?"
_ADD = """
INSERT INTO outbox (uuid, application_uuid, position, record_kind, record_uuid, verb, payload, state, created_at, officer_uuid)
VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)
"""
_OF = """
SELECT uuid, application_uuid, position, record_kind, record_uuid, verb, payload, state, attempts, last_answer, created_at, held FROM outbox
WHERE application_uuid = coalesce(?, application_uuid) AND (? OR state NOT IN ('sent', 'withdrawn'))
ORDER BY application_uuid, position
"""
_ONE = """
SELECT uuid, application_uuid, position, record_kind, record_uuid, verb, payload, state, attempts, last_answer, created_at, held FROM outbox
WHERE uuid = ?
"""
_COUNT = "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'withdrawn')"
_STATE = "SELECT application_uuid, state, verb, last_answer FROM outbox WHERE uuid = ?"
_ANSWER = "UPDATE outbox SET state = ?, last_answer = ?, held = ? WHERE uuid = ?"
_ATTEMPT = "UPDATE outbox SET state = 'sending', held = 0, attempts = attempts + 1, last_attempt_at = ? WHERE uuid = ?"
_NOTE = "UPDATE outbox SET last_answer = ? WHERE uuid = ? AND state NOT IN ('sent', 'withdrawn')"


def put_in_outbox(act: Act, application_uuid: str, record: tuple[str, str], verb: str, payload: Mapping[str, Any]) -> str:
    """Queue an act on a record (its kind and uuid) behind the application's others; gives the idempotency key."""
    uuid = new_uuid()
    position = act.connection.execute(_POSITION, (application_uuid,)).fetchone()[0]
    row = (uuid, application_uuid, position, *record, verb, canonical(dict(payload)), act.at, act.officer_uuid)
    act.connection.execute(_ADD, row)
    return uuid


def move(act: Act, outbox_uuid: str, state: OutboxState, answer: str, *, held: bool = False) -> None:
    """Note what became of an act; ActOver for one that is over. What is as it was is not written again, nor told in the trail.

    ``held`` says that it waits for the officer because of what has changed, and was not refused.
    """
    application_uuid, before, verb, last_answer = _standing(act, outbox_uuid, state)
    if (before, last_answer) == (state.value, answer):
        return
    act.connection.execute(_ANSWER, (state.value, answer, held, outbox_uuid))
    if state.is_over:
        end_conflicts_of_act(act, outbox_uuid)
    # Why an officer took an act back is an officer's reason
    said = act.trail.digest(application_uuid, answer) if state is OutboxState.WITHDRAWN else answer
    told = ({"state": before}, {"state": state.value, "answer": said})
    act.trail.add(application_uuid, f"{verb_words(verb)}: {state.value}", "outbox", outbox_uuid, *told)


def attempt(act: Act, outbox_uuid: str) -> None:
    """Note, before it is sent, that from now on an act may have arrived; ActOver for one that is over.

    The sentence about an attempt before this one stays until there is another. The trail has the first of the attempts in a row.
    """
    application_uuid, before, verb, _ = _standing(act, outbox_uuid, OutboxState.SENDING)
    act.connection.execute(_ATTEMPT, (act.at, outbox_uuid))
    if before != OutboxState.SENDING.value:
        told = ({"state": before}, {"state": OutboxState.SENDING.value, "answer": ""})
        act.trail.add(application_uuid, f"{verb_words(verb)}: {OutboxState.SENDING.value}", "outbox", outbox_uuid, *told)


def note(act: Act, outbox_uuid: str, answer: str) -> None:
    """Keep the sentence about the last attempt; the state stays."""
    act.connection.execute(_NOTE, (answer, outbox_uuid))


def _standing(act: Act, outbox_uuid: str, state: OutboxState) -> tuple[str, str, str, str]:
    """Application, state, verb and last answer of an act that is to come into a state."""
    found = act.connection.execute(_STATE, (outbox_uuid,)).fetchone()
    if found is None:
        raise CaseFileError(f"The outbox has no act {outbox_uuid}.")
    application_uuid, before, verb, last_answer = map(str, found)
    if OutboxState(before).is_over:
        raise ActOver(f"The act “{verb_words(verb)}” is over ({before}) and can't become {state.value}.")
    return application_uuid, before, verb, last_answer


def outbox_of(connection: sqlite3.Connection, application_uuid: str | None = None, *, over: bool = False) -> list[OutboxEntry]:
    """The acts of one application, or of all, in the order in which they must be sent; those that are over only when asked for."""
    return [_entry(row) for row in connection.execute(_OF, (application_uuid, over)).fetchall()]


def count_waiting(connection: sqlite3.Connection) -> int:
    """How many acts are not over."""
    return int(connection.execute(_COUNT).fetchone()[0])


def entry(connection: sqlite3.Connection, outbox_uuid: str) -> OutboxEntry:
    """One act, whatever became of it; CaseFileError without one."""
    found = connection.execute(_ONE, (outbox_uuid,)).fetchone()
    if found is None:
        raise CaseFileError(f"The outbox has no act {outbox_uuid}.")
    return _entry(found)


def _entry(row: tuple[Any, ...]) -> OutboxEntry:
    name, application, position, kind, record, verb, payload, state, attempts, answer, created_at, held = row
    told = (parsed(payload), OutboxState(state), attempts, answer, created_at, bool(held))
    return OutboxEntry(name, application, position, kind, record, verb, *told)
