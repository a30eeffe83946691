"""Which applications have changed since a moment, or since a client looked last."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from ..boundary_box import Box
from .database import Database

_MARK = "INSERT INTO marks (name, value) VALUES ('history', ?) ON CONFLICT (name) DO NOTHING"
_HISTORY = "SELECT value FROM marks WHERE name = 'history'"
_LAST = "SELECT coalesce(max(revision), 0) FROM applications"
_IN_BOX = """
(:west IS NULL OR id IN (
    SELECT application_id FROM application_boxes WHERE east >= :west AND west <= :east AND north >= :south AND south <= :north
))
"""
_AFTER = (
    f"SELECT id, revision FROM applications WHERE revision > :after AND deleted_at IS NULL AND {_IN_BOX} ORDER BY revision LIMIT :limit"
)
_COUNT_AFTER = f"SELECT count(*) FROM applications WHERE revision > :after AND deleted_at IS NULL AND {_IN_BOX}"
_REMOVED = """
SELECT id, reference, deleted_at FROM applications
WHERE revision > :after AND revision <= :upto AND deleted_at IS NOT NULL ORDER BY revision
"""
_BEFORE = (
    "SELECT coalesce(max(revision), 0) FROM applications WHERE revision < (SELECT min(revision) FROM applications WHERE updated_at >= ?)"
)
_ANY_SINCE = "SELECT 1 FROM applications WHERE updated_at >= ? LIMIT 1"
_APPLICATIONS = "SELECT count(*) FROM applications WHERE deleted_at IS NULL"
_BOXED = f"SELECT id FROM applications WHERE {_IN_BOX}"


@dataclass(frozen=True)
class Changes:
    """``identities`` have changed, in the order of their last change, ``removed`` are gone (id, reference, when).

    ``total`` counts all that have changed; ``upto`` is the number from which to ask on, ``more`` whether there is more at once.
    ``applications`` counts all that there are then, wherever they lie.
    """

    identities: Sequence[int]
    removed: Sequence[tuple[int, str, str]]
    total: int
    upto: int
    more: bool
    applications: int


class ChangeRecords:
    """Numbers of changes: each application bears that of its last one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.act() as connection:
            connection.execute(_MARK, (secrets.token_hex(4),))

    @property
    def history(self) -> str:
        """The name of this history: numbers of another one mean nothing here."""
        row = self._database.row(_HISTORY)
        return "" if row is None else str(row[0])

    @property
    def last(self) -> int:
        """The number of the last change."""
        row = self._database.row(_LAST)
        return 0 if row is None else int(row[0])

    def number_before(self, moment: str) -> int:
        """The number after which everything has changed at ``moment`` (a kept time) or later."""
        if self._database.row(_ANY_SINCE, (moment,)) is None:
            return self.last
        row = self._database.row(_BEFORE, (moment,))
        return 0 if row is None else int(row[0])

    def after(self, number: int, box: Box | None, limit: int) -> Changes:
        """What has changed after ``number``, at most ``limit`` applications of it; only those in ``box`` where it is given."""
        values = {"after": number, "limit": limit + 1, **_sides(box)}
        with self._database.act() as connection:
            rows = connection.execute(_AFTER, values).fetchall()
            more = len(rows) > limit
            upto = rows[limit - 1]["revision"] if more else max(number, self.last)
            (total,) = connection.execute(_COUNT_AFTER, values).fetchone()
            (applications,) = connection.execute(_APPLICATIONS).fetchone()
            removed = connection.execute(_REMOVED, {"after": number, "upto": upto}).fetchall()
        return Changes([row["id"] for row in rows[:limit]], [tuple(row) for row in removed], total, upto, more, applications)

    def in_box(self, box: Box) -> list[int]:
        """The ids of all applications whose red line's box meets ``box``."""
        return [row[0] for row in self._database.rows(_BOXED, _sides(box))]


def _sides(box: Box | None) -> dict[str, float | None]:
    west, south, east, north = box if box is not None else (None, None, None, None)
    return {"west": west, "south": south, "east": east, "north": north}
