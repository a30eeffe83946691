"""Two things that a council must be able to give out: one case without its people, and one person's data without the others'."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain.clock import Clock, timestamp
from ...domain.errors import RedlineError
from ...domain.plain_days import plain_moment
from ...domain.plain_figures import counted
from ...reports.printed_page import PrintPage
from ...reports.records_page import Part, records_body, records_page
from ..casework.photographs import photographs_folder
from ..file.connection import PATIENCE, connected_for_reading
from ..file.copies import all_copies_of
from ..whole_case import application_row
from .dossier import dossier_of, sections
from .persons import persons_of
from .redaction import redacted
from .release import FileContent, lines_of, write_release
from .subject import AboutSubject, Subject, about_subject

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer

_CHECK = (
    "Names, e-mail addresses, telephone numbers and postcodes were looked for by their form and by the names that the case file knows. "
    "Read all of it before it is given out: a person can be told by other words as well."
)
_NOTHING = "Nothing about this person was found."


@dataclass(frozen=True)
class Released:
    """What was written: the uuids of the cases in it, how many records, and in sentences what was left out or found elsewhere."""

    path: Path
    cases: tuple[str, ...]
    records: int
    said: tuple[str, ...]


def export_redacted(
    connection: sqlite3.Connection,
    application_uuid: str,
    path: Path,
    transformer: Transformer,
    clock: Clock,
    print_page: PrintPage | None = None,
) -> Released:
    """One case for a request for information: case.json, case.html and boundaries.geojson without personal data.

    With ``print_page`` there is case.pdf too, the same page on paper.
    """
    row = application_row(connection, application_uuid)
    kept = redacted(dossier_of(connection, application_uuid), persons_of(connection, application_uuid), row["address"])
    lines = lines_of(connection, [application_uuid], transformer)
    title = f"{row['reference']}: the case without personal data"
    said = (f"Written from the case file on {plain_moment(clock)}.", _CHECK, *(f"Taken out. {each}." for each in kept.left_out))
    parts: list[Part] = [(section.title, kept.records[section.name]) for section in sections()]
    document = {"about": title, "written_at": timestamp(clock), "taken_out": list(kept.left_out), "records": dict(kept.records)}
    files: dict[str, FileContent] = {
        **_pages("case", title, said, parts, print_page),
        "case.json": document,
        "boundaries.geojson": lines,
    }
    written = write_release(path, clock.now(), files)
    return Released(written, (application_uuid,), sum(map(len, kept.records.values())), kept.left_out)


def export_subject(
    connection: sqlite3.Connection,
    case_file: Path,
    subject: Subject,
    path: Path,
    transformer: Transformer,
    clock: Clock,
    print_page: PrintPage | None = None,
) -> Released:
    """Everything about one person: person.json, person.html and the lines of their cases; others' data is taken out.

    With ``print_page`` there is person.pdf too, the same page on paper.
    """
    found = list(about_subject(connection, subject))
    elsewhere = (*_photographs(case_file, subject), *_fetched(case_file, subject), *_copies(case_file, subject))
    count = sum(about.count for _, about in found)
    title = "What the case file holds about one person"
    asked = f"Looked for: {'; '.join(subject.words)}."
    summary = f"{counted(count, 'record')} in {counted(len(found), 'case')}." if found else _NOTHING
    said = (f"Written from the case file on {plain_moment(clock)}.", asked, summary, *elsewhere, _CHECK)
    document = {
        "about": title,
        "written_at": timestamp(clock),
        "looked_for": list(subject.words),
        "cases": [{"reference": each.reference, "records": dict(each.records), "answers": list(each.answers)} for _, each in found],
        "elsewhere": list(elsewhere),
    }
    uuids = tuple(uuid for uuid, _ in found)
    files: dict[str, FileContent] = {
        **_pages("person", title, said, [part for _, about in found for part in _parts(about)], print_page),
        "person.json": document,
        "boundaries.geojson": lines_of(connection, uuids, transformer),
    }
    return Released(write_release(path, clock.now(), files), uuids, count, (summary, *elsewhere))


def _pages(name: str, title: str, said: Sequence[str], parts: Sequence[Part], print_page: PrintPage | None) -> dict[str, FileContent]:
    pages: dict[str, FileContent] = {f"{name}.html": records_page(title, said, parts)}
    if print_page is not None:
        pages[f"{name}.pdf"] = print_page(title, records_body(title, said, parts))
    return pages


def _parts(about: AboutSubject) -> list[Part]:
    parts: list[Part] = [
        (f"{about.reference}: {section.title}", about.records[section.name]) for section in sections() if section.name in about.records
    ]
    answers: list[dict[str, Any]] = [{"answer": sentence} for sentence in about.answers]
    return [*parts, (f"{about.reference}: answers as they came", answers)]


def _photographs(case_file: Path, subject: Subject) -> Sequence[str]:
    return [
        f"Photograph with the name in its file's name: {path.name}"
        for path in sorted(photographs_folder(case_file).glob("*"))
        if subject.names_file(path.stem)
    ]


def _fetched(case_file: Path, subject: Subject) -> Sequence[str]:
    return [
        f"Document that is open in a window at the moment: {path.name}"
        for path in sorted((case_file.parent / "fetched").rglob("*"))
        if path.is_file() and subject.names_file(path.stem)
    ]


def _copies(case_file: Path, subject: Subject) -> Sequence[str]:
    """How much each copy of the case file holds: the same or earlier states of the records above."""
    said = []
    for copy in all_copies_of(case_file):
        try:
            with closing(connected_for_reading(copy, PATIENCE)) as connection:
                count = sum(about.count for _, about in about_subject(connection, subject))
        except (RedlineError, sqlite3.Error) as error:
            said.append(f"The copy {copy.name} could not be searched: {error}")
            continue
        if count:
            said.append(f"The copy {copy.name} holds {counted(count, 'record')} of this person as they stood then.")
    return said
