"""The back office over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Depends, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from . import html_pages
from .access import authority, officer_api, pass_time
from .answers import answer, failure, page
from .back_office import BackOffice
from .errors import ApiError, RouteMissing
from .field_errors import Refused
from .officer.operations import operations_of
from .routers import (
    applicant_page,
    applicant_request,
    create_application,
    create_comment,
    files,
    list_application_requests,
    list_applications,
    list_documents,
    list_neighbour_responses,
    list_requests,
    officer_assessment_details,
    officer_audit_trail,
    officer_boundary,
    officer_cancel_request,
    officer_case_officer,
    officer_change_request,
    officer_constraints,
    officer_create_request,
    officer_list_audits,
    officer_list_constraint_types,
    officer_list_officers,
    officer_photographs,
    officer_pieces,
    officer_recommendation,
    officer_show_api,
    officer_show_document,
    officer_show_request,
    officer_tasks,
    officer_validity,
    ping,
    public_application_types,
    public_comments,
    public_documents,
    public_search,
    public_show,
    public_specialist_comments,
    public_submission,
    search_applications,
    show_application,
    show_submission,
    v1_answer_red_line,
    v1_list_red_lines,
    v1_show_red_line,
)
from .v1_access import UNCACHED, V1Error

_ABOUT = "Answers as BOPS (unboxed/bops) does, on this machine alone, with sample data. Read docs/back-office.md for where it is stricter."
#: In the order in which paths are tried: "search" stands before "{reference}".
ROUTERS = (
    ping,
    list_applications,
    create_application,
    search_applications,
    show_application,
    list_documents,
    show_submission,
    list_application_requests,
    create_comment,
    list_requests,
    list_neighbour_responses,
    public_application_types,
    public_search,
    public_show,
    public_documents,
    public_submission,
    public_comments,
    public_specialist_comments,
    files,
    v1_list_red_lines,
    v1_show_red_line,
    v1_answer_red_line,
    applicant_page,
    applicant_request,
)
#: What BOPS does not have.
OFFICER_ROUTERS = (
    officer_show_api,
    officer_show_document,
    officer_boundary,
    officer_create_request,
    officer_show_request,
    officer_change_request,
    officer_cancel_request,
    officer_list_officers,
    officer_case_officer,
    officer_list_audits,
    officer_list_constraint_types,
    officer_constraints,
    officer_validity,
    officer_tasks,
    officer_assessment_details,
    officer_audit_trail,
    officer_pieces,
    officer_photographs,
    officer_recommendation,
)


def make_app(office: BackOffice) -> FastAPI:
    """An ASGI application that serves ``office``."""
    app = FastAPI(
        title=f"Local back office: {office.settings.authority_name}",
        description=_ABOUT,
        version="2",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(authority), Depends(pass_time)],
    )
    app.state.office = office
    app.state.operations = operations_of((*ROUTERS, *OFFICER_ROUTERS))
    for module in ROUTERS:
        app.include_router(module.router)
    for module in OFFICER_ROUTERS:
        app.include_router(module.router, dependencies=[Depends(officer_api)], include_in_schema=office.settings.officer_api)
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(RouteMissing, _missing)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(500, _broken)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> Response:
        """The same as data."""
        return answer(request, app.openapi())

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        """Every operation on one page, which needs no other host."""
        return page(html_pages.operations(app.openapi()))

    return app


def _is_public(request: Request) -> bool:
    return request.url.path.startswith("/api/v2/public/")


def _api_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, ApiError):
        raise error
    headers: Mapping[str, str] | None = None
    if isinstance(error, (Refused, V1Error)):
        headers = error.headers
    elif request.url.path.startswith("/api/v1/"):
        headers = UNCACHED
    return failure(error.status, error.body(), public=_is_public(request), headers=headers)


def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001  # the signature of a handler
    """What went wrong stands in the server's own output; a client learns that it did, in the form that it reads."""
    return failure(500, ApiError().body())


def _missing(request: Request, error: Exception) -> Response:  # noqa: ARG001  # the signature of a handler
    return page(html_pages.not_found(), 404)
