"""What the back office says of records that are in conflict: kept apart from what was known of them, so that nothing is sent over it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..file.json_text import canonical, parsed, storable
from ..trail.act import Act

_OF = """
SELECT record_kind, record_uuid, held_kind, number, content FROM told_in_conflict
WHERE application_uuid = ? ORDER BY record_kind, record_uuid
"""
_PUT = """
INSERT INTO told_in_conflict (application_uuid, record_kind, record_uuid, held_kind, number, content, read_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (application_uuid, record_kind, record_uuid) DO UPDATE SET held_kind = excluded.held_kind, number = excluded.number,
  content = excluded.content, read_at = excluded.read_at
"""
_REMOVE = "DELETE FROM told_in_conflict WHERE application_uuid = ? AND record_kind = ? AND record_uuid = ?"


class ToldInConflict(NamedTuple):
    """``record``: kind and uuid of what is in conflict; ``kind``, ``number``: what it is there; ``content``: None for what is gone."""

    record: tuple[str, str]
    kind: str
    number: str
    content: Mapping[str, Any] | None


def told_in_conflict(connection: sqlite3.Connection, application_uuid: str) -> dict[tuple[str, str], ToldInConflict]:
    """By record, what the back office says of everything that is in conflict in a case."""
    rows = connection.execute(_OF, (application_uuid,)).fetchall()
    return {(kind, uuid): ToldInConflict((kind, uuid), of, number, parsed(text)) for kind, uuid, of, number, text in rows}


def keep_told(act: Act, application_uuid: str, told: ToldInConflict) -> None:
    """Remember what the back office says of a record in conflict, in place of what it said before."""
    text = storable(canonical(None if told.content is None else dict(told.content)))
    act.connection.execute(_PUT, (application_uuid, *told.record, told.kind, told.number, text, act.at))


def forget_told(act: Act, application_uuid: str, record: tuple[str, str]) -> None:
    """The record is in conflict no more."""
    act.connection.execute(_REMOVE, (application_uuid, *record))
