"""An officer's casework: each piece is kept, changed and taken away by an act of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.casework.kept_record import CaseworkRecord
from ...reports.wording import moment_words
from ..errors import CaseFileError
from ..file.json_text import canonical, parsed, storable
from ..trail.act import Act, new_uuid
from ..whole_case import application_row
from .assessment_guard import refuse_locked
from .casework_kinds import KINDS, content_of, kind_of
from .casework_trail import tell

_BY_KEY = "SELECT uuid FROM casework_record WHERE application_uuid = ? AND kind = ? AND key = ? AND key <> '' AND removed_at IS NULL"
_ONE = "SELECT kind, content, changed_at, revision FROM casework_record WHERE uuid = ? AND application_uuid = ? AND removed_at IS NULL"
_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM casework_record WHERE application_uuid = ? AND kind = ?"
_ADD = """
INSERT INTO casework_record (uuid, application_uuid, kind, key, position, content, changed_at, officer_uuid, revision)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
"""
_CHANGE = "UPDATE casework_record SET key = ?, content = ?, changed_at = ?, officer_uuid = ?, revision = revision + 1 WHERE uuid = ?"
_REVIVE = "UPDATE casework_record SET removed_at = NULL WHERE uuid = ? AND application_uuid = ?"
_REMOVE = "UPDATE casework_record SET removed_at = ? WHERE uuid = ?"

_KIND = "SELECT kind FROM casework_record WHERE uuid = ? AND application_uuid = ? AND removed_at IS NULL"
_ORDER = "SELECT uuid FROM casework_record WHERE application_uuid = ? AND kind = ? AND removed_at IS NULL ORDER BY position"
_MOVE = "UPDATE casework_record SET position = ? WHERE uuid = ?"

_OFFICER = "SELECT uuid FROM officer WHERE name = ? ORDER BY email <> '' LIMIT 1"
_ADD_OFFICER = "INSERT INTO officer (uuid, name, email, role) VALUES (?, ?, '', 'assessor')"
CASEWORK_READ = "casework read from the back office"

_CHANGED_MEANWHILE = (
    "This was changed in another window ({at}). Look at it as it is now, then write again; your words are still in the field."
)
_NOT_THERE = "This was taken away in another window. Your words are still in the field: keep them as a new one."

_OTHER_PIECES = "Another window has added one or taken one away. Look at the list as it is now, then move again."


def keep_casework(act: Act, application_uuid: str, record: CaseworkRecord, uuid: str = "", seen: int = 0, *, settling: bool = False) -> str:
    """Keep a new piece, or the one called ``uuid`` in its changed form; gives its uuid.

    Of kinds that an application has once (a text of a category, a task, the recommendation) the piece that is there is changed. ``seen``
    is the ``revision`` that the officer saw, 0 where none was there. CaseFileError where something is lacking, or where another window
    has changed it since, or where what was assessed can only be read now, unless a conflict is being settled (``settling``).
    """
    application_row(act.connection, application_uuid)
    refuse_locked(act, application_uuid, type(record), settling=settling)
    if record.lacking:
        raise CaseFileError(record.lacking)
    kind, content = kind_of(record), content_of(record)
    text = storable(canonical(content))
    there = act.connection.execute(_BY_KEY, (application_uuid, kind, record.key)).fetchone()
    name = uuid or (str(there[0]) if there else "")
    if not name:
        name = new_uuid()
        position = act.connection.execute(_POSITION, (application_uuid, kind)).fetchone()[0]
        act.connection.execute(_ADD, (name, application_uuid, kind, record.key, position, text, act.at, act.officer_uuid))
        tell(act, application_uuid, "casework added", (kind, name), None, content)
        return name
    if _held(act, application_uuid, name, kind, seen) != content:
        change_casework(act, application_uuid, record, name, seen, "casework changed")
    return name


def change_casework(act: Act, application_uuid: str, record: CaseworkRecord, uuid: str, seen: int, verb: str) -> int:
    """Let the piece called ``uuid`` say what ``record`` says, whatever is lacking in it; gives the entry of the trail, called ``verb``.

    CaseFileError where it is not what the officer saw.
    """
    kind, content = kind_of(record), content_of(record)
    before = _held(act, application_uuid, uuid, kind, seen)
    act.connection.execute(_CHANGE, (record.key, storable(canonical(content)), act.at, act.officer_uuid, uuid))
    return tell(act, application_uuid, verb, (kind, uuid), before, content)


def remove_casework(act: Act, application_uuid: str, uuid: str, seen: int) -> None:
    """Take a piece away; what it said stays in the trail. CaseFileError where another window has changed or taken it since."""
    found = act.connection.execute(_ONE, (uuid, application_uuid)).fetchone()
    if found is None:
        raise CaseFileError(_NOT_THERE)
    refuse_locked(act, application_uuid, KINDS[found[0]])
    before = _held(act, application_uuid, uuid, found[0], seen)
    act.connection.execute(_REMOVE, (act.at, uuid))
    tell(act, application_uuid, "casework removed", (found[0], uuid), before, None)


def adopt_casework(act: Act, application_uuid: str, record: CaseworkRecord, by: str, uuid: str = "") -> tuple[str, int]:
    """Keep what the back office says, in place of the piece called ``uuid`` or as a new one, under the name of who wrote it there (``by``).

    Gives its uuid and the entry of the trail. What is lacking in it is the back office's own affair.
    """
    kind, content = kind_of(record), content_of(record)
    text, officer = storable(canonical(content)), _officer_called(act, by)
    before = None
    if uuid:
        before = parsed(act.connection.execute(_ONE, (uuid, application_uuid)).fetchone()[1])
        act.connection.execute(_CHANGE, (record.key, text, act.at, officer, uuid))
    else:
        uuid = new_uuid()
        position = act.connection.execute(_POSITION, (application_uuid, kind)).fetchone()[0]
        act.connection.execute(_ADD, (uuid, application_uuid, kind, record.key, position, text, act.at, officer))
    return uuid, tell(act, application_uuid, CASEWORK_READ, (kind, uuid), before, content, by)


def drop_casework(act: Act, application_uuid: str, uuid: str) -> int:
    """The back office has a piece no more; gives the entry of the trail."""
    kind, text, *_ = act.connection.execute(_ONE, (uuid, application_uuid)).fetchone()
    act.connection.execute(_REMOVE, (act.at, uuid))
    return tell(act, application_uuid, CASEWORK_READ, (kind, uuid), parsed(text), None)


def revive_casework(act: Act, application_uuid: str, uuid: str) -> None:
    """Let a piece that was taken away be there again; what it says then is told by the act that goes on with it."""
    act.connection.execute(_REVIVE, (uuid, application_uuid))


def order_casework(act: Act, application_uuid: str, uuids: Sequence[str]) -> None:
    """Put pieces of one kind into another order; CaseFileError where a piece was added or taken away meanwhile."""
    kinds = {row[0] for uuid in uuids for row in act.connection.execute(_KIND, (uuid, application_uuid)).fetchall()}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    before = [str(row[0]) for row in act.connection.execute(_ORDER, (application_uuid, kind)).fetchall()]
    if not uuids or sorted(before) != sorted(uuids):
        raise CaseFileError(_OTHER_PIECES)
    refuse_locked(act, application_uuid, KINDS[kind])
    if before == list(uuids):
        return
    act.connection.executemany(_MOVE, [(position, uuid) for position, uuid in enumerate(uuids, start=1)])
    act.trail.add(application_uuid, "casework put in order", kind, uuids[0], {"order": before}, {"order": list(uuids)})


def _held(act: Act, application_uuid: str, uuid: str, kind: str, seen: int) -> dict[str, object]:
    """What stands there; CaseFileError where it is not what the officer saw."""
    found = act.connection.execute(_ONE, (uuid, application_uuid)).fetchone()
    if found is None or found[0] != kind:
        raise CaseFileError(_NOT_THERE)
    if found[3] != seen:
        raise CaseFileError(_CHANGED_MEANWHILE.format(at=moment_words(found[2])))
    held: dict[str, object] = parsed(found[1])
    return held


def _officer_called(act: Act, name: str) -> str:
    """Who wrote something in the back office, which tells names alone; the acting officer where it tells none."""
    if not name:
        return act.officer_uuid
    found = act.connection.execute(_OFFICER, (name,)).fetchone()
    if found is not None:
        return str(found[0])
    made = new_uuid()
    act.connection.execute(_ADD_OFFICER, (made, storable(name)))
    return made
