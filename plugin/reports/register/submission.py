"""A submission as the register may show it: in the shape of the published schema, without anybody's contact details.

Source: the Open Digital Planning schemas, postSubmissionPublishedApplication; the schema asks for a contact where the register must not
have one, so that words stand there which say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .redaction import contacts_named, redacted

NOT_PUBLISHED = "Not published"
#: An address that can't exist (RFC 2606), because the schema wants one that looks like an address.
_NO_EMAIL = "not-published@example.invalid"
#: What tells how to reach a person, wherever it stands below the applicant.
_CONTACT = frozenset({"email", "phone", "address", "owners"})
_COUNTED = frozenset({"sameAsSiteAddress", "interest", "noticeGiven", "noticeDate"})
#: Other people than applicant and agent.
_NOBODY_ELSE = frozenset({"siteContact", "maintenanceContact"})
#: What the published shape has no place for, or what nobody has to read.
_DROPPED = frozenset({"CIL", "type", "preApp", "leadDeveloper"})
#: Of a property what every type's shape has a place for.
_PROPERTY = ("address", "boundary", "localAuthorityDistrict", "localPlanningAuthority", "region", "type", "ward", "planning")
#: Types of property were renamed between the two shapes.
_RENAMED = ("residential.house", "residential.flat")
#: The result of a check before the application, which only these types have.
_PRE_ASSESSED = ("ldc.", "pa.")


def published_submission(submission: Mapping[str, Any]) -> dict[str, Any]:
    """The submission of the back office in the published shape, with no contact in any of its texts."""
    contacts = contacts_named(submission)
    data = {name: _plain(part) for name, part in _mapping(submission.get("data")).items()}
    application = _mapping(data.get("application"))
    data["application"] = {name: part for name, part in application.items() if name not in _DROPPED}
    fee = data["application"].get("fee")
    if isinstance(fee, dict):
        fee.pop("reference", None)
    data["applicant"] = _without_contact(redacted(_mapping(data.get("applicant")), contacts))
    data["property"] = _property(_mapping(data.get("property")))
    kind = type_of(submission)
    judged = {"preAssessment": submission.get("preAssessment", [])} if kind.startswith(_PRE_ASSESSED) else {}
    metadata = _plain(submission.get("metadata"))
    hidden = data.pop("applicant")
    shown = redacted({"applicationType": kind, "data": data, **judged, "metadata": metadata}, contacts)
    return {**shown, "data": {**shown["data"], "applicant": hidden}, "responses": [], "files": []}


def type_of(submission: Mapping[str, Any]) -> str:
    """The code of the application's type, whichever of the two shapes the submission has; "" without one."""
    told = submission.get("applicationType")
    if isinstance(told, str):
        return told
    kind = _mapping(_mapping(_mapping(submission.get("data")).get("application")).get("type"))
    return str(kind.get("value") or "")


def _property(part: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: part[name] for name in _PROPERTY if name in part}
    kind = kept.get("type")
    if isinstance(kind, str) and kind.startswith(_RENAMED):
        kept["type"] = kind.replace("residential.", "residential.dwelling.", 1)
    return kept


def _without_contact(part: Mapping[str, Any]) -> dict[str, Any]:
    """The applicant or the agent by name, and the certificate; no way to reach anybody, and no owners by name."""
    kept: dict[str, Any] = {}
    for name, value in part.items():
        if name in _NOBODY_ELSE:
            continue
        if name in _CONTACT:
            kept[name] = _hidden(name, value)
        elif isinstance(value, Mapping) and name in ("agent", "ownership"):
            kept[name] = _without_contact(value)
        else:
            kept[name] = value
    return kept


def _hidden(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _hidden(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_hidden(name, each) for each in value]
    if name in _COUNTED or not isinstance(value, str):
        return value
    return _NO_EMAIL if name == "email" else NOT_PUBLISHED


def _plain(value: Any) -> Any:
    """Codes in the place of pairs of a code and its description, as the published shape has them."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    return value["value"] if set(value) == {"value", "description"} else {name: _plain(each) for name, each in value.items()}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
