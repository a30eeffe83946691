"""Reading the facts of an application back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from ...domain.told_fact import FactSource, ToldFact
from ..file.json_text import parsed

_OF_ONE = """
SELECT told_fact.name, value, source, said, coalesce(officer.name, ''), told_at
FROM told_fact LEFT JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? ORDER BY told_fact.name, source
"""


def facts_of(connection: sqlite3.Connection, application_uuid: str) -> tuple[ToldFact, ...]:
    """Every fact of an application by everybody who told it."""
    return tuple(_fact(row) for row in connection.execute(_OF_ONE, (application_uuid,)).fetchall())


def _fact(row: Sequence[Any]) -> ToldFact:
    name, text, source, said, officer, told_at = row
    value = parsed(text)
    return ToldFact(name, tuple(value) if isinstance(value, list) else value, FactSource(source), said, officer, told_at)
