"""What an officer asks of the applicant, judged field by field before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import validation
from ..back_office import BackOffice
from ..field_errors import Field, Invalid
from ..geography import in_metres, rules_of
from .judged import faults_in
from .red_line import NotARedLine, is_the_same, red_line

#: The types that are taken, and the schema of each.
TYPES: Mapping[str, str] = {validation.RED_LINE: "NewRedLineBoundaryChange"}
_STAYS = "unchanged"
_LINE = "data.specific_attributes.new_geojson"


def red_line_request(office: BackOffice, application_id: int, data: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, str]]:
    """The reason, the proposed line as it was sent, and how the officer handles the change.

    Raises Invalid with every field that is wrong, so that all can be mended at once.
    """
    faults = _type_faults(data) or faults_in(TYPES[validation.RED_LINE], data)
    given = data.get("specific_attributes")
    attributes: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if "new_geojson" in attributes and not any(field.name.startswith(_LINE) for field in faults):
        line_fault = _line_fault(office, application_id, attributes["new_geojson"])
        faults += [Field(_LINE, line_fault)] if line_fault else []
    if faults:
        raise Invalid(*faults)
    handling = {key: attributes[key] for key in ("handling", "handling_reason")}
    return data["reason"], attributes["new_geojson"], {**handling, "ownership_certificate": attributes.get("ownership_certificate", _STAYS)}


def _type_faults(data: Mapping[str, Any]) -> list[Field]:
    kind = data.get("type")
    if isinstance(kind, str) and kind in TYPES:
        return []
    return [Field("data.type", f"This back office takes requests of these types: {', '.join(TYPES)}.")]


def _line_fault(office: BackOffice, application_id: int, value: Any) -> str:
    """What is wrong with the proposed line, "" for nothing."""
    rules = rules_of(office.clock)
    try:
        proposed = red_line(value, rules)
    except NotARedLine as error:
        return str(error)
    in_force = office.boundaries.in_force(application_id)
    current = in_metres(in_force.boundary, rules) if in_force is not None else None
    if current is not None and is_the_same(current, proposed):
        return "The proposed red line is the one that is in force: draw the change first."
    return ""
