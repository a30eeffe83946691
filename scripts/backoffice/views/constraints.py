"""Constraints as the officer API gives them: with ids, entities, and who found them."""

from __future__ import annotations

from typing import Any

from .. import moments
from ..back_office import BackOffice
from ..constraints import label
from ..storage.application_records import ApplicationRecord
from ..storage.constraint_records import Constraint
from ..vocabulary import ConstraintType, constraint_types


def constraint_type(known: ConstraintType) -> dict[str, str]:
    """One that this authority knows."""
    return {"type": known.type, "category": known.category, "description": known.label}


def constraint(found: Constraint) -> dict[str, Any]:
    """One of an application."""
    return {
        "id": found.id,
        **constraint_type(constraint_types()[found.type]),
        "description": label(found.type, found.description),
        "identified": found.identified,
        "identified_by": found.identified_by,
        "entities": found.entities,
        "overlap": found.overlap,
        "created_at": moments.written(found.created_at),
    }


def constraints(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """All of an application, and whether an officer has looked at them."""
    return {
        "planning_application": {"id": application.id, "reference": application.reference},
        "checked_at": moments.written(application.maybe("constraints_checked_at")),
        "checked_by": application.maybe("constraints_checked_by"),
        "data": [constraint(found) for found in office.constraints.of_application(application.id)],
    }
