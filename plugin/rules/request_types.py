"""Every kind of request with its attributes and wording (resources/casework/request_types.csv, request_attributes.csv)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ..domain.casework.drafted_request import DraftedRequest
from ..domain.request_type import AttributeForm, RequestAttribute, RequestType
from ..domain.validation_request import RED_LINE_CHANGE
from ..resources_path import resources_path

_NO_REASON = "Say why: the applicant reads it."
_NO_DAY = "This is no day. Write it like 2027-01-31."


@lru_cache(maxsize=1)
def request_types() -> Mapping[str, RequestType]:
    """By BOPS's own word, in the order in which they are offered."""
    attributes: dict[str, list[RequestAttribute]] = {}
    for row in _rows("request_attributes.csv"):
        attribute = RequestAttribute(row["name"], row["title"], AttributeForm(row["form"]), row["missing"])
        attributes.setdefault(row["type"], []).append(attribute)
    return {
        row["type"]: RequestType(
            type=row["type"],
            title=row["title"],
            attributes=tuple(attributes.get(row["type"], ())),
            needs_reason=row["reason"] == "needed",
            after_validation=row["after_validation"] == "yes",
            one_at_a_time=row["one_at_a_time"] == "yes",
            agreed=row["agreed"] == "yes",
            wording=row["wording"],
        )
        for row in _rows("request_types.csv")
    }


def type_title(kind: str) -> str:
    """What an officer calls a kind of request; one that a newer back office has is called by its own word."""
    found = request_types().get(kind)
    return found.title if found is not None else kind.removesuffix("ValidationRequest") or kind


def missing_in(request: DraftedRequest) -> dict[str, str]:
    """What has still to be written before a request can be sent: a sentence by the attribute, or by "reason".

    A change of the red line is not written here: it lacks its line until one is proposed.
    """
    kind = request_types()[request.type]
    if request.type == RED_LINE_CHANGE:
        return {"line": "Propose the line under “Amend boundary”: the request goes out with it."}
    missing = {each.name: each.missing for each in kind.attributes if not request.attributes.get(each.name, "").strip()}
    days = [each for each in kind.attributes if each.form is AttributeForm.DAY and each.name not in missing]
    missing.update({each.name: _NO_DAY for each in days if not _is_day(request.attributes[each.name])})
    if kind.needs_reason and not request.reason.strip():
        missing["reason"] = _NO_REASON
    return missing


def sent_words(request: DraftedRequest) -> dict[str, Any]:
    """What a back office is sent of a request beside its type: ``reason`` and ``specific_attributes``, each only where there is any."""
    attributes = {each.name: request.attributes.get(each.name, "").strip() for each in request_types()[request.type].attributes}
    reason = request.reason.strip()
    return {**({"reason": reason} if reason else {}), **({"specific_attributes": attributes} if attributes else {})}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _rows(table: str) -> list[dict[str, str]]:
    with resources_path("casework", table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
