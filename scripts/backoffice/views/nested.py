"""An application as ``search`` and the public answers give it: nested, camel case, without id and constraints."""

from __future__ import annotations

from typing import Any

from plugin.domain.clock import today

from .. import moments
from ..application_columns import single_line
from ..back_office import BackOffice
from ..storage.application_records import ApplicationRecord
from ..vocabulary import application_types
from .comments import consultee_comments, published_comments


def overview(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """The part ``application``."""
    kind = application_types()[application.text("type_code")]
    return {
        "type": {"value": kind.code, "description": kind.name},
        "reference": application.reference,
        "fullReference": f"{office.settings.council_code}-{application.reference}",
        "targetDate": application.text("target_date"),
        "expiryDate": application.text("expiry_date"),
        "receivedAt": moments.written(application.text("received_at")),
        "validAt": moments.written(application.maybe("validated_at")),
        "publishedAt": moments.written(application.maybe("published_at")),
        "determinedAt": moments.written(application.maybe("determined_at")),
        "determinationDate": application.maybe("determination_date") or today(office.clock).isoformat(),
        "decision": application.maybe("decision") if application.status == "determined" else None,
        "status": _status(application),
        "sessionId": application.maybe("session_id"),
        "alternativeReference": application.maybe("alternative_reference"),
        "consultation": {
            "startDate": application.maybe("consultation_start"),
            "endDate": application.maybe("consultation_end"),
            "publicUrl": f"http://{office.settings.subdomain}.bops-applicants.localhost/planning_applications/{application.reference}",
            "publishedComments": published_comments(office, application.id, "receivedAt", "summaryTag"),
            "consulteeComments": consultee_comments(office, application.id, "receivedAt"),
        },
        "pressNotice": application.json("press_notice"),
    }


def public(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """What everybody may see of a published application."""
    place = application.site
    answer: dict[str, Any] = {
        "application": overview(office, application),
        "property": {
            "address": {
                "latitude": place["latitude"],
                "longitude": place["longitude"],
                "title": place["address_1"],
                "singleLine": single_line(place),
                "uprn": place["uprn"],
                "town": place["town"],
                "postcode": place["postcode"],
            },
            "boundary": {"site": application.json("boundary")},
        },
        "proposal": {"description": application.text("description"), "reportingType": None, "ownerIsPlanningAuthority": False},
        "applicant": application.json("applicant"),
        "officer": {"name": application.text("officer_name")} if application.maybe("officer_name") else None,
    }
    return answer


def found(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """What ``search`` gives of an application: as the public sees it, and the fee."""
    created = moments.written(application.text("created_at"))
    fee = {
        "id": application.id,
        "created_at": created,
        "exemptions": [],
        "payable_fee": None,
        "planning_application_id": application.id,
        "reductions": [],
        "requested_fee": application.people["payment_amount"],
        "total_fee": None,
        "updated_at": created,
    }
    return {**public(office, application), "applicationFee": fee}


def appeal(application: ApplicationRecord) -> dict[str, Any] | None:
    """The appeal, where there is one."""
    details = application.json("appeal")
    if details is None:
        return None
    dates = {"lodgedDate": "lodged_at", "validatedDate": "validated_at", "startedDate": "started_at", "decisionDate": "determined_at"}
    return {
        "reason": details["reason"],
        **{name: details[key] for name, key in dates.items() if key in details},
        **({"decision": details["decision"]} if "decision" in details else {}),
        "files": [],
    }


def _status(application: ApplicationRecord) -> str:
    """The appeal's state in words takes the place of the status."""
    details = application.json("appeal")
    if details is None:
        return application.status
    if details.get("determined_at"):
        return f"Appeal {details['decision'].replace('_', ' ')}"
    state = next(
        word for word, key in (("started", "started_at"), ("validated", "validated_at"), ("lodged", "lodged_at")) if details.get(key)
    )
    return f"Appeal {state}"
