"""The secret links that were sent to applicants: only what checks them is kept."""

from __future__ import annotations

from dataclasses import dataclass

from .database import Database

_ADD = "INSERT INTO applicant_links (digest, request_id, expires_at) VALUES (?, ?, ?)"
_FIND = "SELECT request_id, expires_at FROM applicant_links WHERE digest = ? AND used_at IS NULL"
_USE = "UPDATE applicant_links SET used_at = ? WHERE digest = ? AND used_at IS NULL"


@dataclass(frozen=True)
class Link:
    """An unused link: which request it opens, and until when (a kept time)."""

    digest: str
    request_id: int
    expires_at: str


class LinkRecords:
    """The table of links, by the sha256 of their secret."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, digest: str, request_id: int, expires_at: str) -> None:
        """A new one."""
        with self._database.act() as connection:
            connection.execute(_ADD, (digest, request_id, expires_at))

    def unused(self, digest: str) -> Link | None:
        """The link, if nobody has answered by it."""
        row = self._database.row(_FIND, (digest,))
        return None if row is None else Link(digest, row["request_id"], row["expires_at"])

    def use(self, digest: str, moment: str) -> bool:
        """Answered by it at ``moment``; whether it was unused until now."""
        with self._database.act() as connection:
            return connection.execute(_USE, (moment, digest)).rowcount == 1
