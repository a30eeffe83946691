"""An application as ``list`` and ``show`` give it: one level, snake case (but for two keys), keys that vanish."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from plugin.domain.clock import london, today

from .. import moments
from ..back_office import BackOffice
from ..storage.application_records import ApplicationRecord
from ..vocabulary import application_types
from .comments import consultee_comments, published_comments

_STAMPS = (
    "awaiting_determination_at",
    "to_be_reviewed_at",
    "determined_at",
    "invalidated_at",
    "in_assessment_at",
    "returned_at",
    "withdrawn_at",
)


def flat(office: BackOffice, application: ApplicationRecord, base: str) -> dict[str, Any]:
    """``base`` is the address of this server, for links."""
    kind = application_types()[application.text("type_code")]
    answer: dict[str, Any] = {key: value for key, value in application.people.items() if key != "ownership_certificate"}
    answer |= {stamp: moments.written(application.maybe(stamp)) for stamp in _STAMPS}
    answer["created_at"] = moments.written(application.text("created_at"))
    answer["description"] = application.text("description")
    answer["determination_date"] = _determination(office, application)
    answer["id"] = application.id
    answer["alternative_reference"] = application.maybe("alternative_reference")
    answer["started_at"] = None
    answer["status"] = application.status
    answer["target_date"] = application.text("target_date")
    answer["boundary_geojson"] = application.json("boundary")
    if application.maybe("officer_name"):
        answer["assigned_user_name"] = application.text("officer_name")
        answer["assigned_user_role"] = application.text("officer_role")
    if "ownership_certificate" in application.people and application.status != "pending":
        answer["ownership_certificate"] = application.people["ownership_certificate"]
    answer["application_type"] = kind.name
    answer["reference"] = application.reference
    answer["reference_in_full"] = f"{office.settings.council_code}-{application.reference}"
    answer["site"] = application.site
    answer["received_date"] = moments.written(application.text("received_at"))
    answer["validAt"] = moments.written(application.maybe("validated_at"))
    answer["publishedAt"] = moments.written(application.maybe("published_at"))
    if application.status == "determined":
        answer["decision"] = application.text("decision")
    constraints = application.json("constraints")
    if constraints:
        answer["constraints"] = constraints
    answer["documents"] = [
        {
            "url": f"{base}/files/{document.key}",
            "created_at": moments.written(document.created_at),
            "tags": [tag["value"] for tag in document.tags],
            "numbers": ", ".join(document.numbers),
            "applicant_description": document.applicant_description,
        }
        for document in office.documents.of_application(application.id)
        if document.published
    ]
    if application.has_consultation:
        answer["published_comments"] = published_comments(office, application.id, "received_at", "summary_tag")
        answer["consultee_comments"] = consultee_comments(office, application.id, "received_at")
        answer["consultation"] = {"end_date": application.maybe("consultation_end")}
    answer["make_public"] = application.maybe("published_at") is not None
    if office.settings.officer_api:
        answer |= _for_officers(office, application, kind.code)
    return answer


def _for_officers(office: BackOffice, application: ApplicationRecord, type_code: str) -> dict[str, Any]:
    """What BOPS's list lacks for a client that keeps in step."""
    in_force = office.boundaries.in_force(application.id)
    return {
        "version": application.version,
        "updated_at": moments.written(application.text("updated_at")),
        "application_type_code": type_code,
        "expiry_date": application.text("expiry_date"),
        "boundary_version": 0 if in_force is None else in_force.version,
    }


def _determination(office: BackOffice, application: ApplicationRecord) -> str:
    """Today where there is none; a time at midnight where there is one."""
    kept = application.maybe("determination_date")
    if kept is None:
        return today(office.clock).isoformat()
    return datetime.combine(date.fromisoformat(kept), time(), london()).isoformat(timespec="milliseconds")
