"""Whether the audit trail of a case file is what was written, asked of the file as it lies there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...domain.trail_seal import TrailSeal
from ..file.connection import open_for_reading
from ..file.migrations import Migrations
from ..file.transaction import one_view
from . import audit, seals


@dataclass(frozen=True)
class AuditCheck:
    """``breaks`` has a sentence for each place where the trail is not what was written; ``sha256`` is that of entry ``entries``.

    ``sealed`` is the newest head that was deposited with a back office, None where none was.
    """

    entries: int
    sha256: str
    breaks: tuple[str, ...]
    sealed: TrailSeal | None = None

    @property
    def holds(self) -> bool:
        return not self.breaks


def check_audit(path: Path) -> AuditCheck:
    """Checks the trail of a case file or of a copy of one, and changes neither; CaseFileError where it can't be read."""
    connection = open_for_reading(path, Migrations.shipped())
    try:
        with one_view(connection, path):
            entries, sha256 = audit.head(connection)
            return AuditCheck(entries, sha256, tuple(audit.breaks(connection)), seals.last_seal(connection))
    finally:
        connection.close()
