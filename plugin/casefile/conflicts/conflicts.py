"""Putting what the back office changed beside what an officer changed, where both can't stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from ...domain.conflict import Conflict, ConflictKind
from ...domain.three_way import Comparison, Meeting, Standing, compare
from ..file.json_text import canonical, parsed
from ..trail.act import Act, new_uuid

_WAITING = """
SELECT EXISTS (SELECT 1 FROM outbox
  WHERE application_uuid = ? AND record_kind = coalesce(?, record_kind) AND record_uuid = coalesce(?, record_uuid)
    AND state NOT IN ('sent', 'withdrawn'))
"""
_PUT = """
INSERT INTO conflict (uuid, application_uuid, record_kind, record_uuid, field, kind, base, mine, theirs, base_version, outbox_uuid,
  found_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)
ON CONFLICT (application_uuid, record_kind, record_uuid, field) WHERE settled_at IS NULL
DO UPDATE SET kind = excluded.kind, mine = excluded.mine, theirs = excluded.theirs, outbox_uuid = excluded.outbox_uuid
"""
_SETTLE = """
UPDATE conflict SET settled_at = ?, settled_as = ?
WHERE application_uuid = ? AND record_kind = ? AND record_uuid = ? AND field = ? AND settled_at IS NULL
"""
_END = "UPDATE conflict SET settled_at = ?, settled_as = 'the act is over' WHERE outbox_uuid = ? AND settled_at IS NULL"
_OPEN_FIELDS = """
SELECT field, theirs FROM conflict WHERE application_uuid = ? AND record_kind = ? AND record_uuid = ? AND settled_at IS NULL
"""
_OPEN = """
SELECT uuid, application_uuid, record_kind, record_uuid, field, kind, base, mine, theirs, found_at FROM conflict
WHERE settled_at IS NULL AND application_uuid = coalesce(?, application_uuid) ORDER BY found_at, record_kind, field
"""

NOTHING = canonical(None)
_KINDS = {Standing.CONFLICT: ConflictKind.EDIT_EDIT, Standing.THEIRS: ConflictKind.THEIRS_ONLY}
_OVER = {
    Standing.ALIKE: "both sides agree",
    Standing.MINE: "the back office took its change back",
    Standing.NOBODY: "the back office took its change back",
    Standing.THEIRS: "the change here was taken back",
}


def waits(connection: sqlite3.Connection, application_uuid: str, record_kind: str | None = None, record_uuid: str | None = None) -> bool:
    """Whether an act of an application (on one kind of record, on one record, or on any) has still to reach the back office."""
    return bool(connection.execute(_WAITING, (application_uuid, record_kind, record_uuid)).fetchone()[0])


def open_fields(connection: sqlite3.Connection, application_uuid: str, record: tuple[str, str]) -> dict[str, str]:
    """The fields of a record (its kind and uuid) that are in conflict, each with what the back office said (JSON text)."""
    return dict(connection.execute(_OPEN_FIELDS, (application_uuid, *record)).fetchall())


def put_conflict(
    act: Act,
    application_uuid: str,
    record: tuple[str, str],
    field: str,
    kind: ConflictKind,
    sides: tuple[str, str, str],
    outbox_uuid: str = "",
) -> None:
    """Note a conflict of a record (its kind and uuid); ``sides`` are base, mine, theirs as JSON text.

    One that is open takes the newest theirs. ``outbox_uuid`` is the act that it is about, with which it is over.
    """
    act.connection.execute(_PUT, (new_uuid(), application_uuid, *record, field, kind.value, *sides, outbox_uuid, act.at))


def settle(act: Act, application_uuid: str, record: tuple[str, str], field: str, settled_as: str) -> None:
    """Close an open conflict and say how it ended."""
    act.connection.execute(_SETTLE, (act.at, settled_as, application_uuid, *record, field))


def end_conflicts_of_act(act: Act, outbox_uuid: str) -> None:
    """An act that was in conflict is over: sent, or taken back."""
    act.connection.execute(_END, (act.at, outbox_uuid))


def told_conflicts(
    act: Act, application_uuid: str, record: tuple[str, str], base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Compare what was told with a record that waits in the outbox, field by field (JSON texts).

    Gives the fields on which both sides agree, whose base may move, and the names of those newly in conflict. A conflict whose field the
    back office has put back to the base is over.
    """
    known = open_fields(act.connection, application_uuid, record)
    agreed: dict[str, str] = {}
    found: list[str] = []
    for each in compare(base, mine, theirs).fields:
        kind = _KINDS.get(each.standing) if each.field in theirs else None
        if each.standing is Standing.ALIKE:
            agreed[each.field] = each.theirs
        if kind is None:
            if each.field in theirs and each.field in known:
                settle(act, application_uuid, record, each.field, _OVER[each.standing])
        elif known.get(each.field) != each.theirs:
            sides = (each.base or NOTHING, each.mine or NOTHING, each.theirs)
            put_conflict(act, application_uuid, record, each.field, kind, sides)
            found.append(each.field)
    return agreed, found


def note_comparison(act: Act, application_uuid: str, record: tuple[str, str], comparison: Comparison, outbox_uuid: str = "") -> bool:
    """Let the open conflicts of a record be those of a comparison of its values (JSON values); whether any is new or has changed.

    Of an edit against a deletion there is one, of the record as a whole, whose values are the records.
    """
    known = open_fields(act.connection, application_uuid, record)
    wanted = {name: (kind, sides) for name, kind, sides in _rows(comparison)}
    for field in known:
        if field not in wanted:
            standing = next((each.standing for each in comparison.fields if each.field == field), Standing.ALIKE)
            settle(act, application_uuid, record, field, _OVER.get(standing, "it is one of the whole record by now"))
    for field, (kind, sides) in wanted.items():
        put_conflict(act, application_uuid, record, field, kind, sides, outbox_uuid)
    return any(known.get(field) != sides[2] for field, (_, sides) in wanted.items())


def _rows(comparison: Comparison) -> Iterator[tuple[str, ConflictKind, tuple[str, str, str]]]:
    if comparison.meeting is Meeting.EDIT_DELETE:
        records = ({each.field: getattr(each, side) for each in comparison.fields} for side in ("base", "mine", "theirs"))
        base, mine, theirs = (canonical(record if any(value is not None for value in record.values()) else None) for record in records)
        yield "", ConflictKind.EDIT_DELETE, (base, mine, theirs)
    elif comparison.meeting is Meeting.EDIT_EDIT:
        for each in comparison.fields:
            if each.standing in _KINDS:
                yield each.field, _KINDS[each.standing], (canonical(each.base), canonical(each.mine), canonical(each.theirs))


def open_conflicts(connection: sqlite3.Connection, application_uuid: str | None = None) -> list[Conflict]:
    """What waits for an officer's word, of one application or of all."""
    return [
        Conflict(name, application, record_kind, record, field, ConflictKind(kind), parsed(base), parsed(mine), parsed(theirs), found_at)
        for name, application, record_kind, record, field, kind, base, mine, theirs, found_at in connection.execute(
            _OPEN, (application_uuid,)
        ).fetchall()
    ]
