"""Everything that a case file says of one case, section by section, as plain values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...resources_path import resources_path
from ..file.json_text import parsed

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """One kind of record: how it is asked for, which of its fields are personal, and which hold JSON (resources/casefile/dossier.json)."""

    name: str
    title: str
    sql: str
    personal: frozenset[str]
    json: frozenset[str]


@cache
def sections() -> tuple[Section, ...]:
    """The sections in the order in which people read them."""
    rows = json.loads(resources_path("casefile", "dossier.json").read_text(encoding="utf-8"))
    return tuple(Section(row["section"], row["title"], row["sql"], frozenset(row["personal"]), frozenset(row["json"])) for row in rows)


def dossier_of(connection: sqlite3.Connection, application_uuid: str) -> dict[str, list[Record]]:
    """By section, every record of a case and of those that stepped back for it; empty fields are left out."""
    return {section.name: _records(connection, section, application_uuid) for section in sections()}


def _records(connection: sqlite3.Connection, section: Section, application_uuid: str) -> list[Record]:
    cursor = connection.execute(section.sql, (application_uuid,))
    names = [column[0] for column in cursor.description]
    return [
        {name: parsed(value) if name in section.json else value for name, value in zip(names, row) if value not in (None, "", "[]", "{}")}
        for row in cursor.fetchall()
    ]
