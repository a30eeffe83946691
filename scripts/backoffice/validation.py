"""Validation requests: raised, sent, answered, cancelled, and closed by silence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from plugin.domain.clock import london
from plugin.rules.rules import Rules

from . import casework, moments, states
from .applicant import notices
from .back_office import BackOffice
from .business_days import add_business_days
from .errors import BadRequest, Conflict, NotFound
from .request_types import DESCRIPTION, RED_LINE, TIME, TYPES
from .silence import Effect, closes_at, last_day
from .storage.database import jsonb
from .storage.request_records import RequestRecord

#: A yes to a request that is handled so brings no line into force: another application is to follow.
FRESH_APPLICATION = "fresh_application"
_NO_REASON = (
    "Validation failed: Please include a comment for the case officer to indicate why the red line boundary change has been rejected."
)
#: How long before the new expiry date a time extension puts the target date.
_TARGET_BEFORE_EXPIRY_DAYS = 19
_BEFORE_VALIDATION = ("pending", "not_started", "invalidated")


def raise_request(
    office: BackOffice,
    application_id: int,
    kind: str,
    reason: str | None,
    specific: dict[str, Any],
    *,
    created_by: str | None = None,
    handling: Mapping[str, Any] | None = None,
) -> int:
    """A pending request; gives its id. A red line's original is the line in force now, absent where there is none.

    ``created_by`` is an officer's name, ``handling`` what the officer means to do with a change of the red line.
    """
    application = casework.known(office, application_id)
    now = office.clock.now()
    version = None
    if kind == RED_LINE:
        specific, version = _over_line_in_force(office, application_id, specific["new_geojson"])
    today = now.astimezone(london()).date()
    days = int(Rules(today).number("boundary-request.bops-told")) if kind == RED_LINE else TYPES[kind].days
    due = add_business_days(today, days)
    values = {
        "application_id": application_id,
        "type": kind,
        "post_validation": application.status not in _BEFORE_VALIDATION,
        "now": moments.kept(now),
        "reason": reason,
        "response_due": due.isoformat(),
        "specific": jsonb(specific),
        "created_by": created_by,
        "original_version": version,
        "handling": None if handling is None else json.dumps(handling),
    }
    with office.database.act():
        made = office.requests.add(values)
        _audit(office, known(office, made), "added", officer=created_by, comment=reason)
        return made


def change(
    office: BackOffice,
    identity: int,
    reason: str | None,
    specific: dict[str, Any],
    officer: str,
    *,
    handling: Mapping[str, Any] | None = None,
    line_anew: bool = False,
) -> None:
    """Word a pending request anew. ``line_anew`` says that its red line was drawn anew: then over the line in force now."""
    request = known(office, identity)
    if request.state != "pending":
        raise Conflict(f"Event 'change' cannot transition from '{request.state}'.")
    version = request.original_version
    if request.type == RED_LINE:
        if line_anew:
            specific, version = _over_line_in_force(office, request.application_id, specific["new_geojson"])
        else:
            specific = request.specific
    written = None if handling is None else json.dumps(handling)
    with office.database.act():
        office.requests.change(identity, office.now(), reason=reason, specific=jsonb(specific), handling=written, original=version)
        _audit(office, request, "updated", officer=officer, comment=reason)


def send(office: BackOffice, identity: int, officer: str | None = None) -> None:
    """Open it, and tell the applicant, with the day by which silence closes it."""
    request = known(office, identity)
    if request.state != "pending":
        raise Conflict(f"Event 'mark_as_sent' cannot transition from '{request.state}'.")
    with office.database.act():
        _audit(office, request, "sent_post_validation" if request.post_validation else "sent", officer=officer)
        if not TYPES[request.type].closed_by_silence:
            office.requests.send(identity, office.now(), request.response_due)
            notices.ask(office, known(office, identity))
            return
        effect, created, now = office.settings.silence, moments.read(request.created_at), office.clock.now()
        closes = closes_at(effect, created, now)
        # BOPS tells applicants another day than the one on which it acts; we tell the true one.
        due = last_day(effect, created, now).isoformat() if effect is Effect.CLOSES else request.response_due
        office.requests.send(identity, office.now(), due, moments.kept(closes), effect.value)
        notices.ask(office, known(office, identity))


def send_all(office: BackOffice, application_id: int, officer: str | None = None) -> None:
    """The application is invalid: every pending request goes out."""
    with office.database.act():
        casework.happens(office, application_id, "invalidate", officer)
        for request in office.requests.of_application(application_id):
            if request.state == "pending":
                send(office, request.id, officer)


def reply(office: BackOffice, identity: int, response: str) -> None:
    """The applicant's words, to a request that asks for no yes and no no."""
    if not response.strip():
        raise BadRequest("The answer has no words.")
    with office.database.act():
        request = _answerable(office, identity)
        if TYPES[request.type].agreed:
            raise BadRequest("This request is answered by a yes or a no.")
        office.requests.close(identity, office.now(), approved=None, response=response)
        _audit(office, request, "received", comment=response)


