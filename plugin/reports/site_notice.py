"""What a site notice says: its content, for paper.

Source: the form of notice in Schedule 3 of the Development Management Procedure Order 2015, as amended; its list of items is professional
knowledge, to be confirmed by a planner against the Order. The words lie in resources/casework/site_notice.csv.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..domain.case import Case
from ..domain.contact import ContactRole
from ..domain.plain_days import plain_day
from ..resources_path import resources_path
from .plain_text import plain_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .letter import Writer


@dataclass(frozen=True)
class NoticeTerms:
    """What an officer says of a notice. ``statements`` are codes; ``link`` is the public page of the application, which the code leads to.

    ``office`` is where the application can be seen beside the website, ``comments`` where comments go (post or e-mail), ``role`` the
    officer's own. ``until`` is the last day for comments.
    """

    displayed_on: date
    until: date
    statements: tuple[str, ...]
    link: str
    office: str
    comments: str
    role: str

    @property
    def lacking(self) -> str:
        """What a notice can't go without, as a sentence; "" where nothing is missing."""
        if not self.link.strip().lower().startswith(("https://", "http://")):
            return "Give the public address of the application, beginning with https://: the notice says where it can be seen."
        if not self.comments.strip():
            return "Say where comments go: the notice has to."
        if self.until < self.displayed_on:
            return "The last day for comments lies before the day on which the notice goes up."
        return ""


@dataclass(frozen=True)
class SiteNotice:
    """Everything on the paper, in plain text; ``facts`` are names with values. ``line`` is the red line in EPSG:27700."""

    writer: Writer
    title: str
    law: str
    facts: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]
    see: tuple[str, ...]
    comment: tuple[str, ...]
    until: str
    signed: tuple[str, ...]
    link: str
    reference: str
    line: BaseGeometry
    map_words: str


def site_notice(case: Case, terms: NoticeTerms, writer: Writer, line: BaseGeometry, version: str) -> SiteNotice:
    """The notice of a case; ``version`` is what the red line on its map is called."""
    row = case.row
    until = plain_day(terms.until)
    displayed = f"Displayed on {plain_day(terms.displayed_on)}"
    once = _words("once", row.type_code, general=False)
    return SiteNotice(
        writer=writer,
        title=_words("title", row.type_code),
        law=_words("law", row.type_code),
        facts=tuple((name, plain_text(value)) for name, value in _facts(case) if value.strip()),
        statements=tuple(notice_statements()[code] for code in terms.statements if code in notice_statements()),
        see=tuple(plain_text(each) for each in _see(terms)),
        comment=tuple(
            plain_text(each)
            for each in (
                f"Anybody may comment, in writing, until the end of {until}: {terms.comments.strip()}.",
                f"Please quote {row.reference}. Comments can be read by everybody.",
                *([once] if once else []),
            )
        ),
        until=until,
        signed=tuple(plain_text(each) for each in (writer.officer, terms.role, displayed) if each.strip()),
        link=terms.link.strip(),
        reference=plain_text(row.reference),
        line=line,
        map_words=f"The red line shows the land to which the application relates (boundary version {version}).",
    )


def notice_statements() -> dict[str, str]:
    """What a notice may have to state, by BOPS's code of the same reason for a press notice."""
    return {code: words for kind, code, words in _table() if kind == "statement"}


def _facts(case: Case) -> tuple[tuple[str, str], ...]:
    applicant = next((each for each in case.contacts if each.role is ContactRole.APPLICANT and not each.gone), None)
    who = " ".join(part for part in (applicant.name, f"({applicant.company})" if applicant.company else "") if part) if applicant else ""
    return (
        ("Application", case.row.reference),
        ("Site", case.row.address),
        ("Applicant", who),
        ("Proposal", case.row.description),
    )


def _see(terms: NoticeTerms) -> tuple[str, ...]:
    office = (f"At an office: {terms.office.strip().rstrip('.')}.",) if terms.office.strip() else ()
    return (f"On the website: {terms.link.strip()}", *office)


def _words(kind: str, type_code: str, *, general: bool = True) -> str:
    told = {code: words for of, code, words in _table() if of == kind}
    levels = type_code.split(".")
    for length in range(len(levels), 0, -1):
        found = told.get(".".join(levels[:length]))
        if found is not None:
            return found
    return told.get("any", "") if general else ""


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, str, str], ...]:
    with resources_path("casework", "site_notice.csv").open(encoding="utf-8", newline="") as table:
        return tuple((row["kind"], row["code"], row["words"]) for row in csv.DictReader(table))
