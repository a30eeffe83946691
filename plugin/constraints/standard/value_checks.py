"""Whether a value is written as the standard wants it, by the kind of its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from ...domain.written_days import read_date
from .issue import Fix, Issue, issue
from .standard import StandardField, codes_of

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_DAY = date(1800, 1, 1)
_YEARS_AHEAD = 50
_UPRN = re.compile(r"\d{1,12}")
_LIST_ENTRY = re.compile(r"1\d{6}")
_CURIE = re.compile(r"[a-z][a-z-]*:[A-Za-z0-9.-]+")
_MOST_SHOWN = 60


class Value(NamedTuple):
    """One value as it stands in a row, without the spaces around it."""

    row: int
    field: StandardField
    text: str
    today: date

    def issue(self, code: str, *, fix: Fix | None = None, **words: object) -> Issue:
        return issue(code, self.row, self.field.name, fix=fix, **words)


def check_value(row: int, field: StandardField, text: str, today: date) -> Iterator[Issue]:
    """What is wrong with a value that is there; ``today`` is the day by which what is yet to come is told."""
    stripped = text.strip()
    if stripped != text:
        yield issue("spaces-around", row, field.name, value=_shown(text), fix=Fix(text, stripped, "The spaces are taken off."))
    check = _CHECKS.get(field.kind)
    if check is not None:
        yield from check(Value(row, field, stripped, today))


def _date(value: Value) -> Iterator[Issue]:
    day = read_date(value.text)
    if day is None or not _ISO.fullmatch(value.text):
        # 03/04/2021 is the third of April in England; a time behind a date says nothing about a designation
        after = Fix(value.text, day.isoformat(), "Written as YYYY-MM-DD.") if day is not None else None
        yield value.issue("date-unreadable", value=_shown(value.text), fix=after)
    if day is not None and not _FIRST_DAY <= day <= value.today + timedelta(days=round(365.25 * _YEARS_AHEAD)):
        yield value.issue("date-far", value=day.isoformat())


def _entry_date(value: Value) -> Iterator[Issue]:
    yield from _date(value)
    day = read_date(value.text)
    if day is not None and day > value.today:
        yield value.issue("entry-date-ahead", value=day.isoformat())


def _url(value: Value) -> Iterator[Issue]:
    if not _is_address(value.text):
        completed = f"https://{value.text}"
        after = Fix(value.text, completed, "https:// is put before it.") if _is_address(completed) else None
        yield value.issue("url-invalid", value=_shown(value.text), fix=after)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "." in str(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def _code(value: Value) -> Iterator[Issue]:
    yield from _of_register(value, [value.text])


def _codes(value: Value) -> Iterator[Issue]:
    yield from _of_register(value, [part.strip() for part in value.text.split(";") if part.strip()])


def _of_register(value: Value, given: list[str]) -> Iterator[Issue]:
    known = codes_of(value.field.of)
    by_case = {code.casefold(): code for code in known}
    for code in given:
        if code not in known:
            same = by_case.get(code.casefold())
            after = Fix(value.text, ";".join(by_case.get(each.casefold(), each) for each in given), f"Written as {same}.") if same else None
            wanted = f": {', '.join(known)}" if len(known) <= 10 else ""
            yield value.issue("code-unknown", value=_shown(code), wanted=wanted, fix=after)
        elif known[code] and known[code] <= value.today.isoformat():
            yield value.issue("code-ended", value=code, other=known[code])


def _uprns(value: Value) -> Iterator[Issue]:
    for part in re.split(r"[;,]", value.text):
        if part.strip() and not _UPRN.fullmatch(part.strip()):
            yield value.issue("uprn-invalid", value=_shown(part.strip()))


def _list_entry(value: Value) -> Iterator[Issue]:
    if not _LIST_ENTRY.fullmatch(value.text):
        yield value.issue("list-entry-invalid", value=_shown(value.text))


def _organisation(value: Value) -> Iterator[Issue]:
    if not _CURIE.fullmatch(value.text):
        yield value.issue("organisation-invalid", value=_shown(value.text))


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


_CHECKS: dict[str, Callable[[Value], Iterator[Issue]]] = {
    "date": _date,
    "entry date": _entry_date,
    "url": _url,
    "own url": _url,
    "code": _code,
    "codes": _codes,
    "uprn": _uprns,
    "uprns": _uprns,
    "list entry": _list_entry,
    "organisation": _organisation,
}
