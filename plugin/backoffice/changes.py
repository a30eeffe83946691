"""What has changed in a back office that tells it: the question, the answer, and the marker from which to go on.

Source: resources/api/officer-api.yaml, GET /api/v2/planning_applications. The marker counts the back office's own changes, so that no clock
plays a part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..boundary.plain_values import as_text
from .bops import Bops
from .endpoints import LARGEST_PAGE, LIST
from .errors import BackOfficeError, Trouble
from .page import Item, page_of
from .question import Question

_NAME = "changes_after"
_LATEST = "latest"
_LONGEST = 500


@dataclass(frozen=True)
class ChangesTold:
    """One answer: ``items`` have changed, ``removed`` are the integer ids of what is gone, ``total`` counts what has changed and is still
    to come, these included. ``applications`` counts all that there are, None where it does not say. ``marker`` is from where to ask on, and
    ``more`` whether at once.
    """

    items: tuple[Item, ...]
    removed: tuple[str, ...]
    total: int
    applications: int | None
    marker: str
    more: bool


def changes_after(client: Bops, marker: str) -> ChangesTold:
    """What has changed after a marker. Raises BackOfficeError, Trouble.REFUSED for a marker that this back office does not know."""
    question = Question(LIST, parameters=((_NAME, marker), ("maxresults", str(LARGEST_PAGE))))
    told = client.whole(question)
    page = page_of(told, LIST)
    value: Mapping[str, Any] = told.value if isinstance(told.value, dict) else {}
    links, counts, removed = _object(value.get("links")), _object(value.get("metadata")), value.get("removed")
    onward = _marker_in(links.get("changes"))
    if not onward or not isinstance(removed, list) or len(page.items) < page.declared:
        raise BackOfficeError(Trouble.DAMAGED, "The back office's list of changes can't be used: it does not say from where to ask on.")
    applications = counts.get("total_applications")
    return ChangesTold(
        items=page.items,
        removed=tuple(number for each in removed if (number := _number_of(each))),
        total=page.total,
        applications=applications if isinstance(applications, int) and not isinstance(applications, bool) else None,
        marker=onward,
        more=bool(links.get("next")) and onward != marker,
    )


def latest_marker(client: Bops) -> str:
    """From where to go on after everything is read; "" where the back office does not tell."""
    try:
        return changes_after(client, _LATEST).marker
    except BackOfficeError as error:
        if error.trouble in {Trouble.REFUSED, Trouble.DAMAGED}:
            return ""
        raise


def _marker_in(address: Any) -> str:
    """Only the marker is taken out of the address that the back office gives: where to ask stands in the settings alone."""
    if not isinstance(address, str):
        return ""
    try:
        given = parse_qs(urlsplit(address).query).get(_NAME, [])
    except ValueError:
        return ""
    return given[0] if len(given) == 1 and 0 < len(given[0]) <= _LONGEST else ""


def _number_of(value: Any) -> str:
    return as_text(_object(value).get("id"))


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
