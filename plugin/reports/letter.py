"""The letter that asks an applicant to agree to another red line: its content, for paper, screen and page alike."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from shapely.geometry.base import BaseGeometry

from ..domain.boundary_change import BoundaryChange
from ..domain.case import Case
from ..domain.contact import Contact, ContactRole
from ..domain.plain_days import plain_day
from ..domain.red_line_request import Certificate, Grounds, Handling
from .change_words import accuracy_words, change_sentences, figures, parts_words
from .plain_text import plain_text

_HANDLING = {
    Handling.ACCEPT_AS_DRAWN: "If you agree, your application goes on with the proposed boundary.",
    Handling.RECONSULT: (
        "If you agree, your application goes on with the proposed boundary, and we consult again those whom the change concerns. "
        "That can take some weeks."
    ),
    Handling.FRESH_APPLICATION: (
        "The change is too large for this application. If you agree, please make another application with the proposed boundary; the "
        "present boundary of this one stays as it is."
    ),
}
_CERTIFICATE = {
    Certificate.UNCHANGED: "As far as we know, nobody but you owns the land that is added. If that is wrong, please tell us.",
    Certificate.A: "For the land that is added we need certificate A: that nobody but you has owned it in the last 21 days.",
    Certificate.B: (
        "Somebody else owns land that is added. You have to give notice to every owner and every agricultural tenant of it, and send us "
        "certificate B."
    ),
    Certificate.C: (
        "Somebody else owns land that is added, and not every owner is known. You have to give notice to those who are known and in a "
        "newspaper, and send us certificate C."
    ),
    Certificate.D: ("It is not known who owns land that is added. You have to give notice in a newspaper, and send us certificate D."),
    Certificate.TO_BE_CONFIRMED: "Please tell us who owns the land that is added: another ownership certificate may be needed.",
}


class Route(Enum):
    """How the applicant answers: BACK_OFFICE sends a link, LETTER asks for a reply in writing."""

    BACK_OFFICE = "back office"
    LETTER = "letter"


class Silence(Enum):
    """What follows where nobody answers."""

    CHANGES_NOTHING = "the line in force stays"
    ADOPTS = "the back office takes it for a yes"
    NOT_KNOWN = "nobody has said"


_SILENCE = {
    Silence.CHANGES_NOTHING: (
        "If you do not answer in time, the request is closed and your boundary stays as it is. Silence is not taken for a yes."
    ),
    Silence.ADOPTS: (
        "If you do not answer in time, our system takes your silence for a yes: the proposed boundary then replaces the present one."
    ),
    Silence.NOT_KNOWN: "Please answer in either case, whether or not you agree. If you can't answer soon, please tell us.",
}


@dataclass(frozen=True)
class Terms:
    """How an answer reaches the council, and what ``silence`` does. ``by`` is the last day for an answer, None where none is known."""

    route: Route
    by: date | None = None
    silence: Silence = Silence.NOT_KNOWN


@dataclass(frozen=True)
class Writer:
    """Who writes, and whether all of it is a sample of a fictional place."""

    authority: str
    officer: str
    sample: bool = False


@dataclass(frozen=True)
class Letter:
    """``facts`` and ``figures`` are names with their values; all else are whole sentences. Plain text, to be escaped by whoever prints it.

    ``present`` is None where there is no line that can be drawn; EPSG:27700. ``number`` is that of the proposed version,
    ``other_land`` that of the applicant, edged blue.
    """

    writer: Writer
    day: str
    recipient: tuple[str, ...]
    subject: str
    facts: tuple[tuple[str, str], ...]
    greeting: str
    reason: tuple[str, ...]
    changes: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    accuracy: str
    asks: tuple[str, ...]
    replies: tuple[str, ...]
    present: BaseGeometry | None
    proposed: BaseGeometry
    change: BoundaryChange | None
    number: int = field(default=0)
    other_land: BaseGeometry | None = field(default=None)

    @property
    def map_words(self) -> str:
        """What is read out in place of the map."""
        return " ".join(self.changes)


def letter_of(
    case: Case,
    proposed: BaseGeometry,
    change: BoundaryChange | None,
    grounds: Grounds,
    terms: Terms,
    writer: Writer,
    on: date,
    *,
    number: int = 0,
    present: BaseGeometry | None = None,
) -> Letter:
    """The letter about a proposed line over ``present``, both in EPSG:27700; ``change`` is None where there is no present line."""
    reference = plain_text(case.reference)
    person = _person(case)
    blue = case.blue_line.boundary if case.blue_line is not None else None
    facts = (("Application", reference), ("Site", plain_text(case.row.address)), ("Proposal", plain_text(case.row.description)))
    return Letter(
        writer=writer,
        day=plain_day(on),
        recipient=_recipient(person),
        subject=f"Application {reference}: please say whether you agree to another boundary",
        facts=tuple((name, value) for name, value in facts if value),
        greeting=f"Dear {plain_text(person.name)}," if person is not None and person.name else "Dear applicant,",
        reason=tuple(line for each in grounds.reason.splitlines() if (line := plain_text(each))),
        changes=_changes(change, present, proposed),
        figures=figures(change) if change is not None else (),
        accuracy=accuracy_words(change.after) if change is not None else "",
        asks=_asks(grounds, change),
        replies=_replies(terms, writer, reference),
        present=present,
        proposed=proposed,
        change=change,
        number=number,
        other_land=blue.geometry if blue is not None else None,
    )


def _person(case: Case) -> Contact | None:
    """The agent, who acts for the applicant; the applicant without one."""
    contacts = {each.role: each for each in case.contacts if not each.gone and (each.name or each.company)}
    return contacts.get(ContactRole.AGENT) or contacts.get(ContactRole.APPLICANT)


def _recipient(person: Contact | None) -> tuple[str, ...]:
    if person is None:
        return ()
    lines = (person.name, person.company, *_address_lines(person.address))
    return tuple(text for line in lines if (text := plain_text(line)))


def _address_lines(address: str) -> list[str]:
    """One line for each part; a house number stands before its street."""
    lines: list[str] = []
    for part in address.split(", "):
        if lines and lines[-1].rstrip(string.ascii_letters).isdigit():
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    return lines


def _changes(change: BoundaryChange | None, present: BaseGeometry | None, proposed: BaseGeometry) -> tuple[str, ...]:
    if change is None or present is None:
        first = "Your application has no boundary yet that can be drawn. The map shows the one that we propose."
        return (first, *filter(None, [parts_words(proposed)]))
    return change_sentences(change, present, proposed)


def _asks(grounds: Grounds, change: BoundaryChange | None) -> tuple[str, ...]:
    asks = ["Please look at the map and tell us whether you agree to the proposed boundary. If you do not agree, please tell us why."]
    asks.append(_HANDLING[grounds.handling])
    takes_in_land = change is None or change.takes_in_land
    if takes_in_land and grounds.certificate is not None:
        asks.append(_CERTIFICATE[grounds.certificate])
    return tuple(asks)


def _replies(terms: Terms, writer: Writer, reference: str) -> tuple[str, ...]:
    by = f" by {plain_day(terms.by)}" if terms.by is not None else ""
    if terms.route is Route.LETTER:
        to = f"{writer.officer}, {writer.authority}" if writer.authority else writer.officer
        return (
            f"Please reply in writing{by} to {to}, and name application {reference}.",
            "Silence is not taken for a yes: without your reply the boundary stays as it is, and we may write to you again.",
        )
    first = f"You receive a link with which you can answer{by}."
    return (first, _SILENCE[terms.silence])
