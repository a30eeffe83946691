"""Whether an application is valid, and what it is recommended to become, as the officer API gives both."""

from __future__ import annotations

from typing import Any

from plugin.rules.decisions import decision_choices

from .. import moments
from ..back_office import BackOffice
from ..geography import rules_of
from ..storage.application_records import ApplicationRecord

_NONE_YET = {"decision": None, "public_comment": "", "assessor_comment": "", "committee": {"recommend": False, "reasons": []}}


def validity(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """The state, the dates, and the requests that wait."""
    states = [request.state for request in office.requests.of_application(application.id)]
    validated = application.maybe("validated_at")
    return {
        "planning_application": {"id": application.id, "reference": application.reference},
        "status": application.status,
        "valid_from": None if validated is None else moments.civil_date(validated).isoformat(),
        "invalidated_at": moments.written(application.maybe("invalidated_at")),
        "target_date": application.text("target_date"),
        "expiry_date": application.text("expiry_date"),
        "pending_requests": states.count("pending"),
        "open_requests": states.count("open"),
    }


def recommendation(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """The one that counts, with the decisions that the type has; ``status`` null where there is none yet."""
    found = office.recommendations.latest(application.id)
    choices = decision_choices(application.text("type_code"), rules_of(office.clock))
    return {
        "planning_application": {"id": application.id, "reference": application.reference},
        "application_status": application.status,
        "decisions": [{"code": choice.code, "description": choice.words} for choice in choices],
        "status": None if found is None else found.status,
        **(_NONE_YET if found is None else found.content),
        "assessor": None if found is None else found.assessor,
        "submitted_at": None if found is None else moments.written(found.submitted_at),
        "challenged": None if found is None else found.challenged,
        "reviewer_comment": None if found is None else found.reviewer_comment,
        "reviewer": None if found is None else found.reviewer,
        "reviewed_at": None if found is None else moments.written(found.reviewed_at),
    }
