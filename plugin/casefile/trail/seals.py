"""Where and when the head of the audit trail was deposited, and under which name the back office knows the trail."""

from __future__ import annotations

import sqlite3

from ...domain.trail_seal import TrailSeal
from ..file.settings import setting, write_setting
from .act import Act, new_uuid

_NAME = "name of the audit trail"
_LAST = "SELECT sequence, sha256, deposited_with, deposited_at FROM anchor ORDER BY deposited_at DESC, sequence DESC LIMIT 1"
_ADD = "INSERT OR IGNORE INTO anchor (sequence, sha256, deposited_with, deposited_at) VALUES (?, ?, ?, ?)"
_DIGEST = "SELECT sha256 FROM audit WHERE sequence = ?"


def last_seal(connection: sqlite3.Connection) -> TrailSeal | None:
    """The newest seal that the file knows of; None where the trail was never deposited."""
    found = connection.execute(_LAST).fetchone()
    return None if found is None else TrailSeal(*found)


def digest_of(connection: sqlite3.Connection, sequence: int) -> str:
    """The digest of an entry of the trail, "" where there is no such entry."""
    found = connection.execute(_DIGEST, (sequence,)).fetchone()
    return "" if found is None else str(found[0])


def trail_name(act: Act) -> str:
    """The name under which the trail is deposited, given once."""
    return setting(act.connection, _NAME, "") or rename_trail(act)


def rename_trail(act: Act) -> str:
    """A trail that is no longer the one that was deposited goes on under another name; both stand in the trail itself."""
    name = new_uuid()
    write_setting(act, _NAME, name)
    return name


def keep_seal(act: Act, seal: TrailSeal) -> None:
    """The back office has this head now. It is no entry of the trail: else each seal would want another one."""
    act.connection.execute(_ADD, seal)
