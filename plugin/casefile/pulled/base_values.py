"""What the back office last said of each field of a record: the third side of every comparison."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_OF = "SELECT field, value FROM base_value WHERE record_kind = ? AND record_uuid = ?"
_KEEP = """
INSERT INTO base_value (record_kind, record_uuid, field, value, base_version) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (record_kind, record_uuid, field) DO UPDATE SET value = excluded.value, base_version = excluded.base_version
"""


def base_of(connection: sqlite3.Connection, record_kind: str, record_uuid: str) -> dict[str, str]:
    """Field to JSON text; empty for a record that was never pulled."""
    return dict(connection.execute(_OF, (record_kind, record_uuid)).fetchall())


def keep_base(
    connection: sqlite3.Connection, record_kind: str, record_uuid: str, values: Mapping[str, str], base_version: str = ""
) -> None:
    """Remember the JSON texts as what the back office said."""
    connection.executemany(_KEEP, [(record_kind, record_uuid, field, value, base_version) for field, value in values.items()])
