"""The list of cases: a few milliseconds for five thousand, in the order in which something falls due."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from ..domain.case import CaseChoices, CaseQuery, CaseRow
from ..domain.next_date import NextDateKind, next_of
from ..domain.status import CLOSED
from ..domain.validation_request import TIME_EXTENSION
from ..rules.determination import DeterminationPeriod, silent_period
from ..rules.rules import Rules
from .file.statements import statement
from .pulled.application_fields import folded

_FAR = date.max.toordinal() + 1
_NO_FIELDS: tuple[str, ...] = ()
#: Where silence decides, the statute's own last day counts, and not the day that the back office gives to every application.
_LAST_DAY = "last day to notify"
#: More time was agreed: whether in time the open case says, and the back office has moved its day.
_TOLD_EXPIRY = "back office's expiry"
_EXTENDED = (
    "SELECT 1 FROM validation_request WHERE application_uuid = ? AND type = ? AND state = 'closed' AND approved = 1 AND gone_at IS NULL"
)
_ALL_KINDS = frozenset(NextDateKind)


def case_rows(connection: sqlite3.Connection, query: CaseQuery, on: date) -> list[CaseRow]:
    """The cases that a query asks for, seen on a day; those without a next date come last."""
    kinds, until = query.next_kinds or _ALL_KINDS, query.next_until or date.max
    restricted = bool(query.next_kinds) or query.next_until is not None
    rows = []
    for values in connection.execute(statement("case_rows"), _parameters(query)):
        row = _row(connection, values, on)
        following = row.next_date
        if restricted and (following is None or following.kind not in kinds or following.day > until):
            continue
        rows.append(row)
    rows.sort(key=_order)
    return rows if query.limit is None else rows[: query.limit]


def one_row(connection: sqlite3.Connection, application_uuid: str, on: date) -> CaseRow | None:
    """The line of one case, whatever its state."""
    everything = {**_parameters(CaseQuery(closed=True, gone=True, pending=True)), "uuid": application_uuid}
    found = connection.execute(statement("case_rows"), everything).fetchone()
    return None if found is None else _row(connection, found, on)


def case_choices(connection: sqlite3.Connection) -> CaseChoices:
    """What there is to filter by."""
    found: dict[str, dict[str, int]] = {"status": {}, "type": {}, "officer": {}}
    for what, value, count in connection.execute(statement("case_choices")):
        found[what][value] = count
    return CaseChoices(found["status"], found["type"], found["officer"])


def _parameters(query: CaseQuery) -> dict[str, Any]:
    # A stage that is asked for by name is shown, although its like is left out otherwise.
    named = query.statuses
    return {
        "uuid": None,
        "source": query.source or None,
        "gone": query.gone,
        "closed": query.closed or bool(named & CLOSED),
        "closed_statuses": json.dumps(sorted(CLOSED)),
        "pending": query.pending or "pending" in named,
        "statuses": _listed(named),
        "types": _listed(query.types),
        "officers": _listed(query.officers),
        "changed_only": query.changed_only,
        "unscreened_only": query.unscreened_only,
        "conflicts_only": query.conflicts_only,
        "waiting_only": query.waiting_only,
        "words": _listed(folded(query.text).split()),
    }


def _listed(values: Iterable[str]) -> str | None:
    listed = sorted(values)
    return json.dumps(listed) if listed else None


def _row(connection: sqlite3.Connection, values: tuple[Any, ...], on: date) -> CaseRow:
    received, valid, target, expiry, consultation, reply = map(_day, values[11:17])
    period, start, name = _silent_period(values[6], on), valid or received, ""
    if period is not None:
        extended = connection.execute(_EXTENDED, (values[0], TIME_EXTENSION)).fetchone() is not None
        name = _TOLD_EXPIRY if extended or start is None else _LAST_DAY
    last_day = expiry if period is None or start is None or name == _TOLD_EXPIRY else period.last_day(start)
    following = next_of(values[5], last_day, target, consultation, reply, on)
    if following is not None and following.kind is NextDateKind.EXPIRY:
        following = following._replace(name=name)
    changed_fields = _NO_FIELDS if values[27] == "[]" or not values[26] else _fields(values[27])
    dates = (received, valid, target, expiry, consultation, reply, following)
    flags = (values[24] == 1, values[25] == 1, values[26] == 1, changed_fields)
    return CaseRow._make((*values[:11], *dates, *values[17:24], *flags, *values[28:]))


def _order(row: CaseRow) -> tuple[int, str]:
    return (_FAR if row.next_date is None else row.next_date.day.toordinal(), row.reference)


@lru_cache(maxsize=256)
def _silent_period(type_code: str, on: date) -> DeterminationPeriod | None:
    return silent_period(type_code, Rules(on))


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@lru_cache(maxsize=256)
def _fields(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
