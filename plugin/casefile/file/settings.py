"""Settings that belong to one case file and travel with it."""

from __future__ import annotations

import sqlite3

from ..trail.act import Act

_READ = "SELECT value FROM setting WHERE name = ?"
_WRITE = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def setting(connection: sqlite3.Connection, name: str, default: str) -> str:
    """The value of a setting, or ``default``."""
    found = connection.execute(_READ, (name,)).fetchone()
    return default if found is None else str(found[0])


def write_setting(act: Act, name: str, value: str) -> None:
    """Change a setting."""
    before = setting(act.connection, name, "")
    if before != value:
        act.connection.execute(_WRITE, (name, value))
        act.trail.add("", "setting changed", "setting", name, {"value": before}, {"value": value})
