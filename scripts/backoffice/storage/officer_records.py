"""The officers of the authority."""

from __future__ import annotations

from dataclasses import dataclass

from ..tokens import HOLDERS
from .database import Database

_ADD = "INSERT INTO officers (name, role) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET role = excluded.role RETURNING id"
_ALL = "SELECT id, name, role FROM officers ORDER BY name"
_BY_ID = "SELECT id, name, role FROM officers WHERE id = ?"
_BY_NAME = "SELECT id, name, role FROM officers WHERE name = ?"


@dataclass(frozen=True)
class Officer:
    """``role`` is assessor, reviewer or administrator."""

    id: int
    name: str
    role: str


class OfficerRecords:
    """The table of officers; whoever holds a token is among them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        for name, role in HOLDERS.values():
            self.add(name, role)

    def add(self, name: str, role: str) -> int:
        """The id of the officer of this name, who is made if need be."""
        with self._database.act() as connection:
            (identity,) = connection.execute(_ADD, (name, role)).fetchone()
            return int(identity)

    def all(self) -> list[Officer]:
        """By name."""
        return [Officer(*row) for row in self._database.rows(_ALL)]

    def by_id(self, identity: int) -> Officer | None:
        """One officer."""
        row = self._database.row(_BY_ID, (identity,))
        return None if row is None else Officer(*row)

    def by_name(self, name: str) -> Officer | None:
        """The officer of a token."""
        row = self._database.row(_BY_NAME, (name,))
        return None if row is None else Officer(*row)
