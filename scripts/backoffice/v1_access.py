"""BOPS's v1 for whoever answers on the applicant's behalf: a token, and the secret of one application."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from fastapi import Request

from .access import allow
from .back_office import BackOffice
from .errors import ApiError
from .planning_application import found_by
from .request_types import RED_LINE
from .storage.application_records import ApplicationRecord
from .storage.request_records import RequestRecord

UNCACHED = {"cache-control": "no-store"}


class V1Error(ApiError):
    """Ends a request of v1: ``{"message": ...}``, but where BOPS's framework answers in a form of its own."""

    def __init__(self, status: int, body: Mapping[str, object], headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.status = status
        self.headers = UNCACHED if headers is None else headers
        self._body = body

    def body(self) -> dict[str, object]:
        return dict(self._body)


def refused(message: str, status: int = 400) -> V1Error:
    """The usual form."""
    return V1Error(status, {"message": message})


def opened(request: Request, name: str, scope: str) -> tuple[BackOffice, ApplicationRecord]:
    """The application of a path, for a token with ``scope`` and the application's own secret. Raises Unauthorized, V1Error."""
    office = allow(request, scope)
    application = found_by(office, name)
    if application is None:
        raise refused(f"Unable to find planning application with id: {name[:40]}", 404)
    given = request.query_params.get("change_access_id", "")
    if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), application.text("change_access_id").encode()):
        raise refused("Change access id is invalid", 401)
    return office, application


def red_line(office: BackOffice, application: ApplicationRecord, identity: str) -> RequestRecord:
    """One of its red-line requests. Raises V1Error."""
    requests = office.requests.of_application(application.id, RED_LINE)
    found = next((request for request in requests if str(request.id) == identity), None)
    if found is None:
        raise refused(f"Unable to find red line boundary change validation request with id: {identity[:40]}", 404)
    return found
