"""What can be asked of BOPS, as data: where, and what it is called.

Source: BOPS, engines/bops_api/config/routes.rb, and its answers as recorded; resources/api/officer-api.yaml for the officer API.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """``thing`` is what it gives, in words; ``rows`` the key under which a page holds its entries, "" where it has no pages.

    ``path`` may hold {case}: a reference, or the integer id; {request}: the id of a validation request; {trail}: the name of an audit
    trail; {id}, {slug}, {category}: what a record of an assessment is known by. ``bears`` is a name that every record bears which an
    order to it is answered with.
    """

    path: str
    thing: str
    rows: str = ""
    bears: str = "id"


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

OFFICERS = Endpoint("/api/v2/officers", "officers")
OFFICER_API = Endpoint("/api/v2/officer_api", "capabilities")
TRAIL = Endpoint("/api/v2/audit_trails/{trail}", "seals of the audit trail", bears="sha256")
BOUNDARY = Endpoint(f"{_CASES}/{{case}}/boundary", "red lines")
AUDITS = Endpoint(f"{_CASES}/{{case}}/audits", "audit entries", "data")
REQUEST = Endpoint(f"{_CASES}/{{case}}/validation_requests/{{request}}", "validation requests")
CREATE_REQUEST = Endpoint(REQUESTS_OF_CASE.path, "validation requests")
CANCEL_REQUEST = Endpoint(f"{REQUEST.path}/cancel", "validation requests")

VALIDATION = Endpoint(f"{_CASES}/{{case}}/validation", "decisions on validity", bears="status")
INVALIDATION = Endpoint(f"{_CASES}/{{case}}/invalidation", "decisions on validity", bears="status")
CASE_OFFICER = Endpoint(f"{_CASES}/{{case}}/officer", "case officers", bears="officer")
CONSTRAINTS = Endpoint(f"{_CASES}/{{case}}/constraints", "constraints")
CONSTRAINT = Endpoint(f"{CONSTRAINTS.path}/{{id}}", "constraints")
TASKS = Endpoint(f"{_CASES}/{{case}}/tasks", "tasks")
TASK = Endpoint(f"{_CASES}/{{case}}/tasks/{{slug}}", "tasks", bears="slug")
DETAILS = Endpoint(f"{_CASES}/{{case}}/assessment_details", "assessment details")
DETAIL = Endpoint(f"{_CASES}/{{case}}/assessment_details/{{category}}", "assessment details", bears="category")
CONSIDERATIONS = Endpoint(f"{_CASES}/{{case}}/considerations", "considerations")
CONSIDERATION = Endpoint(f"{CONSIDERATIONS.path}/{{id}}", "considerations")
CONDITIONS = Endpoint(f"{_CASES}/{{case}}/conditions", "conditions")
CONDITION = Endpoint(f"{CONDITIONS.path}/{{id}}", "conditions")
INFORMATIVES = Endpoint(f"{_CASES}/{{case}}/informatives", "informatives")
INFORMATIVE = Endpoint(f"{INFORMATIVES.path}/{{id}}", "informatives")
TERMS = Endpoint(f"{_CASES}/{{case}}/heads_of_terms", "terms")
TERM = Endpoint(f"{TERMS.path}/{{id}}", "terms")
VISITS = Endpoint(f"{_CASES}/{{case}}/site_visits", "site visits")
VISIT = Endpoint(f"{VISITS.path}/{{id}}", "site visits")
HISTORIES = Endpoint(f"{_CASES}/{{case}}/site_histories", "entries of the site's history")
HISTORY = Endpoint(f"{HISTORIES.path}/{{id}}", "entries of the site's history")
CONSULTEES = Endpoint(f"{_CASES}/{{case}}/consultees", "consultees")
CONSULTEE = Endpoint(f"{CONSULTEES.path}/{{id}}", "consultees")
SITE_NOTICES = Endpoint(f"{_CASES}/{{case}}/site_notices", "site notices")
SITE_NOTICE = Endpoint(f"{SITE_NOTICES.path}/{{id}}", "site notices")
PRESS_NOTICES = Endpoint(f"{_CASES}/{{case}}/press_notices", "press notices")
PRESS_NOTICE = Endpoint(f"{PRESS_NOTICES.path}/{{id}}", "press notices")
PHOTOGRAPHS = Endpoint(f"{_CASES}/{{case}}/photographs", "photographs")
PHOTOGRAPH = Endpoint(f"{PHOTOGRAPHS.path}/{{id}}", "photographs")
CONSTRAINTS_CHECK = Endpoint(f"{CONSTRAINTS.path}/check", "constraints", bears="checked_at")
BOUNDARY_CHECK = Endpoint(f"{BOUNDARY.path}/check", "checks of the red line", bears="checked_at")
RECOMMENDATION = Endpoint(f"{_CASES}/{{case}}/recommendation", "recommendations", bears="status")
SUBMIT_RECOMMENDATION = Endpoint(f"{RECOMMENDATION.path}/submit", "recommendations", bears="status")
WITHDRAW_RECOMMENDATION = Endpoint(f"{RECOMMENDATION.path}/withdraw", "recommendations", bears="status")
REVIEW_RECOMMENDATION = Endpoint(f"{RECOMMENDATION.path}/review", "recommendations", bears="status")

#: The most entries that BOPS puts on a page, whatever is asked for.
LARGEST_PAGE = 50
#: BOPS counts no further than this page.
LAST_PAGE = 1000
