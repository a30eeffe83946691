"""How long acts took, as far as the trail and the back office's dates tell both their ends; nobody's name is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ...domain.act_time import ActTime, When
from ...domain.moments import day_of, moment_of
from ...domain.outbox_verbs import ASK, CHECK_CONSTRAINTS, INVALIDATE, SUBMIT, VALIDATE, verb_words
from ..errors import CaseFileError
from ..file.connection import PATIENCE, connected_for_reading
from ..file.json_text import canonical
from ..file.migrations import Migrations, check_kind, version_of
from ..file.statements import statement
from ..file.transaction import one_view, sentences

_LOOKED, _BEGUN, _DISCARDED, _CHANGED = "looked at", "amendment begun", "draft discarded", "constraints changed"
_VALIDITY = frozenset({verb_words(VALIDATE), verb_words(INVALIDATE)})
_VERBS = (_LOOKED, _BEGUN, _DISCARDED, _CHANGED, *sorted(_VALIDITY), *map(verb_words, (ASK, CHECK_CONSTRAINTS, SUBMIT)))

#: The entries of one case, oldest first: verb and moment.
_Entries = list[tuple[str, str]]


def act_times(connection: sqlite3.Connection) -> Iterator[ActTime]:
    """Every act of which both ends are known, and the end is not before the beginning."""
    determined: dict[str, str] = {}
    for uuid, case, received, valid, decided in connection.execute(statement("act_dates")):
        determined[uuid] = decided or ""
        yield from _between("received-valid", case, received, valid)
        yield from _between("valid-determined", case, valid, decided)
    for case, request, sent, answered in connection.execute(statement("act_requests")):
        yield from _between("request-answered", f"{case} {request}", sent, answered)
    for request, asked, agreed in connection.execute(statement("act_agreements")):
        yield from _between("asked-agreed", request, asked, agreed)
    for outbox, done, sent in connection.execute(statement("act_sendings")):
        yield from _between("act-sent", outbox, done, sent)
    for uuid, entries in _by_case(connection):
        yield from _of_one(uuid, entries, determined.get(uuid, ""))


def act_times_in(path: Path) -> tuple[ActTime, ...]:
    """The same of a case file or a copy of one, which stays as it is. CaseFileError where it can't be read, or is of an older Redline."""
    if not path.is_file():
        raise CaseFileError(f"There is no case file {path}. Correct its name.")
    migrations = Migrations.shipped()
    connection = connected_for_reading(path, PATIENCE)
    try:
        with sentences(path):
            check_kind(connection, path, migrations)
            if version_of(connection) < migrations.latest:
                raise CaseFileError(f"{path.name} was written by an older Redline. Open it once in QGIS, then ask again.")
        with one_view(connection, path):
            return tuple(act_times(connection))
    finally:
        connection.close()


def _by_case(connection: sqlite3.Connection) -> Iterator[tuple[str, _Entries]]:
    cases: dict[str, _Entries] = {}
    for uuid, verb, at in connection.execute(statement("act_entries"), (canonical(list(_VERBS)),)):
        cases.setdefault(uuid, []).append((verb, at))
    yield from cases.items()


def _of_one(uuid: str, entries: _Entries, determined: str) -> Iterator[ActTime]:
    looked = next((at for verb, at in entries if verb == _LOOKED), "")
    first: Mapping[str, Callable[[str], bool]] = {
        "looked-validity": _VALIDITY.__contains__,
        "looked-checked": verb_words(CHECK_CONSTRAINTS).__eq__,
        "looked-recommended": verb_words(SUBMIT).__eq__,
    }
    for measure, is_it in first.items():
        yield from _between(measure, uuid, looked, next((at for verb, at in entries if is_it(verb)), ""))
    submitted = [at for verb, at in entries if verb == verb_words(SUBMIT)]
    yield from _between("recommended-determined", uuid, submitted[-1] if submitted else "", determined)
    yield from _pairs("draft-asked", uuid, entries, begins=_BEGUN, ends=verb_words(ASK), given_up=_DISCARDED)
    yield from _pairs("constraint-seen", uuid, entries, begins=_CHANGED, ends=_LOOKED, keep_first=True)


def _pairs(
    measure: str, uuid: str, entries: _Entries, *, begins: str, ends: str, given_up: str = "", keep_first: bool = False
) -> Iterator[ActTime]:
    """Each beginning with the next end of the same case; of several beginnings before one end the last, or the first."""
    began = ""
    for verb, at in entries:
        if verb == begins:
            began = began if keep_first and began else at
        elif verb == given_up:
            began = ""
        elif verb == ends and began:
            yield from _between(measure, f"{uuid} {began}", began, at)
            began = ""


def _between(measure: str, key: str, began: str | None, ended: str | None) -> Iterator[ActTime]:
    begin, end = _when(began), _when(ended)
    if begin is not None and end is not None and _is_after(begin, end):
        yield ActTime(measure, key, begin, end)


def _when(text: Any) -> When | None:
    """A moment where one is told, a day where no more is."""
    if not isinstance(text, str):
        return None
    return date.fromisoformat(text) if len(text) == 10 and day_of(text) is not None else moment_of(text)


def _is_after(begin: When, end: When) -> bool:
    """Whether the end is not before the beginning; a moment and a day are compared as days of England."""
    if isinstance(begin, datetime) and isinstance(end, datetime):
        return end >= begin
    days = [day_of(each.isoformat()) for each in (begin, end)]
    return days[0] is not None and days[1] is not None and days[1] >= days[0]
