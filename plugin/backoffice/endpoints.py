"""What can be asked of BOPS, as data: where, and what it is called.

Source: BOPS, engines/bops_api/config/routes.rb, and its answers as recorded; resources/api/officer-api.yaml for the officer API.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """``thing`` is what it gives, in words; ``rows`` the key under which a page holds its entries, "" where it has no pages.

    ``path`` may hold {case}: a reference, or the integer id; and {request}: the id of a validation request.
    """

    path: str
    thing: str
    rows: str = ""


_CASES = "/api/v2/planning_applications"

PING = Endpoint("/api/v2/ping", "greetings")
LIST = Endpoint(_CASES, "applications", "data")
SEARCH = Endpoint(f"{_CASES}/search", "applications", "data")
SHOW = Endpoint(f"{_CASES}/{{case}}", "applications")
DOCUMENTS = Endpoint(f"{_CASES}/{{case}}/documents", "documents")
SUBMISSION = Endpoint(f"{_CASES}/{{case}}/submission", "submissions")
REQUESTS_OF_CASE = Endpoint(f"{_CASES}/{{case}}/validation_requests", "validation requests", "data")
ALL_REQUESTS = Endpoint("/api/v2/validation_requests", "validation requests", "data")
NEIGHBOUR_RESPONSES = Endpoint("/api/v2/neighbour_responses", "comments", "responses")

OFFICER_API = Endpoint("/api/v2/officer_api", "capabilities")
BOUNDARY = Endpoint(f"{_CASES}/{{case}}/boundary", "red lines")
REQUEST = Endpoint(f"{_CASES}/{{case}}/validation_requests/{{request}}", "validation requests")
CREATE_REQUEST = Endpoint(REQUESTS_OF_CASE.path, "validation requests")
CANCEL_REQUEST = Endpoint(f"{REQUEST.path}/cancel", "validation requests")

#: The most entries that BOPS puts on a page, whatever is asked for.
LARGEST_PAGE = 50
#: BOPS counts no further than this page.
LAST_PAGE = 1000
