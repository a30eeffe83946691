"""What an officer asks of the applicant, judged field by field before anything is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .. import validation
from ..back_office import BackOffice
from ..field_errors import Field, Invalid
from ..geography import in_metres, rules_of
from .red_line import NotARedLine, is_the_same, red_line

TYPES = (validation.RED_LINE,)
HANDLINGS = ("accept_as_drawn", "reconsult", validation.FRESH_APPLICATION)
CERTIFICATES = ("unchanged", "certificate_a", "certificate_b", "certificate_c", "certificate_d", "to_be_confirmed")
_LONGEST = 5000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ATTRIBUTES = "data.specific_attributes"


def words(value: Any, name: str, what: str) -> str:
    """Text for a person: neither blank nor endless. ``what`` says what to write. Raises Invalid at the field ``name``."""
    if not isinstance(value, str) or not value.strip():
        raise Invalid(Field(name, what))
    if len(value) > _LONGEST:
        raise Invalid(Field(name, f"This is longer than {_LONGEST:,} characters: shorten it."))
    if _CONTROL.search(value):
        raise Invalid(Field(name, "This has control characters in it: take them out."))
    return value


def red_line_request(office: BackOffice, application_id: int, data: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, str]]:
    """The reason, the proposed line as it was sent, and how the officer handles the change.

    Raises Invalid with every field that is wrong, so that all can be mended at once.
    """
    faults: list[Field] = []

    def text(value: Any, name: str, what: str) -> str:
        try:
            return words(value, name, what)
        except Invalid as error:
            faults.extend(error.fields)
            return ""

    if data.get("type") not in TYPES:
        faults.append(Field("data.type", f"This back office takes requests of the type {' or '.join(TYPES)}."))
    reason = text(data.get("reason"), "data.reason", "Say why the red line has to change: the applicant reads it.")
    given = data.get("specific_attributes")
    attributes: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if not isinstance(given, Mapping):
        faults.append(Field(_ATTRIBUTES, "Send the proposed red line and how it is handled in specific_attributes."))
    else:
        line_fault = _line_fault(office, application_id, attributes.get("new_geojson"))
        faults += [Field(f"{_ATTRIBUTES}.new_geojson", line_fault)] if line_fault else []
        faults += _choice(attributes, "handling", HANDLINGS, "Say how the change is handled")
        why = "Say why the change is handled so: substance, and fairness to those consulted."
        text(attributes.get("handling_reason"), f"{_ATTRIBUTES}.handling_reason", why)
        if "ownership_certificate" in attributes:
            faults += _choice(attributes, "ownership_certificate", CERTIFICATES, "Say what becomes of the ownership certificate")
    if faults:
        raise Invalid(*faults)
    handling = {key: attributes[key] for key in ("handling", "handling_reason")}
    certificate = attributes.get("ownership_certificate", CERTIFICATES[0])
    return reason, attributes["new_geojson"], {**handling, "ownership_certificate": certificate}


def _choice(attributes: Mapping[str, Any], name: str, choices: tuple[str, ...], what: str) -> list[Field]:
    if attributes.get(name) in choices:
        return []
    return [Field(f"{_ATTRIBUTES}.{name}", f"{what}: {', '.join(choices[:-1])} or {choices[-1]}.")]


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
