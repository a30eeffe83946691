"""Which columns of a council's file say who a record is, whatever they are called there."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ...domain.dataset import kind_of
from ...domain.written_days import read_date
from .record import RawGeometry, Record

#: The roles of columns that count only where a record has none of the name itself.
_STANDS_IN = {"reference": "other reference", "name": "other name"}
_ALIASES = {"ref": "reference", "site_name": "name", "tpo_number": "reference"}
_ROLES = frozenset({"dataset", "entity", "reference", "name", "start_date", "end_date", "entry_date", "quality"})
#: Letters that are no letter with a mark, so that Unicode takes nothing off them.
_PLAIN_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_LARGEST_NUMBER = 2**63 - 1
_LONGEST_SHOWN = 40
_MOST_DIGITS = len(str(_LARGEST_NUMBER))


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """A column's name in lower case with underscores: "Start-Date" and "start date" are the same column."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def slug_of(name: str) -> str:
    """A dataset's slug from a file's or layer's name: letters with marks are those without ("Bäume" is "baume", "Straße" is "strasse")."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter))
    return normalised(letters.translate(_PLAIN_LETTERS)).replace("_", "-") or "unnamed"


class RecordReader:
    """Turns the columns of one file into records, numbering the rows from 1.

    ``dataset`` is the dataset that was asked for, which outranks what the records say; ``fallback`` is used where they say nothing.
    """

    def __init__(self, dataset: str | None, fallback: str) -> None:
        self._dataset = dataset
        self._fallback = fallback
        self._row = 0
        self._roles: dict[str, str] = {}

    @property
    def usual_dataset(self) -> str:
        """The slug of records that do not name their dataset themselves."""
        return self._dataset or self._fallback

    @property
    def rows(self) -> int:
        """How many records were made so far."""
        return self._row

    def record(
        self, properties: Mapping[str, Any], geometry: RawGeometry | None, point: RawGeometry | None = None, size: int = 0
    ) -> Record:
        """The next record. An empty text or a null says nothing; a date that cannot be read is kept as text and noted."""
        self._row += 1
        attributes: dict[str, str] = {}
        found: dict[str, str] = {}
        roles = self._roles
        for name, value in properties.items():
            if value is None or value == "":
                continue
            text = value if type(value) is str else _text(value)
            attributes[name] = text
            role = roles.get(name)
            if role is None:
                role = roles[name] = self._role(name)
            if role and role not in found:
                found[role] = text
        issues: list[tuple[str, str]] = []
        return Record(
            row=self._row,
            dataset=self._dataset or (slug_of(found["dataset"]) if "dataset" in found else self._fallback),
            number=_number(found.get("entity"), issues),
            reference=_told(found, "reference"),
            name=_told(found, "name"),
            start_date=_date(found, "start_date", issues),
            end_date=_date(found, "end_date", issues),
            entry_date=_date(found, "entry_date", issues),
            quality=found.get("quality", ""),
            attributes=attributes,
            geometry=geometry or None,
            point=point or None,
            size=size,
            issues=tuple(issues),
        )

    def _role(self, name: str) -> str:
        role = role_of(name, self._dataset or self._fallback)
        return role if normalised(name) == role else _STANDS_IN.get(role, role)


def _told(found: Mapping[str, str], role: str) -> str:
    """What the column of that name says, else the one that stands in for it, wherever in the record either is."""
    return (found.get(role) or found.get(_STANDS_IN[role], "")).strip()


def role_of(name: str, dataset: str) -> str:
    """The role of a column among the records of a dataset, or "". One that is called as the dataset holds the name."""
    plain = normalised(name)
    if plain in _ROLES:
        return plain
    family = normalised(kind_of(dataset))
    if plain == family:
        return "name"
    if plain in (f"{family}_number", f"{family}_reference", f"{family}_ref"):
        return "reference"
    return _ALIASES.get(plain, "")


def told_of_arcs(record: Record) -> Record:
    """The record with a word of what was done to its outline: a place right beside an arc may lie on the other side of the lines."""
    issue = ("arcs-straightened", f"{record.words} was drawn with arcs; each was replaced by short straight lines.")
    return record._replace(issues=(*record.issues, issue))


def _text(value: Any) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        # A whole number in a column of decimals: 471250, as its owner knows it
        return str(int(value))
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _number(text: str | None, issues: list[tuple[str, str]]) -> int | None:
    if text is None:
        return None
    digits = text.strip()
    digits = digits.removesuffix(".0")
    if digits.isdecimal() and len(digits) <= _MOST_DIGITS and int(digits) <= _LARGEST_NUMBER:
        return int(digits)
    issues.append(
        ("number", f"The entity number “{text[:_LONGEST_SHOWN]}” is not a whole number; the record was numbered by its place in the file.")
    )
    return None


def _date(found: Mapping[str, str], role: str, issues: list[tuple[str, str]]) -> date | None:
    text = found.get(role)
    if text is None:
        return None
    day = read_date(text, last=role == "end_date")
    if day is None:
        words = role.replace("_", " ")
        issues.append(("date", f"The {words} “{text}” is not a date that can be read; it was kept as text and not used."))
    return day
