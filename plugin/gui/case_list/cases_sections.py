"""In which order an officer meets the cases: their own first, then what changed since they last looked, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.case import CaseRow
from ...domain.next_date import NextDateKind

_KINDS = tuple(NextDateKind)


@dataclass(frozen=True)
class Section:
    """A heading and the cases under it."""

    title: str
    rows: tuple[CaseRow, ...]


def sections(rows: Iterable[CaseRow], officer: str, stays: frozenset[str] = frozenset()) -> tuple[Section, ...]:
    """The cases under their headings, those without any left out; under each the earliest next date first.

    ``officer`` is the officer's name as the back office has it, "" where nobody said; then no case is theirs. ``stays`` are
    cases that were among the changed ones a moment ago: a row does not jump away under the officer's hand because it was opened.
    """
    mine: list[CaseRow] = []
    changed: list[CaseRow] = []
    others: list[CaseRow] = []
    name = officer.strip().casefold()
    for row in sorted(rows, key=_urgency):
        if name and row.officer.strip().casefold() == name:
            mine.append(row)
        elif row.changed or row.uuid in stays:
            changed.append(row)
        else:
            others.append(row)
    rest = "Other cases" if mine or changed else "Cases"
    named: Sequence[tuple[str, list[CaseRow]]] = (("My cases", mine), ("Changed since I last looked", changed), (rest, others))
    return tuple(Section(title, tuple(found)) for title, found in named if found)


def _urgency(row: CaseRow) -> tuple[bool, date, int, str]:
    if row.next_date is None:
        return True, date.max, 0, row.reference
    return False, row.next_date.day, _KINDS.index(row.next_date.kind), row.reference
