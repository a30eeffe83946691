"""Two changes of one field that cannot both stand without an officer's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    @property
    def record(self) -> tuple[str, str]:
        """Kind and uuid of what is in conflict."""
        return self.record_kind, self.record_uuid


class Side(Enum):
    """What an officer settles a field by; OTHER is a third wording."""

    MINE = "mine"
    THEIRS = "theirs"
    OTHER = "another wording"


@dataclass(frozen=True)
class Choice:
    """An officer's word on one field. ``value`` counts for OTHER alone."""

    side: Side
    value: Any = None

    def of(self, conflict: Conflict) -> Any:
        """The value that the field has from now on."""
        return {Side.MINE: conflict.mine, Side.THEIRS: conflict.theirs, Side.OTHER: self.value}[self.side]


@dataclass(frozen=True)
class Settling:
    """What an officer says of one record: every conflict of it as it was seen, and by field the choice.

    A field that the back office alone has changed (THEIRS_ONLY) may be left out: the back office's value is taken then.
    """

    conflicts: tuple[Conflict, ...]
    choices: Mapping[str, Choice]

    @property
    def undecided(self) -> tuple[str, ...]:
        """The fields that lack a word."""
        return tuple(each.field for each in self.conflicts if each.kind is not ConflictKind.THEIRS_ONLY and each.field not in self.choices)

    def choice(self, conflict: Conflict) -> Choice:
        """What was said of a field."""
        return self.choices.get(conflict.field, Choice(Side.THEIRS))


def by_record(conflicts: Iterable[Conflict]) -> dict[tuple[str, str], tuple[Conflict, ...]]:
    """The conflicts of each record (kind and uuid), in their order."""
    found: dict[tuple[str, str], list[Conflict]] = {}
    for each in conflicts:
        found.setdefault(each.record, []).append(each)
    return {record: tuple(of) for record, of in found.items()}
