"""How each act of casework reaches the officer API (resources/api/officer-api.yaml), as a table.

The payload of such an act is ``{"case", "data", "path", "seen"}``: what is sent; what the path names beside the case; and what the officer
saw, where the act hangs on more than what was held here of it last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..casefile.casework.sent_pieces import TAKES_OUT
from ..domain.outbox_verbs import (
    ASSIGN,
    CHECK_BOUNDARY,
    CHECK_CONSTRAINTS,
    INVALIDATE,
    PUT_CONDITION,
    PUT_CONSIDERATION,
    PUT_CONSTRAINT,
    PUT_CONSULTEE,
    PUT_DETAIL,
    PUT_HISTORY,
    PUT_INFORMATIVE,
    PUT_PHOTOGRAPH,
    PUT_PRESS_NOTICE,
    PUT_SITE_NOTICE,
    PUT_TASK,
    PUT_TERM,
    PUT_VISIT,
    RECOMMEND,
    REQUEST,
    REVIEW,
    SUBMIT,
    VALIDATE,
    WITHDRAW_RECOMMENDATION,
)
from . import endpoints
from .endpoints import Endpoint


@dataclass(frozen=True)
class Route:
    """``operation`` is what the capabilities call it, ``seen`` what is read before and named by its ETag, None for what is new.

    ``kind`` is under what the answer is held here, ``numbered`` the name in the path that tells records of it apart, "" for one only.
    """

    operation: str
    method: str
    endpoint: Endpoint
    kind: str
    seen: Endpoint | None = None
    numbered: str = ""
    scope: str = "assessment:write"


@dataclass(frozen=True)
class Collection:
    """Of what there may be any number: what adds one, and what changes and removes the one that is there."""

    create: Route
    change: Route
    remove: Route


def _collection(name: str, many: Endpoint, one: Endpoint) -> Collection:
    create = Route(f"create_{name}", "POST", many, name, numbered="id")
    change = Route(f"change_{name}", "PATCH", one, name, one, "id")
    return Collection(create, change, replace(change, operation=f"remove_{name}", method="DELETE"))


_RECOMMENDATION = Route("put_recommendation", "PUT", endpoints.RECOMMENDATION, "recommendation", endpoints.RECOMMENDATION)

#: What an application has once, and what is only ever added.
ROUTES: Mapping[str, Route] = MappingProxyType(
    {
        REQUEST: Route("create_validation_request", "POST", endpoints.CREATE_REQUEST, "", scope="validation_request:write"),
        VALIDATE: Route("validate_application", "POST", endpoints.VALIDATION, "validation", endpoints.VALIDATION),
        INVALIDATE: Route("invalidate_application", "POST", endpoints.INVALIDATION, "validation", endpoints.VALIDATION),
        ASSIGN: Route("assign_case_officer", "PUT", endpoints.CASE_OFFICER, "case_officer", endpoints.CASE_OFFICER),
        PUT_TASK: Route("change_task", "PATCH", endpoints.TASK, "task", endpoints.TASK, "slug"),
        PUT_DETAIL: Route("put_assessment_detail", "PUT", endpoints.DETAIL, "assessment_detail", endpoints.DETAIL, "category"),
        CHECK_BOUNDARY: Route("check_boundary", "PATCH", endpoints.BOUNDARY_CHECK, "boundary_check", endpoints.BOUNDARY_CHECK),
        CHECK_CONSTRAINTS: Route("check_constraints", "POST", endpoints.CONSTRAINTS_CHECK, "constraints_check", endpoints.CONSTRAINTS),
        RECOMMEND: _RECOMMENDATION,
        SUBMIT: replace(_RECOMMENDATION, operation="submit_recommendation", method="POST", endpoint=endpoints.SUBMIT_RECOMMENDATION),
        WITHDRAW_RECOMMENDATION: replace(
            _RECOMMENDATION, operation="withdraw_recommendation", method="POST", endpoint=endpoints.WITHDRAW_RECOMMENDATION
        ),
        REVIEW: replace(_RECOMMENDATION, operation="review_recommendation", method="POST", endpoint=endpoints.REVIEW_RECOMMENDATION),
    }
)

CONSTRAINTS = _collection("constraint", endpoints.CONSTRAINTS, endpoints.CONSTRAINT)
_CONSIDERATIONS = _collection("consideration", endpoints.CONSIDERATIONS, endpoints.CONSIDERATION)
_CONDITIONS = _collection("condition", endpoints.CONDITIONS, endpoints.CONDITION)
_INFORMATIVES = _collection("informative", endpoints.INFORMATIVES, endpoints.INFORMATIVE)
_TERMS = _collection("head_of_terms", endpoints.TERMS, endpoints.TERM)
_VISITS = _collection("site_visit", endpoints.VISITS, endpoints.VISIT)
_HISTORIES = _collection("site_history", endpoints.HISTORIES, endpoints.HISTORY)
_CONSULTEES = _collection("consultee", endpoints.CONSULTEES, endpoints.CONSULTEE)
_SITE_NOTICES = _collection("site_notice", endpoints.SITE_NOTICES, endpoints.SITE_NOTICE)
_PRESS_NOTICES = _collection("press_notice", endpoints.PRESS_NOTICES, endpoints.PRESS_NOTICE)
#: Added and removed, never changed.
PHOTOGRAPHS = _collection("photograph", endpoints.PHOTOGRAPHS, endpoints.PHOTOGRAPH)

#: By the act that puts one there.
PUTS: Mapping[str, Collection] = MappingProxyType(
    {
        PUT_CONSTRAINT: CONSTRAINTS,
        PUT_CONSIDERATION: _CONSIDERATIONS,
        PUT_CONDITION: _CONDITIONS,
        PUT_INFORMATIVE: _INFORMATIVES,
        PUT_TERM: _TERMS,
        PUT_VISIT: _VISITS,
        PUT_HISTORY: _HISTORIES,
        PUT_CONSULTEE: _CONSULTEES,
        PUT_SITE_NOTICE: _SITE_NOTICES,
        PUT_PRESS_NOTICE: _PRESS_NOTICES,
        PUT_PHOTOGRAPH: PHOTOGRAPHS,
    }
)
#: By the act that takes one out.
DROPS: Mapping[str, Collection] = MappingProxyType({TAKES_OUT[verb]: collection for verb, collection in PUTS.items()})
#: Everything that is sent by this table.
VERBS = frozenset({*ROUTES, *PUTS, *DROPS})


def first_route(verb: str) -> Route:
    """The route by which an act is sent, or begun where one of two may serve."""
    if verb in ROUTES:
        return ROUTES[verb]
    return PUTS[verb].create if verb in PUTS else DROPS[verb].remove
