"""The heads of clients' audit trails, as they were deposited: what a trail was on a day, whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from .database import Database

_ADD = "INSERT INTO trail_seals (trail, sequence, sha256, deposited_at, deposited_by) VALUES (?, ?, ?, ?, ?)"
_LAST = "SELECT sequence, sha256, deposited_at, deposited_by FROM trail_seals WHERE trail = ? ORDER BY sequence DESC LIMIT 1"


@dataclass(frozen=True)
class Seal:
    """The number and the digest of a trail's last entry then. ``deposited_by`` is an officer's name."""

    sequence: int
    sha256: str
    deposited_at: str
    deposited_by: str


class SealRecords:
    """The table of seals. Nothing is ever taken out or changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, trail: str) -> Seal | None:
        """The newest seal of a trail; None where there is none."""
        row = self._database.row(_LAST, (trail,))
        return None if row is None else Seal(row["sequence"], row["sha256"], row["deposited_at"], row["deposited_by"])

    def add(self, trail: str, seal: Seal) -> None:
        """Deposited now."""
        with self._database.act() as connection:
            connection.execute(_ADD, (trail, seal.sequence, seal.sha256, seal.deposited_at, seal.deposited_by))
