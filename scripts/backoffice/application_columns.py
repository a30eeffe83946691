"""A submission as the columns that the back office answers from: what BOPS picks out of an ODP document at intake."""

from __future__ import annotations

import re
from typing import Any


def people(submission: dict[str, Any]) -> dict[str, Any]:
    """The flat part of ``list`` and ``show``: agent, applicant, payment, result; ``ownership_certificate`` only where there is one."""
    data = submission["data"]
    applicant = data["applicant"]
    agent = applicant.get("agent") or {}
    fee = data["application"]["fee"]
    result = (submission.get("preAssessment") or [{}])[0]
    flat: dict[str, Any] = {}
    flat |= _person("agent", agent, agent.get("address") or {})
    flat["agent_company_name"] = (agent.get("company") or {}).get("name")
    flat |= _person("applicant", applicant, {} if applicant["address"].get("sameAsSiteAddress") else applicant["address"])
    flat["user_role"] = None
    flat["payment_reference"] = (fee.get("reference") or {}).get("govPay")
    flat["payment_amount"] = str(float(fee.get("payable") or 0))
    flat["result_flag"] = None
    flat["result_heading"] = result.get("value")
    flat["result_description"] = result.get("description")
    flat["result_override"] = None
    flat["work_status"] = _work_status(data["application"]["type"]["value"])
    certificate = (applicant.get("ownership") or {}).get("certificate")
    return {**flat, "ownership_certificate": certificate} if certificate else flat


def site(submission: dict[str, Any]) -> dict[str, Any]:
    """Where it is: the number runs into the name as BOPS has it, and coordinates are text."""
    address = submission["data"]["property"]["address"]
    number = f"{address.get('sao', '')}{address.get('pao', '')}"
    line = ", ".join(part for part in (number, address.get("street", "")) if part)
    return {
        "address_1": line or address["title"],
        "address_2": None,
        "county": None,
        "town": address.get("town"),
        "postcode": address.get("postcode"),
        "uprn": address.get("uprn"),
        "latitude": _coordinate(address["latitude"]),
        "longitude": _coordinate(address["longitude"]),
    }


def single_line(place: dict[str, Any]) -> str:
    """An address in one line."""
    return ", ".join(place[key] for key in ("address_1", "town", "postcode") if place[key])


def applicant(submission: dict[str, Any]) -> dict[str, Any]:
    """The applicant as ``search`` shows them: no name."""
    given = submission["data"]["applicant"]
    return {
        "type": given.get("type"),
        "address": given["address"],
        "ownership": given.get("ownership"),
        "agent": {"address": (given.get("agent") or {}).get("address")},
    }


def postcode_key(place: dict[str, Any]) -> str:
    """What two ways of writing one postcode have in common."""
    return re.sub(r"\s", "", place["postcode"] or "").lower()


def _person(role: str, person: dict[str, Any], address: dict[str, Any]) -> dict[str, Any]:
    name = person.get("name") or {}
    return {
        f"{role}_first_name": name.get("first"),
        f"{role}_last_name": name.get("last"),
        f"{role}_phone": (person.get("phone") or {}).get("primary"),
        f"{role}_email": person.get("email"),
        f"{role}_address_1": address.get("line1"),
        f"{role}_address_2": address.get("line2"),
        f"{role}_town": address.get("town"),
        f"{role}_county": address.get("county"),
        f"{role}_postcode": address.get("postcode"),
    }


def _work_status(type_code: str) -> str:
    if type_code.startswith("ldc.existing"):
        return "existing"
    return "retrospective" if type_code.endswith(".retro") else "proposed"


def _coordinate(value: float) -> str:
    return repr(value)