def answer(office: BackOffice, identity: int, approved: object, rejection_reason: str | None = None, response: str | None = None) -> None:
    """The applicant's yes or no. Stricter than BOPS: nothing else counts as an answer, and a no always has a reason."""
    if not isinstance(approved, bool):
        raise BadRequest("approved must be true or false: nothing else is taken for an answer.")
    if approved and rejection_reason:
        raise BadRequest("An approval has no reason for rejection: say one or the other.")
    if not approved and not (rejection_reason or "").strip():
        raise BadRequest(_NO_REASON)
    with office.database.act():
        request = _answerable(office, identity)
        office.requests.close(identity, office.now(), approved=approved, rejection_reason=rejection_reason, response=response)
        _audit(office, request, "received", information="agreed" if approved else "disagreed", comment=rejection_reason)
        if approved:
            _adopt(office, request, office.clock.now(), "agreed")


def _answerable(office: BackOffice, identity: int) -> RequestRecord:
    request = known(office, identity)
    if request.state != "open":
        raise Conflict(f"Event 'close' cannot transition from '{request.state}'.")
    application = casework.known(office, request.application_id)
    if application.status in states.ENDED:
        raise Conflict(f"{application.reference} is {application.status}: nothing in it can be changed by an answer any more.")
    return request


def cancel(office: BackOffice, identity: int, reason: str, officer: str | None = None) -> None:
    """Take a request back; one that was agreed leaves the agreed line in force."""
    with office.database.act():
        before = known(office, identity)
        if before.state == "cancelled":
            raise Conflict("Event 'cancel' cannot transition from 'cancelled'.")
        office.requests.cancel(identity, reason, office.now())
        _audit(office, before, "cancelled_post_validation" if before.post_validation else "cancelled", officer=officer, comment=reason)
        if before.state != "pending":
            notices.take_back(office, known(office, identity))


def close_silent(office: BackOffice) -> list[int]:
    """Close what silence has closed by now, each at its own moment and with the effect that its applicant was told. Gives the ids."""
    now = office.now()
    if not office.requests.silent(now):
        return []
    with office.database.act():
        silent = office.requests.silent(now)
        for request in silent:
            moment = moments.read(request.closes_at or now)
            adopts = request.silence == Effect.CLOSES_AND_ADOPTS.value
            office.requests.close(request.id, moments.kept(moment), approved=True if adopts else None, closed_by="silence")
            _audit(office, request, "auto_closed", automated=True)
            if adopts:
                _adopt(office, request, moment, "silence")
            notices.closed_by_silence(office, known(office, request.id))
    return [request.id for request in silent]


def known(office: BackOffice, identity: int) -> RequestRecord:
    """The request of an id. Raises NotFound."""
    request = office.requests.by_id(identity)
    if request is None:
        raise NotFound(f"Couldn't find ValidationRequest with 'id'={identity}")
    return request


def _audit(office: BackOffice, request: RequestRecord, what: str, **more: Any) -> None:
    """BOPS's own name: the type in snake case, and what happened."""
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", request.type).lower()
    office.audits.add(request.application_id, f"{kind}_{what}", office.now(), **more)


def _over_line_in_force(office: BackOffice, application_id: int, line: Any) -> tuple[dict[str, Any], int | None]:
    """What is kept of a proposed line, and the version that it is drawn over; neither has an original where there is no line yet."""
    in_force = office.boundaries.in_force(application_id)
    if in_force is None:
        return {"new_geojson": line}, None
    return {"new_geojson": line, "original_geojson": in_force.boundary}, in_force.version


def _adopt(office: BackOffice, request: RequestRecord, moment: datetime, origin: str) -> None:
    """What a yes brings about."""
    identity, asked = request.application_id, request.specific
    if request.type == RED_LINE:
        _bring_into_force(office, request, moment, origin)
    elif request.type == DESCRIPTION:
        office.applications.describe(identity, asked["proposed_description"])
    elif request.type == TIME:
        expiry = date.fromisoformat(asked["proposed_expiry_date"])
        office.applications.wait(identity, expiry.isoformat(), (expiry - timedelta(days=_TARGET_BEFORE_EXPIRY_DAYS)).isoformat())


def _bring_into_force(office: BackOffice, request: RequestRecord, moment: datetime, origin: str) -> None:
    """The proposed line, unless it was handled as too much for this application."""
    if (request.handling or {}).get("handling") == FRESH_APPLICATION:
        return
    line = jsonb(request.specific["new_geojson"])
    version = office.boundaries.add(request.application_id, line, moments.kept(moment), origin, request.id)
    office.requests.adopted(request.id, version)
    # What was checked was checked for another line.
    office.applications.check_constraints(request.application_id, None, None)
