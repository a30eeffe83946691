"""The constraints of an application: added, removed, checked by officers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .back_office import BackOffice
from .storage.constraint_records import Constraint
from .vocabulary import constraint_types


def add(office: BackOffice, application_id: int, data: Mapping[str, Any], officer: str) -> int:
    """One that an officer has found (its ``type``, ``description``, ``entities`` and ``overlap``); gives its id."""
    kind, about = str(data["type"]), str(data.get("description") or "")
    found = {"entities": data.get("entities", []), "overlap": data.get("overlap"), "description": about}
    with office.database.act():
        made = office.constraints.add(application_id, kind, office.now(), identified_by=officer, **found)
        office.audits.add(application_id, "constraint_added", office.now(), officer=officer, information=label(kind, about))
        show_labels(office, application_id)
        return made


def remove(office: BackOffice, constraint: Constraint, officer: str) -> None:
    """One that was added and does not apply."""
    with office.database.act():
        office.constraints.remove(constraint.id, office.now())
        office.audits.add(
            constraint.application_id,
            "constraint_removed",
            office.now(),
            officer=officer,
            information=label(constraint.type, constraint.description),
        )
        show_labels(office, constraint.application_id)


def check(office: BackOffice, application_id: int, officer: str) -> None:
    """An officer has looked at all of them."""
    with office.database.act():
        office.applications.check_constraints(application_id, office.now(), officer)
        office.audits.add(application_id, "constraints_checked", office.now(), officer=officer)


def show_labels(office: BackOffice, application_id: int) -> None:
    """What BOPS's own answers show of them."""
    labels = [label(constraint.type, constraint.description) for constraint in office.constraints.of_application(application_id)]
    office.applications.label(application_id, json.dumps(labels))


def label(kind: str, description: str = "") -> str:
    """What is shown of a constraint; ``description`` is what one of the type "other" is."""
    return description or constraint_types()[kind].label
