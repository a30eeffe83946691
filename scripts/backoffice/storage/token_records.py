"""The tokens that were given out, and what each may do."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..tokens import HOLDERS, ROLES, make_token
from .database import Database

_ALL = "SELECT name, token FROM tokens WHERE revoked_at IS NULL ORDER BY rowid"
_ADD = "INSERT INTO tokens (token, name, permissions, officer) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING"
_HOLDER = "SELECT name, permissions, officer FROM tokens WHERE token = ? AND revoked_at IS NULL"
_REVOKE = "UPDATE tokens SET revoked_at = ? WHERE name = ?"


@dataclass(frozen=True)
class Holder:
    """Whom a token was given to: a role, and the officer where it is one person's."""

    name: str
    permissions: tuple[str, ...]
    officer: str | None


class TokenRecords:
    """The table of tokens; a file keeps its tokens from one run to the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.act() as connection:
            for role, permissions in ROLES.items():
                connection.execute(_ADD, (make_token(), role, json.dumps(permissions), HOLDERS[role][0] if role in HOLDERS else None))

    def by_role(self) -> dict[str, str]:
        """Role -> token, those that are valid."""
        return {row["name"]: row["token"] for row in self._database.rows(_ALL)}

    def holder(self, token: str) -> Holder | None:
        """Whose token it is; None where it is not known, or no longer."""
        row = self._database.row(_HOLDER, (token,))
        return None if row is None else Holder(row["name"], tuple(json.loads(row["permissions"])), row["officer"])

    def revoke(self, role: str, moment: str) -> None:
        """Take a role's token back."""
        with self._database.act() as connection:
            connection.execute(_REVOKE, (moment, role))
