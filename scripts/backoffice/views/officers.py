"""Officers, and what they did, as the officer API gives them."""

from __future__ import annotations

from typing import Any

from .. import moments
from ..back_office import BackOffice
from ..storage.application_records import ApplicationRecord
from ..storage.audit_records import Audit
from ..storage.officer_records import Officer


def officer(found: Officer | None) -> dict[str, Any] | None:
    """Nobody is null."""
    return None if found is None else {"id": found.id, "name": found.name, "role": found.role}


def case_officer(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """Whose case it is."""
    name = application.maybe("officer_name")
    return {
        "planning_application": {"id": application.id, "reference": application.reference},
        "officer": officer(office.officers.by_name(name)) if name else None,
    }


def audit(entry: Audit) -> dict[str, Any]:
    """One entry of the trail."""
    return {
        "id": entry.id,
        "activity_type": entry.activity_type,
        "activity_information": entry.activity_information,
        "audit_comment": entry.audit_comment,
        "officer": entry.officer,
        "automated_activity": entry.automated,
        "created_at": moments.written(entry.created_at),
    }
