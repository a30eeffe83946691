"""What an officer asks of the applicant, judged field by field before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugin.boundary.compare import compare

from ..back_office import BackOffice
from ..field_errors import AlreadyThere, Field, Invalid, NotInThisState
from ..geography import in_metres, rules_of
from ..request_types import DESCRIPTION, RED_LINE, REPLACEMENT, TIME, TYPES
from ..storage.application_records import ApplicationRecord
from ..storage.request_records import RequestRecord
from .document import parsed
from .judged import faults_in
from .red_line import NotARedLine, is_the_same, red_line

_ATTRIBUTES = "data.specific_attributes"
_NOT_YET_VALID = ("pending", "not_started", "invalidated")


@dataclass(frozen=True)
class NewRequest:
    """What is to be raised. ``handling`` is what the officer means to do with a change of the red line."""

    kind: str
    reason: str | None
    specific: dict[str, Any]
    handling: dict[str, Any] | None = None


def new_request(office: BackOffice, application: ApplicationRecord, data: Mapping[str, Any]) -> NewRequest:
    """The request that ``data`` asks for. Raises NotInThisState, AlreadyThere, and Invalid with every field that is wrong."""
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise Invalid(Field("data.type", f"This back office takes requests of these types: {', '.join(TYPES)}."))
    _must_be_due(office, application, kind)
    return _judged(office, application, kind, data)


def changed_request(office: BackOffice, application: ApplicationRecord, asked: RequestRecord, data: Mapping[str, Any]) -> NewRequest:
    """What a request that waits is to become: what ``data`` does not hold stays. Raises Invalid with every field that is wrong."""
    names, given = _names(TYPES[asked.type].schema), data.get("specific_attributes")
    there = {name: value for name, value in {**asked.specific, **(asked.handling or {})}.items() if name in names}
    attributes = {**there, **given} if isinstance(given, Mapping) else data.get("specific_attributes", there)
    reason = data.get("reason", asked.reason)
    whole = {"type": asked.type, "specific_attributes": attributes, **({} if reason is None else {"reason": reason})}
    return _judged(office, application, asked.type, whole, as_it_is=given is None)


def _judged(
    office: BackOffice, application: ApplicationRecord, kind: str, data: Mapping[str, Any], *, as_it_is: bool = False
) -> NewRequest:
    """``as_it_is`` says that its attributes were judged when they were sent, and nothing may have become of them that is a fault now."""
    given = data.get("specific_attributes")
    attributes: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {}
    faults = faults_in(TYPES[kind].schema, data)
    if not as_it_is and not any(field.name.startswith(_ATTRIBUTES) for field in faults):
        faults += _more_faults(office, application, kind, attributes)
    if faults:
        raise Invalid(*faults)
    specific = {name: attributes[name] for name in _names(TYPES[kind].schema) if name in attributes}
    if kind == RED_LINE:
        line = specific.pop("new_geojson")
        return NewRequest(kind, data["reason"], {"new_geojson": line}, specific)
    if kind == DESCRIPTION:
        specific = {"previous_description": application.text("description"), **specific}
    return NewRequest(kind, data.get("reason"), specific)


def _must_be_due(office: BackOffice, application: ApplicationRecord, kind: str) -> None:
    if TYPES[kind].after_validation and application.status in _NOT_YET_VALID:
        what = f"{application.reference} is {application.status.replace('_', ' ')}: this is asked for after validation."
        raise NotInThisState(what, state=application.status)
    if TYPES[kind].one_at_a_time:
        waiting = [each for each in office.requests.of_application(application.id, kind) if each.state in ("pending", "open")]
        if waiting:
            what = f"A request of this type is waiting already (number {waiting[0].id}): wait for its answer, or cancel it."
            raise AlreadyThere(what, Field("data.type", what))


def _names(schema: str) -> list[str]:
    """The attributes that a type has, in the order of the document."""
    properties = parsed()["components"]["schemas"][schema]["properties"]
    return list(properties.get("specific_attributes", {}).get("properties", {}))


def _more_faults(office: BackOffice, application: ApplicationRecord, kind: str, attributes: Mapping[str, Any]) -> list[Field]:
    """What no schema can say."""
    if kind == RED_LINE:
        fault, name = line_fault(office, application.id, attributes["new_geojson"]), "new_geojson"
        if not fault and "ownership_certificate" not in attributes and _takes_in_land(office, application.id, attributes["new_geojson"]):
            fault, name = "Land comes in: say whose it is, and so what becomes of the ownership certificate.", "ownership_certificate"
    elif kind == TIME:
        fault, name = _time_fault(application, attributes["proposed_expiry_date"]), "proposed_expiry_date"
    elif kind == REPLACEMENT:
        there = {document.name for document in office.documents.of_application(application.id)}
        fault, name = "" if attributes["document"] in there else "The application has no document of this name.", "document"
    elif kind == DESCRIPTION:
        same = attributes["proposed_description"].strip() == application.text("description").strip()
        fault, name = "This is the present description: change it first." if same else "", "proposed_description"
    else:
        return []
    return [Field(f"{_ATTRIBUTES}.{name}", fault)] if fault else []


def _takes_in_land(office: BackOffice, application_id: int, value: Any) -> bool:
    """Whether a line without faults has land that the line in force has not; all of it is such land where there is none yet."""
    rules = rules_of(office.clock)
    in_force = office.boundaries.in_force(application_id)
    current = in_metres(in_force.boundary, rules) if in_force is not None else None
    return current is None or compare(current.geometry, red_line(value, rules).geometry, rules).kind.takes_in_land


def _time_fault(application: ApplicationRecord, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "There is no such day."
    return (
        "" if day > date.fromisoformat(application.text("expiry_date")) else "The decision is due on this date or later: give a later one."
    )


def line_fault(office: BackOffice, application_id: int, value: Any) -> str:
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
