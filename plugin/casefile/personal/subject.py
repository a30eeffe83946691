"""Finds what a case file holds about one person, wherever it stands, and takes everybody else out of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from ..errors import CaseFileError
from ..file.json_text import parsed
from .dossier import Record, Section, dossier_of, sections
from .persons import TAKEN_OUT, Persons, persons, persons_of
from .redaction import without_patterns

_CASES = "SELECT uuid, reference, address FROM application WHERE superseded_by IS NULL ORDER BY reference"
_RAW = "SELECT kind, taken_at, text FROM raw_answer WHERE application_uuid = ? AND text <> ''"
#: Fields that say whose record it is.
_WHO = frozenset({"name", "company", "email", "phone", "author", "address", "who"})
_SHORTEST = 4


@dataclass(frozen=True)
class Subject:
    """Who asks: names, e-mail addresses, telephone numbers, postal addresses, as the person writes them."""

    words: tuple[str, ...]

    def is_in(self, value: Any) -> bool:
        """Whether one of them stands in a JSON value; case, commas and line ends do not count."""
        if isinstance(value, str):
            return self._pattern.search(value) is not None
        if isinstance(value, dict):
            return any(self.is_in(each) for each in value.values())
        return any(self.is_in(each) for each in value) if isinstance(value, list) else False

    def names_file(self, name: str) -> bool:
        """Whether one of them stands in the name of a file, where signs have become hyphens."""
        return self.is_in(re.sub(r"[-_.]+", " ", name))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        each = [r"[\s,;.]+".join(map(re.escape, re.split(r"[\s,;]+", word))) for word in self.words]
        return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class AboutSubject:
    """What one case has of the person. ``answers`` are sentences on answers of the back office that name them; they are not copied out."""

    reference: str
    records: Mapping[str, Sequence[Record]]
    answers: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(map(len, self.records.values())) + len(self.answers)


def subject_of(words: Sequence[str]) -> Subject:
    """CaseFileError for nothing to look for, and for what is too short to tell one person from another."""
    found = tuple(dict.fromkeys(" ".join(word.split()).strip(" ,;") for word in words if word.strip()))
    short = [word for word in found if len(word) < _SHORTEST]
    if not found or short:
        what = f"“{short[0]}” is too short" if short else "Nothing was given"
        raise CaseFileError(f"{what} to look for: give the full name, an e-mail address, a telephone number or a postal address.")
    return Subject(found)


def about_subject(connection: sqlite3.Connection, subject: Subject) -> Iterator[tuple[str, AboutSubject]]:
    """The cases that hold something of the person, each with its uuid. Other people's data is taken out of what is told."""
    for uuid, reference, site in connection.execute(_CASES).fetchall():
        held = dossier_of(connection, uuid)
        if not subject.is_in(dict(held)) and not _raw(connection, uuid, subject):
            continue
        # An applicant who asks by name is given the telephone number that stands beside the name
        own = {*subject.words, *_own_words(held, subject)}
        others = persons(word for word in persons_of(connection, uuid).words if word not in own and not subject.is_in(word))
        public = " ".join((site, *own))
        records = _records_about(held, subject, partial(_without, others=others, public=public))
        yield uuid, AboutSubject(str(reference), records, tuple(_raw(connection, uuid, subject)))


def _records_about(held: Mapping[str, Sequence[Record]], subject: Subject, without: Callable[[Any], Any]) -> dict[str, list[Record]]:
    found = {section: [record for record in held[section.name] if _is_about(record, subject)] for section in sections()}
    return {section.name: [_told(section, each, subject, without) for each in records] for section, records in found.items() if records}


def _own_words(held: Mapping[str, Sequence[Record]], subject: Subject) -> Iterator[str]:
    """What stands in the fields that say who, of the records that are the person's own."""
    for section in sections():
        for record in held[section.name]:
            if _is_own(section, record, subject):
                yield from (" ".join(str(record[name]).split()) for name in _WHO & section.personal & record.keys())


def _is_own(section: Section, record: Record, subject: Subject) -> bool:
    return any(subject.is_in(record.get(name)) for name in _WHO & section.personal)


def _without(value: Any, others: Persons, public: str) -> Any:
    return without_patterns(others.without(value), public)


def _is_about(record: Record, subject: Subject) -> bool:
    return subject.is_in(dict(record)) or any(subject.names_file(name) for name in _file_names(record))


def _told(section: Section, record: Record, subject: Subject, without: Callable[[Any], Any]) -> Record:
    own = _is_own(section, record, subject)
    told: dict[str, Any] = {}
    for name, value in record.items():
        theirs = name in section.personal and name in _WHO and not own and not subject.is_in(value)
        told[name] = TAKEN_OUT if theirs else without(_only_own(value, subject))
    return told


def _only_own(value: Any, subject: Subject) -> Any:
    """Lists of neighbours with everybody else on them taken out."""
    if isinstance(value, dict) and isinstance(value.get("neighbours"), list):
        return {**value, "neighbours": [each if subject.is_in(each) else TAKEN_OUT for each in value["neighbours"]]}
    return value


def _file_names(record: Record) -> list[str]:
    content = record.get("content")
    return [str(each) for each in content.get("photographs", ())] if isinstance(content, dict) else []


def _raw(connection: sqlite3.Connection, uuid: str, subject: Subject) -> list[str]:
    found = []
    for kind, taken_at, text in connection.execute(_RAW, (uuid,)).fetchall():
        try:
            value = parsed(text)
        except ValueError:
            value = text
        if subject.is_in(value):
            found.append(f"The back office's answer “{kind}” of {taken_at} names this person; what it says stands in the records above.")
    return found
