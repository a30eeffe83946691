"""The letters about what is asked of an applicant."""

from __future__ import annotations

from datetime import date, timedelta

from plugin.domain.clock import today

from .. import casework, moments
from ..back_office import BackOffice
from ..letters import Letter
from ..request_types import RED_LINE
from ..storage.request_records import RequestRecord
from . import link
from .plain_dates import by_when, day_in_words, in_words
from .request_words import words_for
from .silence_words import what_silence_does

#: How long a link works where silence closes nothing.
_LINK_DAYS = 90


def ask(office: BackOffice, request: RequestRecord) -> None:
    """Sent: what is asked, until when, what silence does, and the secret link."""
    silence: tuple[str, ...] = ()
    if request.closes_at is not None:
        closes = moments.read(request.closes_at)
        when, silence = by_when(closes), (what_silence_does(request.silence, closes, request.type),)
    else:
        closes = office.clock.now() + timedelta(days=_LINK_DAYS)
        when = f"by {day_in_words(date.fromisoformat(request.response_due))}"
    words = words_for(request)
    address = link.make(office, request.id, closes, link.RED_LINE_PATH if request.type == RED_LINE else link.OTHER_PATH)
    reason = f" The reason: {request.reason}" if request.reason else ""
    _write(
        office,
        request,
        "ask",
        words.subject,
        f"{words.asks} (application {request.reference}).{reason}",
        f"{words.look} {when}:",
        address,
        *silence,
        "The link is for you alone. It opens this one request, and takes one answer.",
        *_key_of_bops(office, request),
    )


def take_back(office: BackOffice, request: RequestRecord) -> None:
    """Cancelled after it was sent."""
    stays = " The boundary that you had agreed to stays." if request.adopted_version is not None else ""
    _write(
        office,
        request,
        "cancelled",
        "you need not answer any more",
        f"We have taken back what we had asked of you: {words_for(request).what} (application {request.reference}). "
        f"The reason: {request.cancel_reason}{stays}",
    )


def closed_by_silence(office: BackOffice, request: RequestRecord) -> None:
    """Nobody answered."""
    adopted = request.approved is True
    outcome = words_for(request).adopted if adopted else words_for(request).stays
    on = in_words(moments.read(request.closes_at or office.now()))
    _write(office, request, "closed", "our request is closed", f"You had not answered when our request was closed on {on}. {outcome}")


def _key_of_bops(office: BackOffice, request: RequestRecord) -> tuple[str, ...]:
    """BOPS's own letters give the key of the whole application away; a service made for BOPS needs it."""
    if office.settings.officer_api:
        return ()
    key = casework.known(office, request.application_id).text("change_access_id")
    return (f"For a service that answers by BOPS's API v1: change_access_id={key}",)


def _write(office: BackOffice, request: RequestRecord, what: str, subject: str, *paragraphs: str) -> None:
    people = casework.known(office, request.application_id).people
    to = people.get("agent_email") or people.get("applicant_email") or "the applicant"
    subject = f"{request.reference}: {subject}"
    office.letters.write(Letter(request.reference, request.id, what, to, today(office.clock), subject, paragraphs))
