"""The back office's own trail of a case, as it was read last; it goes with the other answers when a case is erased."""

from __future__ import annotations

import sqlite3

from ...domain.their_entry import TheirEntry
from ..file.json_text import parsed

_OF = "SELECT text FROM raw_answer WHERE application_uuid = ? AND kind = 'audits' AND text <> ''"


def their_history(connection: sqlite3.Connection, application_uuid: str) -> list[TheirEntry]:
    """Its entries, oldest first; [] where none were read."""
    found = connection.execute(_OF, (application_uuid,)).fetchone()
    return [TheirEntry(**entry) for entry in parsed(found[0])] if found is not None else []
