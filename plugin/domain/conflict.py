"""Two changes of one field that cannot both stand without an officer's word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class ConflictKind(Enum):
    """What met what. THEIRS_ONLY is no quarrel: the record waits in the outbox, and the back office changed another field of it."""

    EDIT_EDIT = "edit against edit"
    THEIRS_ONLY = "theirs only"
    EDIT_DELETE = "edit against delete"


@dataclass(frozen=True)
class Conflict:
    """One field of one record with the three values; for EDIT_DELETE ``field`` is empty. Moments are ISO 8601 in UTC."""

    uuid: str
    application_uuid: str
    record_kind: str
    record_uuid: str
    field: str
    kind: ConflictKind
    base: Any
    mine: Any
    theirs: Any
    found_at: str
