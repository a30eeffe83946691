"""The tokens that were given out, and what each may do."""

from __future__ import annotations

import json

from ..tokens import ROLES, make_token
from .database import Database

_ALL = "SELECT name, token FROM tokens WHERE revoked_at IS NULL ORDER BY rowid"
_ADD = "INSERT INTO tokens (token, name, permissions) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING"
_PERMISSIONS = "SELECT permissions FROM tokens WHERE token = ? AND revoked_at IS NULL"
_REVOKE = "UPDATE tokens SET revoked_at = ? WHERE name = ?"


class TokenRecords:
    """The table of tokens; a file keeps its tokens from one run to the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.act() as connection:
            for role, permissions in ROLES.items():
                connection.execute(_ADD, (make_token(), role, json.dumps(permissions)))

    def by_role(self) -> dict[str, str]:
        """Role -> token, those that are valid."""
        return {row["name"]: row["token"] for row in self._database.rows(_ALL)}

    def permissions(self, token: str) -> tuple[str, ...] | None:
        """What the token may do; None where it is not known, or no longer."""
        row = self._database.row(_PERMISSIONS, (token,))
        return None if row is None else tuple(json.loads(row["permissions"]))

    def revoke(self, role: str, moment: str) -> None:
        """Take a role's token back."""
        with self._database.act() as connection:
            connection.execute(_REVOKE, (moment, role))
