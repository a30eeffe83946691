"""Who did what to a case: the case file's own trail and the back office's, in one order, each line with what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from ..domain.audit_entry import AuditEntry
from ..domain.moments import moment_of
from ..domain.their_entry import TheirEntry
from .plain_text import plain_text

_LONGEST = 400
_LONG_AGO = datetime.min.replace(tzinfo=timezone.utc)
#: Digests tell that something personal is there, not what.
_DIGEST = "(personal, kept as a digest)"


@dataclass(frozen=True)
class FieldChange:
    """One field of an act; "" before what is new and after what is gone."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """``where`` is "here" or "back office"; ``number`` that of the entry of the case file's trail, 0 for the back office's own."""

    at: str
    what: str
    who: str
    where: str
    changes: tuple[FieldChange, ...] = ()
    said: str = ""
    number: int = 0


def history(ours: Sequence[AuditEntry], theirs: Sequence[TheirEntry]) -> list[HistoryLine]:
    """Both trails, the newest first. Of two of the same moment the one that came later in its own trail stands first."""
    lines = [*map(_our_line, ours), *map(_their_line, theirs)]
    return sorted(lines, key=lambda line: moment_of(line.at) or _LONG_AGO)[::-1]


def _our_line(entry: AuditEntry) -> HistoryLine:
    words = plain_text(entry.verb)
    fields = [*entry.after, *(name for name in entry.before if name not in entry.after)]
    changes = tuple(FieldChange(_title(name), _value(entry.before, name), _value(entry.after, name)) for name in fields)
    return HistoryLine(entry.at, words[:1].upper() + words[1:], plain_text(entry.officer), "here", changes, "", entry.sequence)


def _their_line(entry: TheirEntry) -> HistoryLine:
    who = plain_text(entry.who) or ("by itself" if entry.automated else "")
    return HistoryLine(entry.at, _title(entry.what), who, "back office", (), plain_text(entry.said))


def _title(name: str) -> str:
    words = plain_text(name).replace("_", " ")
    return words[:1].upper() + words[1:]


def _value(values: Mapping[str, Any], name: str) -> str:
    if name not in values:
        return ""
    words = plain_text(_words(values[name]))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if set(value) == {"digest"}:
            return _DIGEST
        return "; ".join(f"{_title(name)}: {_words(each)}" for name, each in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, (list, tuple)) else str(value)
