"""The submission as it was posted: for officers without how to reach people, for the public only what is listed here."""

from __future__ import annotations

import copy
from typing import Any

_REDACTED = "REDACTED"
_CONTACT = "contact details"
_PUBLIC_APPLICANT = ("name", "type", "address", "agent")


def redacted(submission: dict[str, Any]) -> dict[str, Any]:
    """For officers: e-mail, telephone and fee are taken out, and answers to questions for contact details."""
    answer = copy.deepcopy(submission)
    data = answer["data"]
    for person in (data["applicant"], data["applicant"].get("agent")):
        if person is None:
            continue
        if "email" in person:
            person["email"] = _REDACTED
        if "phone" in person:
            person["phone"] = {"primary": _REDACTED}
    if "fee" in data["application"]:
        data["application"]["fee"] = _REDACTED
    for question in answer.get("responses", []):
        if _CONTACT in question["question"].lower():
            question["responses"] = [{**response, "value": _REDACTED} for response in question["responses"]]
    return answer


def public(submission: dict[str, Any]) -> dict[str, Any]:
    """For the public. An agent's e-mail and telephone stay in it: so does BOPS."""
    data = submission["data"]
    application = {key: data["application"][key] for key in ("type", "declaration") if key in data["application"]}
    applicant = {key: data["applicant"][key] for key in _PUBLIC_APPLICANT if key in data["applicant"]}
    return {
        "data": {
            "application": application,
            "applicant": applicant,
            "property": data["property"],
            "proposal": data["proposal"],
            "user": data["user"],
        },
        "files": [{"name": "Unpublished document - sensitive"} for _ in submission["files"]],
    }
