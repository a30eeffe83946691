"""What the OpenAPI page says of an endpoint: its parameters and its answers, which are read and written by hand here."""

from __future__ import annotations

from typing import Any

PAGING = ("page", "maxresults")
PUBLIC_PAGING = ("page", "resultsPerPage")
SEARCH = (
    "q",
    "applicationStatus[]",
    "applicationType[]",
    "receivedAtFrom",
    "receivedAtTo",
    "validatedAtFrom",
    "validatedAtTo",
    "publishedAtFrom",
    "publishedAtTo",
    "consultationEndDateFrom",
    "consultationEndDateTo",
    "councilDecision",
    "alternativeReference",
    "sortBy",
    "orderBy",
)


def described(
    summary: str,
    *,
    query: tuple[str, ...] = (),
    scope: str | None = None,
    bearer: bool = True,
    operation: str | None = None,
    by_officer: bool = False,
    by_reviewer: bool = False,
) -> dict[str, Any]:
    """Arguments of a route: a summary, and ``openapi_extra`` with query parameters and the scope that the token needs.

    ``operation`` is the route's operationId in the officer API's document; ``by_officer`` says that the token has to be a person's,
    ``by_reviewer`` that this has to be a reviewer.
    """
    extra: dict[str, Any] = {}
    if query:
        extra["parameters"] = [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"type": "array", "items": {"type": "string"}} if name.endswith("[]") else {"type": "string"},
            }
            for name in query
        ]
    if by_officer or by_reviewer:
        extra["x-by-officer"] = True
    if by_reviewer:
        extra["x-by-reviewer"] = True
    if bearer:
        extra["security"] = [{"bearer": [scope] if scope else []}]
    return {"summary": f"{summary} ({scope})" if scope else summary, "openapi_extra": extra, "operation_id": operation}
