"""How a change of casework enters the trail: codes, days and numbers as they are, of what people wrote the digest.

The words themselves stand beside the trail, for the history, where they can be erased.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...domain.audit_entry import AuditEntry
from ..file.json_text import canonical, parsed, storable
from ..trail.act import Act
from .casework_kinds import PERSONAL, told_plainly

_ADD = "INSERT INTO casework_wording (audit_sequence, application_uuid, before, after) VALUES (?, ?, ?, ?)"
_OF = "SELECT audit_sequence, before, after FROM casework_wording WHERE application_uuid = ?"

#: What is no wording in an entry on two sides.
_NAMES = frozenset({"field", "choice"})

Words = Mapping[str, Any]


def tell(
    act: Act, application_uuid: str, verb: str, record: tuple[str, str], before: Words | None, after: Words | None, by: str = ""
) -> int:
    """Write an entry of the trail on a piece (its kind and uuid), with its words beside it; gives the entry's number.

    ``before`` and ``after`` are the whole piece, None where there is none; ``by`` is who wrote it in the back office.
    """
    told = [None if each is None else _told(act, application_uuid, record[0], each) for each in (before, after)]
    if by and told[1] is not None:
        told[1]["by"] = by
    sequence = act.trail.add(application_uuid, verb, *record, *told)
    pairs = ((before, after), (after, before))
    words = [None if each is None else _without_people(act, application_uuid, record[0], _differing(each, other)) for each, other in pairs]
    act.connection.execute(_ADD, (sequence, application_uuid, *(storable(canonical(each)) for each in words)))
    return sequence


def tell_sides(act: Act, application_uuid: str, verb: str, record: tuple[str, str], before: Words, after: Words) -> int:
    """Write an entry on what two sides say of a record, as ``tell`` does: texts as digests, with the words beside the trail."""
    told = [{name: _plain(act, application_uuid, name, value) for name, value in each.items()} for each in (before, after)]
    sequence = act.trail.add(application_uuid, verb, *record, *told)
    act.connection.execute(_ADD, (sequence, application_uuid, *(storable(canonical(dict(each))) for each in (before, after))))
    return sequence


def _plain(act: Act, application_uuid: str, name: str, value: Any) -> Any:
    is_plain = name in _NAMES or value is None or isinstance(value, (bool, int, float))
    return value if is_plain else act.trail.digest(application_uuid, value)


def wordings(connection: sqlite3.Connection, application_uuid: str) -> dict[int, tuple[Words | None, Words | None]]:
    """By the number of the entry of the trail: the fields that differ, before and after; None where there was nothing, or it is erased."""
    rows = connection.execute(_OF, (application_uuid,)).fetchall()
    return {int(sequence): (parsed(before), parsed(after)) for sequence, before, after in rows}


def with_words(entries: Iterable[AuditEntry], words: Mapping[int, tuple[Words | None, Words | None]]) -> list[AuditEntry]:
    """Entries of the trail as people read them: of a piece of casework what differs, in the words that stand beside the trail."""
    return [_in_words(entry, *words.get(entry.sequence, (None, None))) for entry in entries]


def _in_words(entry: AuditEntry, before: Words | None, after: Words | None) -> AuditEntry:
    if before is None and after is None:
        return entry
    by = {"by": entry.after["by"]} if "by" in entry.after else {}
    return replace(entry, before=dict(before or {}), after={**(after or {}), **by})


def _told(act: Act, application_uuid: str, kind: str, content: Words) -> dict[str, Any]:
    return {
        name: value if told_plainly(kind, name, value) else act.trail.digest(application_uuid, value) for name, value in content.items()
    }


def _without_people(act: Act, application_uuid: str, kind: str, content: Words) -> dict[str, Any]:
    personal = PERSONAL.get(kind, frozenset())
    return {name: act.trail.digest(application_uuid, value) if name in personal else value for name, value in content.items()}


def _differing(content: Words, other: Words | None) -> dict[str, Any]:
    return {name: value for name, value in content.items() if other is None or other.get(name) != value}
