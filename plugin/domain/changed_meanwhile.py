"""What a back office has changed of a case since an officer acted on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class FieldChanged(NamedTuple):
    """One field of an application: as it was when the officer acted, and as it is now."""

    field: str
    before: Any
    after: Any


class RecordsChanged(NamedTuple):
    """How many records of one kind ("representation") came, were changed, are gone."""

    kind: str
    came: int
    changed: int
    gone: int


@dataclass(frozen=True)
class ChangedMeanwhile:
    """``lines`` are the numbers of the red lines that came or came into force, ``pieces`` counts the pieces of casework that somebody else
    wrote in the back office. Falsy where nothing has changed.
    """

    gone: bool = False
    fields: tuple[FieldChanged, ...] = ()
    records: tuple[RecordsChanged, ...] = ()
    lines: tuple[int, ...] = field(default=())
    pieces: int = 0

    def __bool__(self) -> bool:
        return bool(self.gone or self.fields or self.records or self.lines or self.pieces)
