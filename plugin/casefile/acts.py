"""The smaller verbs of the case file, each written within the transaction of its act."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from ..domain.boundary_version import BoundaryOrigin, LineKind
from ..domain.case import CaseChange, PulledDetails
from ..domain.conflict import ConflictKind
from ..domain.reading import SiteReading
from .conflicts.conflicts import NOTHING, put_conflict, waits
from .errors import CaseFileError
from .file.json_text import canonical, parsed
from .outbox.outbox import put_in_outbox
from .pulled.application_fields import FIELDS, designation_values, values_of
from .pulled.base_values import base_of, keep_base
from .pulled.take_boundary import BoundaryTaking
from .pulled.take_in import write_application
from .pulled.take_records import take_records
from .pulled.told_facts import keep_facts
from .requests.settling import settle_requests
from .trail.act import Act, note_change
from .whole_case import application_row

_KIND = "application"
_GONE = "UPDATE application SET gone_at = ? WHERE uuid = ?"
_LOOKED = """
UPDATE application SET looked_sequence = max(changed_sequence, looked_sequence), changed_fields = '[]', opened_at = coalesce(opened_at, ?)
WHERE uuid = ?
"""
_NEWS = "SELECT opened_at IS NULL OR changed_sequence > looked_sequence, changed_fields FROM application WHERE uuid = ?"
_DETAILS = "UPDATE application SET details_at = ? WHERE uuid = ?"


def mark_gone(act: Act, application_uuid: str) -> None:
    """The back office has the case no more; ours stays, marked. With an act waiting that is a conflict, never settled by itself."""
    row = application_row(act.connection, application_uuid)
    if row["gone_at"] is not None:
        return
    act.connection.execute(_GONE, (act.at, application_uuid))
    if waits(act.connection, application_uuid):
        record = (_KIND, application_uuid)
        put_conflict(act, application_uuid, record, "", ConflictKind.EDIT_DELETE, (NOTHING, NOTHING, NOTHING))
    note_change(act, application_uuid, ("gone",), act.trail.add(application_uuid, "gone from the back office", _KIND, application_uuid))


def has_news(connection: sqlite3.Connection, application_uuid: str) -> bool:
    """Whether a look at the case would note anything: the first one does, and one after a change."""
    found = connection.execute(_NEWS, (application_uuid,)).fetchone()
    if found is None:
        application_row(connection, application_uuid)
    return bool(found and found[0])


def look_at(act: Act, application_uuid: str) -> None:
    """The officer has seen the case as it stands now."""
    found = act.connection.execute(_NEWS, (application_uuid,)).fetchone()
    act.connection.execute(_LOOKED, (act.at, application_uuid))
    act.trail.add(application_uuid, "looked at", _KIND, application_uuid, after={"changes_seen": parsed(found[1])})


def note_constraints_changed(act: Act, application_uuid: str, changes: Sequence[str]) -> None:
    """Constraints about the site are no longer what they were: the case shows as changed, and the history tells which."""
    application_row(act.connection, application_uuid)
    sequence = act.trail.add(application_uuid, "constraints changed", _KIND, application_uuid, after={"changes": list(changes)})
    note_change(act, application_uuid, ("constraints",), sequence)


def record_details(act: Act, application_uuid: str, details: PulledDetails) -> CaseChange:
    """Documents, requests, representations, designations and contacts as just read; says what they changed."""
    row = application_row(act.connection, application_uuid)
    taken = take_records(act, application_uuid, details)
    settled = settle_requests(act, application_uuid)
    changed, sequence = list(taken.changed), taken.sequence
    if details.designations is not None:
        told = designation_values(details.designations)
        text = canonical(told)
        base = base_of(act.connection, _KIND, application_uuid)
        if base.get("designations") != text:
            write_application(act, row, {**values_of(row), "designations": told}, list(parsed(row["previous_references"])))
            keep_base(act.connection, _KIND, application_uuid, {"designations": text})
            before = {"designations": parsed(base.get("designations"))}
            entry = act.trail.add(application_uuid, "submission read", _KIND, application_uuid, before, {"designations": told})
            if "designations" in base:
                changed.append("designations")
                sequence = entry
    differ, entry = keep_facts(act, application_uuid, details.facts)
    if differ:
        changed.append("facts")
        sequence = entry
    # What is read for the first time completes the case; from then on it is a change.
    if not row["details_at"]:
        changed = []
    if settled:
        changed.append("boundary")
    if changed and sequence:
        note_change(act, application_uuid, changed, sequence)
    act.connection.execute(_DETAILS, (act.at, application_uuid))
    return CaseChange(application_uuid, row["reference"], tuple(changed))


def edit(act: Act, application_uuid: str, verb: str, changes: Mapping[str, Any], payload: Mapping[str, Any], reason: str) -> str:
    """An officer's change of fields of an application: the values, the outbox and the trail; gives the idempotency key."""
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown:
        raise CaseFileError(f"An application has no {', '.join(unknown)} that could be changed.")
    row = application_row(act.connection, application_uuid)
    values = values_of(row)
    before = {name: values[name] for name in changes}
    write_application(act, row, {**values, **changes}, list(parsed(row["previous_references"])))
    outbox_uuid = put_in_outbox(act, application_uuid, (_KIND, application_uuid), verb, payload)
    after = {**changes, "reason": act.trail.digest(application_uuid, reason), "outbox": outbox_uuid}
    act.trail.add(application_uuid, verb, _KIND, application_uuid, before, after)
    return outbox_uuid


def add_boundary_version(
    act: Act,
    application_uuid: str,
    reading: SiteReading,
    origin: BoundaryOrigin,
    reason: str,
    kind: LineKind,
    in_force: bool,
) -> str:
    """A new version by an officer's hand; gives its uuid."""
    application_row(act.connection, application_uuid)
    boundaries = BoundaryTaking(act)
    uuid, _ = boundaries.add(application_uuid, reading, origin, act.officer_name, reason, kind, in_force)
    boundaries.write()
    return uuid
