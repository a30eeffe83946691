"""One act in the making: the transaction it belongs to, its moment, its officer, its line in the audit trail."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.identity import Identity
from ...domain.moments import day_of
from ..file.json_text import canonical, parsed
from .audit import AuditTrail

_OFFICER = "SELECT uuid FROM officer WHERE email = ? AND name = ? AND role = ?"
_ADD_OFFICER = "INSERT INTO officer (uuid, name, email, role) VALUES (?, ?, ?, ?)"
_CHANGED_FIELDS = "SELECT changed_fields FROM application WHERE uuid = ?"
_CHANGED = "UPDATE application SET changed_sequence = ?, changed_fields = ? WHERE uuid = ?"


@dataclass(frozen=True)
class Act:
    """What every verb of the case file is handed. ``at`` is ISO 8601 in UTC."""

    connection: sqlite3.Connection
    at: str
    officer_uuid: str
    officer_name: str
    trail: AuditTrail

    @property
    def on(self) -> date:
        """The day in England: rules and deadlines go by it, not by the day in UTC."""
        return day_of(self.at) or date.fromisoformat(self.at[:10])


def begin_act(connection: sqlite3.Connection, at: str, identity: Identity) -> Act:
    """The act of an officer, who is written down at the first one."""
    officer = (identity.email, identity.name, identity.role.value)
    found = connection.execute(_OFFICER, officer).fetchone()
    officer_uuid = str(found[0]) if found else new_uuid()
    if not found:
        connection.execute(_ADD_OFFICER, (officer_uuid, identity.name, identity.email, identity.role.value))
    return Act(connection, at, officer_uuid, identity.name, AuditTrail(connection, at, officer_uuid))


def new_uuid() -> str:
    """A name that nothing else has, here or in any other case file."""
    return str(uuid.uuid4())


def note_change(act: Act, application_uuid: str, fields: Iterable[str], sequence: int) -> None:
    """Let the application show as changed since the officer last looked, by an entry of the trail."""
    found = act.connection.execute(_CHANGED_FIELDS, (application_uuid,)).fetchone()
    changed = {*(parsed(found[0]) if found else ()), *fields}
    act.connection.execute(_CHANGED, (sequence, canonical(sorted(changed)), application_uuid))
