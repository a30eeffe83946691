"""What became of a constraint between two loadings, on one line."""

from __future__ import annotations

from ..domain.entity_change import ChangeKind, EntityChange
from ..domain.plain_days import plain_day
from .plain_text import plain_text

_LONGEST = 80


def change_words(change: EntityChange) -> str:
    """The dataset, the record, and what became of it."""
    return f"{change.entity.dataset} {called(change)}: {became(change)}"


def called(change: EntityChange) -> str:
    """The record by its reference and name."""
    entity = change.entity
    return plain_text(" ".join(part for part in (entity.reference, entity.name) if part)) or str(entity.number)


def became(change: EntityChange) -> str:
    """What became of the record: "moved by up to 5.0 m"."""
    entity = change.entity
    parts = []
    for kind in change.kinds:
        how = f" by up to {change.moved_m:,.1f} m" if kind is ChangeKind.MOVED and change.moved_m else ""
        when = f" on {plain_day(entity.end_date)}" if kind is ChangeKind.ENDED and entity.end_date is not None else ""
        parts.append(f"{kind.value}{how}{when}")
    parts += [f"{word.field} “{_shown(word.before)}” is now “{_shown(word.after)}”" for word in change.words]
    return ", ".join(parts)


def _shown(text: str) -> str:
    plain = plain_text(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
