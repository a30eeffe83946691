"""What a client asks of the list beside pages: what has changed since, and what lies in a box."""

from __future__ import annotations

import math
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from .. import moments
from ..answers import base_address
from ..back_office import BackOffice
from ..boundary_box import Box
from ..field_errors import Field, Unreadable
from ..pages import asked_size
from ..views.flat import flat


def asked_box(request: Request) -> Box | None:
    """``bbox=west,south,east,north`` in degrees; None where it is not asked. Raises Unreadable."""
    text = request.query_params.get("bbox")
    if text is None:
        return None
    try:
        west, south, east, north = (float(side) for side in text.split(","))
    except ValueError:
        raise _wrong("bbox", _BOX) from None
    if not all(map(math.isfinite, (west, south, east, north))) or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _wrong("bbox", _BOX)
    return west, south, east, north


def changes(office: BackOffice, request: Request, box: Box | None) -> dict[str, Any] | None:
    """The answer to ``updated_since`` or ``changes_after``; None where neither is asked. Raises Unreadable."""
    after = _asked_number(office, request)
    if after is None:
        return None
    size = asked_size(request)
    found = office.changes.after(after, box, size)
    base = base_address(request)
    onward = _link(office, request, found.upto)
    return {
        "metadata": {"results": size, "total_results": found.total, "total_applications": found.applications},
        "links": {"next": onward if found.more else None, "changes": onward},
        "data": [flat(office, application, base) for application in office.applications.in_order(found.identities)],
        "removed": [
            {"id": identity, "reference": reference, "removed_at": moments.written(when)} for identity, reference, when in found.removed
        ],
    }


_BOX = "bbox is four numbers in degrees: west,south,east,north."
_SINCE = "updated_since is a moment with its zone, like 2026-11-23T09:00:00Z."
_AFTER = "changes_after is what this back office gave in links.changes. This is none of its own: read everything, then go on from latest."
#: For a client that reads everything anyway: nothing of before, only from where to go on.
_LATEST = "latest"


def _asked_number(office: BackOffice, request: Request) -> int | None:
    given = request.query_params
    if given.get("changes_after") == _LATEST:
        return office.changes.last
    if "changes_after" in given:
        history, _, number = given["changes_after"].partition("-")
        if history != office.changes.history or not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise _wrong("changes_after", _AFTER)
        # One that is still to come: this back office was put back to an earlier day since it gave that
        if int(number) > office.changes.last:
            raise _wrong("changes_after", _AFTER)
        return int(number)
    if "updated_since" in given:
        # A plus sign that nobody has encoded arrives as a space.
        text = given["updated_since"].strip().replace(" ", "+").replace("Z", "+00:00")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise _wrong("updated_since", _SINCE) from None
        # The first and the last year have moments that no other zone can write.
        if moment.tzinfo is None or not 1 < moment.year < 9999:
            raise _wrong("updated_since", _SINCE)
        return office.changes.number_before(moments.kept(moment.astimezone(timezone.utc)))
    return None


def _link(office: BackOffice, request: Request, number: int) -> str:
    kept = {key: request.query_params[key] for key in ("bbox", "maxresults") if key in request.query_params}
    asked = urlencode({"changes_after": f"{office.changes.history}-{number}", **kept})
    return f"{base_address(request)}{request.url.path}?{asked}"


def _wrong(name: str, sentence: str) -> Unreadable:
    return Unreadable(sentence, Field(name, sentence, "query"))
