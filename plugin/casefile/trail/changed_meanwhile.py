"""What a back office has changed of a case since an officer acted on it, as the audit trail tells it: the evidence is there already."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from ...domain.changed_meanwhile import ChangedMeanwhile, FieldChanged, RecordsChanged
from ...domain.outbox_verbs import PUT_CONSTRAINT
from ..casework.casework import CASEWORK_READ
from ..casework.held_records import held_records
from ..casework.sent_pieces import CONSTRAINT, constraint_name
from ..file.json_text import parsed

#: The officer acted, or saw what had changed since, with the entry that names the act in the outbox.
_ACTED = "SELECT max(sequence) FROM audit WHERE application_uuid = ? AND json_extract(after, '$.outbox') = ?"
_SINCE = "SELECT verb, record_kind, record_uuid, before, after FROM audit WHERE application_uuid = ? AND sequence > ? ORDER BY sequence"
#: What a recommendation and its review rest on, of an application's own fields.
_FIELDS = (
    "status",
    "appeal",
    "decision",
    "type_code",
    "description",
    "address",
    "valid_on",
    "expiry_date",
    "consultation_end",
    "shown_constraints",
)
_PUT = "SELECT record_uuid FROM outbox WHERE application_uuid = ? AND verb = ? AND state = 'sent'"
_RECORDS = ("representation", "validation_request", "document")
_LINE = re.compile(r"boundary version (\d+)(?! screened| located anew)")
#: The draft of a decision moves an application from one to the other; that is the officer's own doing.
_IN_ASSESSMENT = {"assessment_in_progress": "in_assessment"}

_Row = tuple[str, str, str, Mapping[str, Any], Mapping[str, Any]]


def changed_meanwhile(connection: sqlite3.Connection, application_uuid: str, outbox_uuid: str) -> ChangedMeanwhile:
    """What has changed since the officer put an act into the outbox, or was last shown what has changed since then."""
    since = connection.execute(_ACTED, (application_uuid, outbox_uuid)).fetchone()[0]
    if since is None:
        return ChangedMeanwhile()
    rows: list[_Row] = [
        (verb, kind, record, parsed(before), parsed(after))
        for verb, kind, record, before, after in connection.execute(_SINCE, (application_uuid, since))
    ]
    verbs = [row[0] for row in rows if row[1] == "application"]
    gone = [verb for verb in verbs if verb in ("gone from the back office", "there again")]
    return ChangedMeanwhile(
        gone=gone[-1:] == ["gone from the back office"],
        fields=tuple(_fields(rows, _own_constraints(connection, application_uuid))),
        records=tuple(each for kind in _RECORDS if (each := _records(rows, kind)) is not None),
        lines=tuple(sorted({int(found[1]) for row in rows if (found := _LINE.match(row[0])) is not None})),
        pieces=len({row[2] for row in rows if row[0] == CASEWORK_READ and row[1] != "recommendation"}),
    )


def _own_constraints(connection: sqlite3.Connection, application_uuid: str) -> set[str]:
    """What this officer's own acts have put there, by the names under which the back office shows it."""
    put = {name for (name,) in connection.execute(_PUT, (application_uuid, PUT_CONSTRAINT))}
    held = (each.content for each in held_records(connection, application_uuid) if each.kind == CONSTRAINT)
    return {str(content.get("description") or "") for content in held if constraint_name(content) in put}


def _fields(rows: Iterable[_Row], mine: set[str]) -> Iterable[FieldChanged]:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for verb, kind, _, before, after in rows:
        if kind == "application" and verb in ("changed by the back office", "in conflict with the back office"):
            for name in after:
                first.setdefault(name, before.get(name))
                last[name] = after[name]
    for name in _FIELDS:
        if name == "shown_constraints" and isinstance(last.get(name), list):
            before = first[name] if isinstance(first[name], list) else []
            last[name] = [each for each in last[name] if each in before or each not in mine]
        if name in last and _same(name, first[name]) != _same(name, last[name]):
            yield FieldChanged(name, first[name], last[name])


def _same(name: str, value: Any) -> Any:
    return _IN_ASSESSMENT.get(value, value) if name == "status" and isinstance(value, str) else value


def _records(rows: Iterable[_Row], kind: str) -> RecordsChanged | None:
    came: set[str] = set()
    changed: set[str] = set()
    gone: set[str] = set()
    for _, of_kind, _, _, after in rows:
        # What was read for the first time is no change
        if of_kind == kind and not after.get("completes"):
            came |= set(after.get("new", ())) | set(after.get("back", ()))
            changed |= set(after.get("changed", ()))
            gone = (gone - set(after.get("back", ()))) | set(after.get("gone", ()))
    told = RecordsChanged(kind, len(came - gone), len(changed - came - gone), len(gone - came))
    return told if any(told[1:]) else None
