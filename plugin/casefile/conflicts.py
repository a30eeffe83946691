"""Putting what the back office changed beside what an officer changed, where both can't stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ..domain.conflict import Conflict, ConflictKind
from .act import Act, new_uuid
from .json_text import canonical, parsed

_WAITING = """
SELECT EXISTS (SELECT 1 FROM outbox
  WHERE application_uuid = ? AND record_kind = coalesce(?, record_kind) AND record_uuid = coalesce(?, record_uuid)
    AND state NOT IN ('sent', 'withdrawn'))
"""
_PUT = """
INSERT INTO conflict (uuid, application_uuid, record_kind, record_uuid, field, kind, base, mine, theirs, base_version, found_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (record_kind, record_uuid, field) WHERE settled_at IS NULL
DO UPDATE SET kind = excluded.kind, mine = excluded.mine, theirs = excluded.theirs, base_version = excluded.base_version
"""
_SETTLE = (
    "UPDATE conflict SET settled_at = ?, settled_as = ? WHERE record_kind = ? AND record_uuid = ? AND field = ? AND settled_at IS NULL"
)
_OPEN_FIELDS = "SELECT field, theirs FROM conflict WHERE record_kind = ? AND record_uuid = ? AND settled_at IS NULL"
_OPEN = """
SELECT uuid, application_uuid, record_kind, record_uuid, field, kind, base, mine, theirs, found_at FROM conflict
WHERE settled_at IS NULL AND application_uuid = coalesce(?, application_uuid) ORDER BY found_at, record_kind, field
"""

NOTHING = canonical(None)


def waits(connection: sqlite3.Connection, application_uuid: str, record_kind: str | None = None, record_uuid: str | None = None) -> bool:
    """Whether an act of an application (on one kind of record, on one record, or on any) has still to reach the back office."""
    return bool(connection.execute(_WAITING, (application_uuid, record_kind, record_uuid)).fetchone()[0])


def open_fields(connection: sqlite3.Connection, record_kind: str, record_uuid: str) -> dict[str, str]:
    """The fields of a record that are in conflict, each with what the back office said (JSON text)."""
    return dict(connection.execute(_OPEN_FIELDS, (record_kind, record_uuid)).fetchall())


def put_conflict(
    act: Act,
    application_uuid: str,
    record: tuple[str, str],
    field: str,
    kind: ConflictKind,
    sides: tuple[str, str, str],
    base_version: str = "",
) -> None:
    """Note a conflict of a record (its kind and uuid); ``sides`` are base, mine, theirs as JSON text.

    One that is open takes the newest theirs.
    """
    act.connection.execute(_PUT, (new_uuid(), application_uuid, *record, field, kind.value, *sides, base_version, act.at))


def settle(act: Act, record: tuple[str, str], field: str, settled_as: str) -> None:
    """Close an open conflict and say how it ended."""
    act.connection.execute(_SETTLE, (act.at, settled_as, *record, field))


def told_conflicts(
    act: Act, application_uuid: str, record: tuple[str, str], base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Compare what was told with a record that waits in the outbox, field by field (JSON texts).

    Gives the fields on which both sides agree, whose base may move, and the names of those newly in conflict. A conflict whose field the
    back office has put back to the base is over.
    """
    known = open_fields(act.connection, *record)
    agreed: dict[str, str] = {}
    found: list[str] = []
    for field, value in theirs.items():
        if value == base.get(field):
            if field in known:
                settle(act, record, field, "the back office took its change back")
            continue
        if value == mine.get(field):
            agreed[field] = value
            if field in known:
                settle(act, record, field, "both sides agree")
            continue
        if known.get(field) == value:
            continue
        kind = ConflictKind.THEIRS_ONLY if mine.get(field) == base.get(field) else ConflictKind.EDIT_EDIT
        put_conflict(act, application_uuid, record, field, kind, (base.get(field, NOTHING), mine.get(field, NOTHING), value))
        found.append(field)
    return agreed, found


def open_conflicts(connection: sqlite3.Connection, application_uuid: str | None = None) -> list[Conflict]:
    """What waits for an officer's word, of one application or of all."""
    return [
        Conflict(name, application, record_kind, record, field, ConflictKind(kind), parsed(base), parsed(mine), parsed(theirs), found_at)
        for name, application, record_kind, record, field, kind, base, mine, theirs, found_at in connection.execute(
            _OPEN, (application_uuid,)
        ).fetchall()
    ]
