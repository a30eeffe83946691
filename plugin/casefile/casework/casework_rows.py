"""Reading the casework of an application back."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ...domain.casework.kept_record import KeptRecord
from ..file.json_text import parsed
from .casework_kinds import record_of

_OF_CASE = """
SELECT record.uuid, kind, content, position, coalesce(officer.name, ''), changed_at, revision FROM casework_record AS record
LEFT JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? AND removed_at IS NULL ORDER BY kind, position
"""
_OF_KIND = """
SELECT application.uuid, reference, record.uuid, kind, content, position, coalesce(officer.name, ''), record.changed_at, revision
FROM casework_record AS record JOIN application ON application.uuid = application_uuid LEFT JOIN officer ON officer.uuid = officer_uuid
WHERE kind = ? AND removed_at IS NULL ORDER BY record.changed_at, record.uuid
"""


class CaseworkOfCase(NamedTuple):
    """A piece with the case that it belongs to."""

    application_uuid: str
    reference: str
    kept: KeptRecord


def casework_of_kind(connection: sqlite3.Connection, kind: str) -> tuple[CaseworkOfCase, ...]:
    """Every piece of one kind, of whatever case, in the order in which they were changed last."""
    rows = connection.execute(_OF_KIND, (kind,)).fetchall()
    return tuple(
        CaseworkOfCase(case, reference, KeptRecord(uuid, record_of(of, parsed(text)), *further))
        for case, reference, uuid, of, text, *further in rows
    )


def casework_of(connection: sqlite3.Connection, application_uuid: str) -> tuple[KeptRecord, ...]:
    """The casework of one application, each kind in its order."""
    rows = connection.execute(_OF_CASE, (application_uuid,)).fetchall()
    return tuple(KeptRecord(uuid, record_of(kind, parsed(text)), *further) for uuid, kind, text, *further in rows)
