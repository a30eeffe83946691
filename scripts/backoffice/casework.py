"""What officers do to an application: validate, decide, publish, assign. Over HTTP BOPS takes none of it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from plugin.domain.clock import london, today

from . import moments, states
from .back_office import BackOffice
from .errors import Conflict, NotFound
from .request_types import TYPES
from .storage.application_records import ApplicationRecord
from .storage.officer_records import Officer

_TARGET_DAYS, _EXPIRY_DAYS = 35, 56


def known(office: BackOffice, identity: int) -> ApplicationRecord:
    """The application of an id. Raises NotFound."""
    application = office.applications.by_id(identity)
    if application is None:
        raise NotFound(f"Couldn't find PlanningApplication with 'id'={identity}")
    return application


#: What the audit trail calls an event.
_ACTIVITIES = {
    "mark_accepted": "created",
    "invalidate": "invalidated",
    "start": "started",
    "assess": "assessed",
    "submit": "submitted",
    "withdraw_recommendation": "withdrawn_recommendation",
    "request_correction": "challenged",
    "send_to_committee": "sent_to_committee",
    "determine": "determined",
    "return": "returned",
    "withdraw": "withdrawn",
    "close": "closed",
}


def happens(office: BackOffice, identity: int, event: str, officer: str | None = None, comment: str | None = None) -> None:
    """An event of the state machine, by an officer. Raises Conflict where it cannot happen, by state or because something is still open."""
    with office.database.act():
        application = known(office, identity)
        step = states.step(event, application.status)
        _guard(office, application, event)
        if event == "determine" and application.maybe("determination_date") is None:
            office.applications.decide(identity, application.text("decision"), today(office.clock).isoformat())
        office.applications.move(identity, *step.leads(application.status), office.now())
        if event in _ACTIVITIES:
            office.audits.add(
                identity, _ACTIVITIES[event], office.now(), officer=officer, comment=comment, automated=event == "mark_accepted"
            )


def validate(office: BackOffice, identity: int, moment: datetime, officer: str | None = None) -> None:
    """Valid from ``moment``, from which the target and the statutory date count; assessment begins."""
    day = moment.astimezone(london()).date()
    with office.database.act():
        target, expiry = day + timedelta(days=_TARGET_DAYS), day + timedelta(days=_EXPIRY_DAYS)
        office.applications.validate(identity, moments.kept(moment), target.isoformat(), expiry.isoformat())
        happens(office, identity, "start", officer)


def decide(office: BackOffice, identity: int, decision: str | None) -> None:
    """The decision that is recommended: granted, refused or not_required; None while there is none yet."""
    office.applications.decide(identity, decision, None)


def publish(office: BackOffice, identity: int) -> None:
    """Open to the public from now on."""
    office.applications.publish(identity, office.now())


def consult(office: BackOffice, identity: int, start: date, end: date) -> None:
    """A consultation with its first and last day."""
    office.applications.consult(identity, start.isoformat(), end.isoformat())


def appeal(office: BackOffice, identity: int, details: dict[str, Any]) -> None:
    """An appeal: reason, lodged_at, validated_at, started_at, determined_at, decision; what is not there yet is left out."""
    office.applications.appeal(identity, json.dumps(details))


def assign(office: BackOffice, identity: int, name: str, role: str = "assessor") -> None:
    """Whose case it is, be the officer known or new."""
    with office.database.act():
        assign_to(office, identity, office.officers.by_id(office.officers.add(name, role)))


def assign_to(office: BackOffice, identity: int, officer: Officer | None, by: str | None = None) -> None:
    """Whose case it is from now on; None for nobody's. ``by`` is the officer who says so."""
    with office.database.act():
        office.applications.assign(identity, None if officer is None else officer.id)
        office.audits.add(identity, "assigned", office.now(), officer=by, information="" if officer is None else officer.name)


def remove(office: BackOffice, identity: int) -> None:
    """Taken away: ``show`` answers 404 from now on."""
    office.applications.remove(identity, office.now())


def _guard(office: BackOffice, application: ApplicationRecord, event: str) -> None:
    if event == "start" and application.maybe("validated_at") is None:
        raise Conflict(f"{application.reference} has no valid date: set it before assessment starts.")
    if event in ("assess", "submit", "determine") and application.maybe("decision") is None:
        raise Conflict(f"{application.reference} has no decision: make one before this.")
    requests = office.requests.of_application(application.id)
    if event == "invalidate" and not any(request.state == "pending" for request in requests):
        raise Conflict(f"{application.reference} has no validation request to send: raise one before it is invalidated.")
    if event == "submit" and any(
        request.state == "open" and request.post_validation and TYPES[request.type].blocks_recommendation for request in requests
    ):
        raise Conflict(f"{application.reference} has open validation requests: wait for the answers, or cancel them.")
