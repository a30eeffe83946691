"""What the answer to an order means: done, or refused in one sentence, with the fields that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..boundary.plain_values import as_text
from .answers import is_json, said_in
from .errors import OrderRefused, Trouble
from .exchange import Answer
from .origin import origin_of

_LONGEST = 600
#: What each word of the officer API for a refusal means here.
_PROBLEMS = {
    "moved_on": Trouble.MOVED_ON,
    "not_in_this_state": Trouble.NOT_IN_THIS_STATE,
    "already_there": Trouble.ALREADY_THERE,
    "key_used": Trouble.KEY_USED,
    "invalid": Trouble.INVALID,
}
_BY_STATUS = {404: Trouble.NOT_FOUND, 409: Trouble.NOT_IN_THIS_STATE, 412: Trouble.MOVED_ON, 413: Trouble.INVALID, 422: Trouble.INVALID}


def refusal_of(answer: Answer) -> OrderRefused | None:
    """The refusal that an answer is; None where the back office did what was ordered, or failed, or could not be understood.

    ``fields`` name what is wrong by the last part of the way into the body ("reason", "new_geojson").
    """
    if not is_json(answer) or answer.status not in {400, 403, 404, 409, 410, 412, 413, 422, 428}:
        return None
    error = said_in(answer).get("error")
    told: Mapping[str, Any] = error if isinstance(error, Mapping) else {}
    if answer.status == 403:
        # Without a reason it is no more than a missing permission.
        detail = _ended(as_text(told.get("detail")))
        return OrderRefused(Trouble.FORBIDDEN, detail, 403) if detail else None
    trouble = _PROBLEMS.get(as_text(told.get("problem")), _BY_STATUS.get(answer.status, Trouble.REFUSED))
    if told.get("problem") in {"key_missing", "version_missing"}:
        trouble = Trouble.REFUSED
    return OrderRefused(trouble, _sentence(answer, told, trouble), answer.status, _fields(told))


def _sentence(answer: Answer, told: Mapping[str, Any], trouble: Trouble) -> str:
    place = origin_of(answer.address)
    detail = _ended(as_text(told.get("detail")) or as_text(told.get("message")))
    if trouble is Trouble.NOT_FOUND:
        return f"{place} has no such application or request any more. Read the case again."
    if trouble in {Trouble.REFUSED, Trouble.KEY_USED}:
        return f"{place} can't use what Redline sent (status {answer.status}). {detail} Tell whoever looks after Redline.".replace(
            "  ", " "
        )
    return detail or f"{place} refused it (status {answer.status}) and does not say why. Open the case in the back office."


def _fields(told: Mapping[str, Any]) -> dict[str, str]:
    listed = told.get("fields")
    found = [field for field in listed if isinstance(field, Mapping)] if isinstance(listed, list) else []
    return {as_text(field.get("name")).rpartition(".")[2]: _ended(as_text(field.get("detail"))) for field in found}


def _ended(text: str) -> str:
    """With a full stop, and no longer than a person reads."""
    if not text:
        return ""
    return text[:_LONGEST] if text.endswith((".", "!", "?")) and len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip('.')}."
