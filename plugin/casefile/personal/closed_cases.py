"""Cases that are at their end, since when, and what is personal in them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from ...domain.moments import day_of
from ...domain.plain_figures import counted
from ...domain.plain_lists import listed
from ...domain.retention import Retention
from ...domain.status import CLOSED
from ..file.json_text import canonical
from ..file.statements import statement

_PLURALS = {
    "representation": "representations",
    "answer of an applicant": "answers of an applicant",
    "reply written down": "replies written down",
    "address of a neighbour": "addresses of neighbours",
    "reason of a fact": "reasons of facts",
    "answer as it came": "answers as they came",
    "earlier wording of casework": "earlier wordings of casework",
}
_HELD_BACK = ("something of it waits to be sent", "it is in conflict with the back office", "a red line of it is being drawn")


@dataclass(frozen=True)
class ClosedCase:
    """``holds`` counts what is personal, by its sort; ``held_back`` says why it must not be erased now, "" where nothing speaks against."""

    uuid: str
    reference: str
    status: str
    since: date
    holds: tuple[tuple[str, int], ...]
    held_back: str

    @property
    def held_words(self) -> str:
        """ "2 contacts and 1 photograph": what would go."""
        return listed([counted(count, sort, _PLURALS.get(sort, "")) for sort, count in self.holds])


def held_of(connection: sqlite3.Connection, application_uuid: str) -> tuple[tuple[str, int], ...]:
    """How much that is personal a case holds, by its sort; () for nothing."""
    return tuple((str(sort), int(count)) for sort, count in connection.execute(statement("personal_held"), (application_uuid,)))


def cases_past_keeping(connection: sqlite3.Connection, retention: Retention, on: date) -> tuple[ClosedCase, ...]:
    """Closed cases past their retention that hold something personal, the one that closed first before the others."""
    found = []
    for uuid, reference, status, moment, *waits in connection.execute(statement("closed_cases"), (canonical(sorted(CLOSED)),)).fetchall():
        since = day_of(moment) or date.fromisoformat(str(moment)[:10])
        if not retention.is_over(since, on):
            continue
        holds = held_of(connection, uuid)
        if holds:
            held_back = listed([words for words, yes in zip(_HELD_BACK, waits) if yes])
            found.append(ClosedCase(uuid, reference, status, since, holds, held_back))
    return tuple(found)
