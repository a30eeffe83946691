"""What an answer of the platform says: data, or in one sentence why there is none.

As it answers (seen live, and its source): 404 and 500 are pages of HTML even where JSON was asked for, 422 lists what is wrong with the
question, 410 says that a record was taken out, and an answer cut off by a proxy may come with status 200.
"""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import Any

from .web import PlatformError, WebAnswer

_MOST_ENTITY = 2**63
_MOST_DIGITS = 19


def check_answered(answer: WebAnswer) -> None:
    """Raises PlatformError for every status but those of what was asked for (200, 206), and for a page of HTML in its place."""
    if answer.status == 422:
        raise PlatformError(f"The platform can't answer this question: {_wrong(answer)}. Tell whoever looks after Redline.")
    if answer.status == 410:
        raise PlatformError(f"The platform has taken this out: {answer.address}.")
    if answer.status == 404:
        name = "the name of the dataset, and " if "dataset" in answer.address else ""
        raise PlatformError(f"The platform has nothing at {answer.address}. Check {name}the platform's address.")
    if answer.status == 429 or answer.status >= 500:
        busy = "is too busy" if answer.status in {429, 503} else f"failed (status {answer.status})"
        raise PlatformError(f"The platform {busy}. Try again later.", passes=True, wait=_wait(answer))
    if answer.status not in {200, 206}:
        raise PlatformError(
            f"The platform answered {answer.status} to {answer.address}, which Redline does not know. Open it with a browser: your "
            "network, or the platform, may keep this computer out."
        )
    if "html" in answer.headers.get("content-type", ""):
        raise _page_of_html(answer)


def data_of(answer: WebAnswer) -> dict[str, Any]:
    """The JSON object that an answer holds. Raises PlatformError for everything else."""
    check_answered(answer)
    if "json" not in answer.headers.get("content-type", ""):
        raise _page_of_html(answer)
    try:
        told = json.loads(answer.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PlatformError(f"The answer of {answer.address} is cut off or damaged. Try again.", passes=True) from error
    if not isinstance(told, dict):
        raise PlatformError(f"The answer of {answer.address} is not what the platform gives. Check the platform's address.")
    return told


def page_of(answer: WebAnswer, dataset: str) -> tuple[list[dict[str, Any]], int]:
    """The records of a page and how many the whole answer has. Raises PlatformError where they are not of the dataset."""
    told = data_of(answer)
    entities, count = told.get("entities"), told.get("count")
    if not isinstance(entities, list) or not isinstance(count, int) or isinstance(count, bool):
        raise PlatformError(f"The answer of {answer.address} has no records and no count. Check the platform's address.")
    return [record_of(each, dataset, answer.address) for each in entities], count


def record_of(told: Any, dataset: str, address: str) -> dict[str, Any]:
    """A record in one form, whether it came in a page or in a file of the platform: the entity's number a whole number, that of the
    organisation text, and "" for null. Raises PlatformError for what is no record of the dataset.
    """
    number = _number(told.get("entity")) if isinstance(told, dict) and told.get("dataset") == dataset else None
    if number is None:
        raise PlatformError(f"The answer of {address} has records that are none of {dataset}. Nothing of it was used.")
    record = {name: "" if value is None else value for name, value in told.items()}
    record["entity"] = number
    if "organisation-entity" in record:
        record["organisation-entity"] = str(record["organisation-entity"])
    return record


def _number(told: Any) -> int | None:
    """Pages have a number, files text; 2^63 and more is no entity."""
    if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS:
        told = int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told < _MOST_ENTITY else None


def _page_of_html(answer: WebAnswer) -> PlatformError:
    return PlatformError(
        f"{answer.address} gave a page in place of data: a sign-in page of your network, perhaps. Open it with a browser.", passes=True
    )


def _wrong(answer: WebAnswer) -> str:
    try:
        detail = json.loads(answer.body.decode("utf-8")).get("detail")
    except (ValueError, AttributeError, RecursionError):
        return "it does not say why"
    listed = detail if isinstance(detail, list) else [detail]
    told = [str(each.get("msg")) if isinstance(each, dict) else str(each) for each in listed[:3]]
    return "; ".join(words[:200].rstrip(".") for words in told) or "it does not say why"


def _wait(answer: WebAnswer) -> float | None:
    """The seconds that it asks to wait: told as such, or as a moment, which is measured by the server's own clock (RFC 9110, 10.2.3)."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        until, now = (parsedate_to_datetime(each) for each in (told, answer.headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, IndexError):
        return None
