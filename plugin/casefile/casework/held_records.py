"""What the back office holds of casework: kept as it told it, so that an act is sent on what was known here, and nothing else."""

from __future__ import annotations

import sqlite3

from ...domain.held_record import HeldRecord
from ...domain.outbox_entry import OutboxState
from ..file.json_text import canonical, parsed, storable
from ..outbox.outbox import entry, move
from ..trail.act import Act

_OF = "SELECT kind, number, content, record_uuid FROM held_record WHERE application_uuid = ? ORDER BY kind, number"
_PUT = """
INSERT INTO held_record (application_uuid, kind, number, content, record_uuid, read_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (application_uuid, kind, number) DO UPDATE SET content = excluded.content, read_at = excluded.read_at,
  record_uuid = CASE excluded.record_uuid WHEN '' THEN record_uuid ELSE excluded.record_uuid END
"""
_ONE_EACH = "DELETE FROM held_record WHERE application_uuid = ? AND kind = ? AND record_uuid = ? AND number <> ?"
_REMOVE = "DELETE FROM held_record WHERE application_uuid = ? AND kind = ? AND number = ?"


def held_records(connection: sqlite3.Connection, application_uuid: str) -> list[HeldRecord]:
    """Everything that is held of one application."""
    rows = connection.execute(_OF, (application_uuid,)).fetchall()
    return [HeldRecord(kind, number, parsed(text), record) for kind, number, text, record in rows]


def act_taken(act: Act, outbox_uuid: str, held: HeldRecord | None, answer: str, gone: tuple[str, str] | None = None) -> None:
    """The back office has done an act: what it holds then, what it holds no more (``gone``: kind and number), and the act's end, at once.

    An act that another window has noted as done already is left as it is: it counted once.
    """
    done = entry(act.connection, outbox_uuid)
    if done.state is OutboxState.SENT:
        return
    if held is not None:
        keep_held(act, done.application_uuid, held)
    if gone is not None:
        forget(act, done.application_uuid, *gone)
    move(act, outbox_uuid, OutboxState.SENT, answer)


def keep_held(act: Act, application_uuid: str, held: HeldRecord) -> None:
    """What the back office holds, with the piece here that it belongs to; one that was known stays known."""
    text = storable(canonical(dict(held.content)))
    if held.record_uuid:
        # Taken out there and added again, it has another number
        act.connection.execute(_ONE_EACH, (application_uuid, held.kind, held.record_uuid, held.number))
    act.connection.execute(_PUT, (application_uuid, held.kind, held.number, text, held.record_uuid, act.at))


def forget(act: Act, application_uuid: str, kind: str, number: str) -> None:
    """The back office has it no more."""
    act.connection.execute(_REMOVE, (application_uuid, kind, number))
