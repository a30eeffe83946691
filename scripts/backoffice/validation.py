"""Validation requests: raised, sent, answered, cancelled, and closed by silence."""

from __future__ import annotations

from typing import Any

from plugin.domain.clock import london

from . import casework, moments
from .back_office import BackOffice
from .business_days import add_business_days, subtract_business_days
from .errors import BadRequest, Conflict, NotFound
from .storage.database import jsonb
from .storage.request_records import RequestRecord

RED_LINE = "RedLineBoundaryChangeValidationRequest"
_DAYS_TO_ANSWER = 15
_OTHER_DAYS = {"DescriptionChangeValidationRequest": 5}
#: An open request of these types is closed, as agreed, when so many business days have gone by.
_SILENCE_DAYS = 5
_CLOSED_BY_SILENCE = (RED_LINE, "DescriptionChangeValidationRequest")
_BEFORE_VALIDATION = ("pending", "not_started", "invalidated")


def raise_request(office: BackOffice, application_id: int, kind: str, reason: str, specific: dict[str, Any]) -> int:
    """A pending request; gives its id. A red line's original is the line in force now, absent where there is none."""
    application = casework.known(office, application_id)
    now = office.clock.now()
    if kind == RED_LINE:
        original = application.json("boundary")
        specific = {"new_geojson": specific["new_geojson"]} | ({} if original is None else {"original_geojson": original})
    due = add_business_days(now.astimezone(london()).date(), _OTHER_DAYS.get(kind, _DAYS_TO_ANSWER))
    values = {
        "application_id": application_id,
        "type": kind,
        "post_validation": application.status not in _BEFORE_VALIDATION,
        "now": moments.kept(now),
        "reason": reason,
        "response_due": due.isoformat(),
        "specific": jsonb(specific),
    }
    with office.database.act():
        return office.requests.add(values)


def send(office: BackOffice, identity: int) -> None:
    """Open it, and tell the applicant."""
    request = known(office, identity)
    if request.state != "pending":
        raise Conflict(f"Event 'mark_as_sent' cannot transition from '{request.state}'.")
    office.requests.send(identity, office.now())


def send_all(office: BackOffice, application_id: int) -> None:
    """The application is invalid: every pending request goes out."""
    with office.database.act():
        casework.happens(office, application_id, "invalidate")
        for request in office.requests.of_application(application_id):
            if request.state == "pending":
                send(office, request.id)


def answer(office: BackOffice, identity: int, approved: object, rejection_reason: str | None = None, response: str | None = None) -> None:
    """The applicant's yes or no. Stricter than BOPS: nothing else counts as an answer, and a no always has a reason."""
    if not isinstance(approved, bool):
        raise BadRequest("approved must be true or false: nothing else is taken for an answer.")
    if approved and rejection_reason:
        raise BadRequest("An approval has no reason for rejection: say one or the other.")
    if not approved and not (rejection_reason or "").strip():
        raise BadRequest("Please include a comment for the case officer to indicate why the red line boundary change has been rejected.")
    with office.database.act():
        request = known(office, identity)
        if request.state != "open":
            raise Conflict(f"Event 'close' cannot transition from '{request.state}'.")
        _close(office, request, approved=approved, rejection_reason=rejection_reason, response=response, auto_closed=False)


def cancel(office: BackOffice, identity: int, reason: str) -> None:
    """Take a request back; one that was agreed leaves the agreed line in force."""
    if known(office, identity).state == "cancelled":
        raise Conflict("Event 'cancel' cannot transition from 'cancelled'.")
    office.requests.cancel(identity, reason, office.now())


def close_silent(office: BackOffice) -> list[int]:
    """The daily job: what was *made* five business days ago or more and is still open counts as agreed. Gives the ids."""
    latest = moments.kept(subtract_business_days(office.clock.now(), _SILENCE_DAYS))
    with office.database.act():
        silent = [request for request in office.requests.open_since(latest) if request.type in _CLOSED_BY_SILENCE]
        for request in silent:
            _close(office, request, approved=True, rejection_reason=None, response=None, auto_closed=True)
    return [request.id for request in silent]


def known(office: BackOffice, identity: int) -> RequestRecord:
    """The request of an id. Raises NotFound."""
    request = office.requests.by_id(identity)
    if request is None:
        raise NotFound(f"Couldn't find ValidationRequest with 'id'={identity}")
    return request


def _close(
    office: BackOffice, request: RequestRecord, *, approved: bool, rejection_reason: str | None, response: str | None, auto_closed: bool
) -> None:
    office.requests.close(
        request.id, office.now(), approved=approved, rejection_reason=rejection_reason, response=response, auto_closed=auto_closed
    )
    if approved and request.type == RED_LINE:
        office.applications.set_boundary(request.application_id, jsonb(request.specific["new_geojson"]))
