"""What an answer of the platform says: data, or in one sentence why there is none.

As it answers (seen live, and its source): 404 and 500 are pages of HTML even where JSON was asked for, 422 lists what is wrong with the
question, 410 says that a record was taken out, and an answer cut off by a proxy may come with status 200.
"""

from __future__ import annotations

import json
from typing import Any

from .web import PlatformError, WebAnswer

_DEEPEST = 40


def data_of(answer: WebAnswer) -> dict[str, Any]:
    """The JSON object that an answer holds. Raises PlatformError for everything else."""
    if answer.status == 422:
        raise PlatformError(f"The platform can't answer this question: {_wrong(answer)}. Tell whoever looks after Redline.")
    if answer.status == 410:
        raise PlatformError(f"The platform has taken this out: {answer.address}.")
    if answer.status == 404:
        raise PlatformError(f"The platform has nothing at {answer.address}. Check the name of the dataset, and the platform's address.")
    if answer.status == 429 or answer.status >= 500:
        busy = "is too busy" if answer.status in {429, 503} else f"failed (status {answer.status})"
        raise PlatformError(f"The platform {busy}. Try again later.", passes=True, wait=_wait(answer))
    if answer.status != 200:
        raise PlatformError(f"The platform answered {answer.status} to {answer.address}, which Redline does not know.")
    if "json" not in answer.headers.get("content-type", ""):
        raise PlatformError(
            f"{answer.address} gave a page in place of data: a sign-in page of your network, perhaps. Open it with a browser.", passes=True
        )
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
    for each in entities:
        number = each.get("entity") if isinstance(each, dict) else None
        if not isinstance(number, int) or isinstance(number, bool) or each.get("dataset") != dataset:
            raise PlatformError(f"The answer of {answer.address} has records that are none of {dataset}. Nothing of it was used.")
    return entities, count


def _wrong(answer: WebAnswer) -> str:
    try:
        detail = json.loads(answer.body.decode("utf-8")).get("detail")
    except (ValueError, AttributeError, RecursionError):
        return "it does not say why"
    listed = detail if isinstance(detail, list) else [detail]
    told = [str(each.get("msg")) if isinstance(each, dict) else str(each) for each in listed[:3]]
    return "; ".join(words[:200].rstrip(".") for words in told) or "it does not say why"


def _wait(answer: WebAnswer) -> float | None:
    told = answer.headers.get("retry-after", "").strip()
    return float(told) if told.isascii() and told.isdigit() else None
