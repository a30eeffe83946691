"""Taking in what belongs to an application: documents, requests, representations, contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...domain.case import PulledCase, PulledDetails
from ...domain.conflict import ConflictKind
from ..conflicts.conflicts import NOTHING, put_conflict, told_conflicts, waits
from ..file.json_text import canonical, parsed, sha256, storable, storable_values
from ..file.statements import statement
from ..trail.act import Act, new_uuid
from .base_values import base_of, keep_base
from .record_kinds import CONTACT, DOCUMENT, REPRESENTATION, VALIDATION_REQUEST, Record, RecordKind

_STANDING = "SELECT opened_at IS NOT NULL, details_at <> '' FROM application WHERE uuid = ?"
_REPLY_DUE = """
UPDATE application SET reply_due = (
  SELECT min(response_due) FROM validation_request
  WHERE application_uuid = application.uuid AND state = 'open' AND gone_at IS NULL
) WHERE uuid = ?
"""
#: The kind of base value that says which kinds of record were read of an application, whatever came.
_READ = "records read"
#: Beside a document's base values: whether it is known from a list only, or from its own answer.
_OUTLINE, _FULL = {"outline": canonical(True)}, {"outline": canonical(False)}
_KEEP_RAW = """
INSERT INTO raw_answer (application_uuid, kind, sha256, text, taken_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (application_uuid, kind) DO UPDATE SET sha256 = excluded.sha256, text = excluded.text, taken_at = excluded.taken_at
WHERE raw_answer.sha256 <> excluded.sha256 OR raw_answer.text <> excluded.text
"""


@dataclass
class _Taken:
    """What one kind of record came to, as the audit trail tells it."""

    new: list[str] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    conflicts: int = 0
    stood: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.is_news or self.completed)

    @property
    def is_news(self) -> bool:
        return bool(self.new or self.after or self.gone or self.back)


@dataclass(frozen=True)
class RecordsTaken:
    """Which kinds of record changed (as a report calls them), which met an act in the outbox, and the last entry of the trail."""

    changed: tuple[str, ...]
    conflicts: tuple[str, ...]
    sequence: int


def take_records(act: Act, application_uuid: str, told: PulledCase | PulledDetails) -> RecordsTaken:
    """Bring everything that was asked for up to what the back office says, and write what that changed into the trail."""
    opened, read = map(bool, act.connection.execute(_STANDING, (application_uuid,)).fetchone())
    # What is read in full for the first time completes the case
    whole = isinstance(told, PulledDetails) and not read
    keep_raw(act, application_uuid, told, opened)
    changed: list[str] = []
    conflicts: list[str] = []
    sequence = 0
    published = told.published_documents if isinstance(told, PulledCase) and told.documents is None else None
    completing = told.completing if isinstance(told, PulledCase) else frozenset()
    lists: tuple[tuple[RecordKind, Sequence[Record] | None], ...] = (
        (DOCUMENT, told.documents if told.documents is not None else published),
        (VALIDATION_REQUEST, told.validation_requests),
        (REPRESENTATION, told.representations),
        (CONTACT, told.contacts if opened else None),
    )
    for kind, records in lists:
        if records is None:
            continue
        taken = _take(act, application_uuid, kind, records, partial=kind is DOCUMENT and published is not None)
        first = _is_first(act, application_uuid, kind, taken) or kind.said in completing
        if taken.conflicts:
            conflicts.append(kind.said)
        if taken.changed:
            told_at = _tell(act, application_uuid, kind, taken, completes=first or whole)
            if kind is VALIDATION_REQUEST:
                act.connection.execute(_REPLY_DUE, (application_uuid,))
            # What is read for the first time completes the case; it is no change of it.
            if not first and taken.is_news:
                changed.append(kind.said)
                sequence = told_at
    return RecordsTaken(tuple(changed), tuple(conflicts), sequence)


def take_one(act: Act, application_uuid: str, kind: RecordKind, record: Record) -> str:
    """Bring one record up to what the back office says of it, others left alone; gives its uuid."""
    cursor = act.connection.execute(statement(f"{kind.name}_of"), (application_uuid,))
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, values)) for values in cursor.fetchall()]
    values = kind.values(record)
    told = {name: canonical(value) for name, value in values.items()}
    taken = _Taken()
    number = getattr(record, "back_office_id", "")
    mine = [row for row in rows if not number or row.get("back_office_id") in {number, ""}]
    found = next((row for row in mine if row["key"].partition("#")[0] == storable(record.key)), None)
    key = _free(storable(record.key), {str(row["key"]) for row in rows}) if found is None else str(found["key"])
    if found is None:
        uuid, position = new_uuid(), len(rows)
        taken.new.append(uuid)
    else:
        uuid, position = str(found["uuid"]), next(number for number, row in enumerate(rows) if row is found)
        base = base_of(act.connection, kind.name, uuid)
        changed = [name for name, value in told.items() if base.get(name) != value]
        if not changed and found["gone_at"] is None:
            return uuid
        taken.before[uuid] = {name: _audited(act, application_uuid, kind, name, base.get(name)) for name in changed}
        taken.after[uuid] = {name: _audited(act, application_uuid, kind, name, told[name]) for name in changed}
    _put(act, application_uuid, kind, uuid, key, position, values)
    keep_base(act.connection, kind.name, uuid, told)
    _tell(act, application_uuid, kind, taken)
    if kind is VALIDATION_REQUEST:
        act.connection.execute(_REPLY_DUE, (application_uuid,))
    return uuid


def keep_raw(act: Act, application_uuid: str, told: PulledCase | PulledDetails, opened: bool) -> None:
    """Keep the digest of each answer as it came, and the answer itself where an officer works on the application."""
    for kind, text in told.raw.items():
        act.connection.execute(_KEEP_RAW, (application_uuid, kind, sha256(text), storable(text) if opened else "", act.at))


def _is_first(act: Act, application_uuid: str, kind: RecordKind, taken: _Taken) -> bool:
    """Whether records of this kind had never been read of the application. A request not being there before says nothing: a pull hears
    only of cases that have one."""
    if kind is VALIDATION_REQUEST or kind.name in base_of(act.connection, _READ, application_uuid):
        return False
    keep_base(act.connection, _READ, application_uuid, {kind.name: canonical(True)})
    return not taken.stood


def _take(act: Act, application_uuid: str, kind: RecordKind, records: Sequence[Record], *, partial: bool) -> _Taken:
    """``partial``: the answer lists some, in outline. Then a record that was read in full stands as it is."""
    cursor = act.connection.execute(statement(f"{kind.name}_of"), (application_uuid,))
    names = [column[0] for column in cursor.description]
    standing = {row["key"]: row for row in (dict(zip(names, values)) for values in cursor.fetchall())}
    taken = _Taken(stood=len(standing))
    seen: set[str] = set()
    numbered = {row["back_office_id"]: row for row in standing.values() if row.get("back_office_id")}
    for position, record in enumerate(records):
        # What bears a number is known by it: two requests may have been made in one moment, and a list has them in any order.
        row = numbered.get(getattr(record, "back_office_id", ""))
        key = str(row["key"]) if row is not None else _free(storable(record.key), seen | {each["key"] for each in numbered.values()})
        seen.add(key)
        values = kind.values(record)
        told = {name: canonical(value) for name, value in values.items()}
        row = standing.get(key)
        if row is None:
            record_uuid = new_uuid()
            taken.new.append(record_uuid)
            _put(act, application_uuid, kind, record_uuid, key, position, values)
            keep_base(act.connection, kind.name, record_uuid, {**told, **(_OUTLINE if partial else {})})
            continue
        base = base_of(act.connection, kind.name, row["uuid"])
        if partial and not _is_outline(base):
            values = kind.values(kind.build(_fields(kind, row)))
            told = base
        changed = [name for name, value in told.items() if base.get(name) != value]
        if not changed and row["gone_at"] is None:
            continue
        if waits(act.connection, application_uuid, kind.name, row["uuid"]):
            mine = {name: canonical(value) for name, value in kind.values(kind.build(_fields(kind, row))).items()}
            agreed, found = told_conflicts(act, application_uuid, (kind.name, row["uuid"]), base, mine, told)
            keep_base(act.connection, kind.name, row["uuid"], agreed)
            taken.conflicts += len(found)
            continue
        if row["gone_at"] is not None:
            taken.back.append(row["uuid"])
        if _is_outline(base) and not partial:
            taken.completed.append(row["uuid"])
        elif changed:
            taken.before[row["uuid"]] = {name: _audited(act, application_uuid, kind, name, base.get(name)) for name in changed}
            taken.after[row["uuid"]] = {name: _audited(act, application_uuid, kind, name, told[name]) for name in changed}
        _put(act, application_uuid, kind, row["uuid"], key, position, values)
        whole = _FULL if _is_outline(base) and not partial else {}
        keep_base(act.connection, kind.name, row["uuid"], {**{name: told[name] for name in changed}, **whole})
    for key, row in standing.items():
        if key in seen or row["gone_at"] is not None:
            continue
        if not partial or _is_outline(base_of(act.connection, kind.name, row["uuid"])):
            _miss(act, application_uuid, kind, row, taken)
    return taken


def _is_outline(base: Mapping[str, str]) -> bool:
    return base.get("outline") == _OUTLINE["outline"]


def _miss(act: Act, application_uuid: str, kind: RecordKind, row: dict[str, Any], taken: _Taken) -> None:
    """A record that the back office no longer lists stays, marked; with an act waiting on it that is a conflict."""
    if waits(act.connection, application_uuid, kind.name, row["uuid"]):
        record = (kind.name, row["uuid"])
        put_conflict(act, application_uuid, record, "", ConflictKind.EDIT_DELETE, (NOTHING, NOTHING, NOTHING))
        taken.conflicts += 1
        return
    taken.gone.append(row["uuid"])
    values = kind.values(kind.build(_fields(kind, row)))
    _put(act, application_uuid, kind, row["uuid"], row["key"], len(taken.gone) + 1_000_000, values, gone_at=act.at)


def _put(
    act: Act,
    application_uuid: str,
    kind: RecordKind,
    record_uuid: str,
    key: str,
    position: int,
    values: dict[str, Any],
    gone_at: str | None = None,
) -> None:
    row = {"uuid": record_uuid, "application_uuid": application_uuid, "key": key, "position": position, "gone_at": gone_at}
    act.connection.execute(statement(f"{kind.name}_put"), storable_values({**kind.columns(values), **row}))


def _fields(kind: RecordKind, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in kind.fields}


def _free(key: str, seen: set[str]) -> str:
    """The key itself, or numbered where the same answer has it twice."""
    name, number = key, 1
    while name in seen:
        number += 1
        name = f"{key}#{number}"
    return name


def _audited(act: Act, application_uuid: str, kind: RecordKind, name: str, text: str | None) -> Any:
    value = parsed(text)
    return act.trail.digest(application_uuid, value) if name in kind.personal else value


def _tell(act: Act, application_uuid: str, kind: RecordKind, taken: _Taken, *, completes: bool = False) -> int:
    after = {"new": taken.new, "changed": taken.after, "completed": taken.completed, "gone": taken.gone, "back": taken.back}
    return act.trail.add(
        application_uuid,
        f"{kind.said.replace('_', ' ')} taken in",
        kind.name,
        "",
        {"changed": taken.before} if taken.before else {},
        {**{name: value for name, value in after.items() if value}, **({"completes": True} if completes else {})},
    )
