"""The letters about a request to move the red line."""

from __future__ import annotations

from datetime import datetime

from plugin.domain.clock import today

from .. import casework, moments
from ..back_office import BackOffice
from ..letters import Letter
from ..storage.request_records import RequestRecord
from . import link
from .plain_dates import by_when, in_words
from .silence_words import what_silence_does


def ask(office: BackOffice, request: RequestRecord, closes_at: datetime) -> None:
    """Sent: what is asked, until when, what silence does, and the secret link."""
    address = link.make(office, request.id, closes_at)
    _write(
        office,
        request,
        "ask",
        "please look at a change to your red line boundary",
        f"We ask you to agree to another red line boundary for your application {request.reference}. The reason: {request.reason}",
        f"See both boundaries on one map, and say whether you agree, {by_when(closes_at)}:",
        address,
        what_silence_does(request.silence, closes_at),
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
        f"We have taken back our request to change the red line boundary of your application {request.reference}. "
        f"The reason: {request.cancel_reason}{stays}",
    )


def closed_by_silence(office: BackOffice, request: RequestRecord) -> None:
    """Nobody answered."""
    adopted = request.adopted_version is not None
    outcome = "The boundary that we had proposed is now in force." if adopted else "Your boundary has not been changed."
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
