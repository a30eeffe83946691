"""GET /api/v2/planning_applications: all of them, the latest made first, pending ones too."""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer, base_address
from ..back_office import BackOffice
from ..boundary_box import Box
from ..described import PAGING, described
from ..officer.changes import asked_box, changes
from ..pages import asked_page, envelope
from ..search_request import array_parameter
from ..views.flat import flat

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get(
    "/api/v2/planning_applications",
    **described(
        "List applications",
        query=(*PAGING, "ids[]", "updated_since", "changes_after", "bbox"),
        scope=_SCOPE,
        operation="list_planning_applications",
    ),
)
def list_applications(request: Request) -> Response:
    """Flat and in snake case. Plain BOPS passes over ``updated_since``, ``changes_after`` and ``bbox``, as over everything unknown."""
    office = allow(request, _SCOPE)
    box = asked_box(request) if office.settings.officer_api else None
    body = changes(office, request, box) if office.settings.officer_api else None
    if body is None:
        body = _page(office, request, box)
    time.sleep(office.settings.delay_per_case * len(body["data"]))
    return answer(request, body)


def _page(office: BackOffice, request: Request, box: Box | None) -> dict[str, Any]:
    wanted = array_parameter(request.query_params, "ids")
    identities = None if wanted is None else [int(value) for value in wanted if value.isdecimal()]
    if box is not None:
        inside = office.changes.in_box(box)
        identities = inside if identities is None else sorted(set(identities) & set(inside))
    page = asked_page(request, office.applications.count_listed(identities))
    applications = office.applications.in_order(office.applications.listed(identities, page.size, page.offset))
    return {**envelope(request, page), "data": [flat(office, application, base_address(request)) for application in applications]}
