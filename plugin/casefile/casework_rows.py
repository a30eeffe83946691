"""Reading the casework of an application back."""

from __future__ import annotations

import sqlite3

from ..domain.casework.kept_record import KeptRecord
from .casework_kinds import record_of
from .json_text import parsed

_OF_CASE = """
SELECT record.uuid, kind, content, position, coalesce(officer.name, ''), changed_at, revision FROM casework_record AS record
LEFT JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? AND removed_at IS NULL ORDER BY kind, position
"""


def casework_of(connection: sqlite3.Connection, application_uuid: str) -> tuple[KeptRecord, ...]:
    """The casework of one application, each kind in its order."""
    rows = connection.execute(_OF_CASE, (application_uuid,)).fetchall()
    return tuple(KeptRecord(uuid, record_of(kind, parsed(text)), *further) for uuid, kind, text, *further in rows)
