"""Which request the path of an act names."""

from __future__ import annotations

from ..back_office import BackOffice
from ..errors import NotFound
from ..planning_application import named
from ..storage.request_records import RequestRecord


def one_request(office: BackOffice, reference: str, identity: str) -> RequestRecord:
    """A request of the application that is named. Raises BadRequest for a reference of no form, NotFound."""
    application = named(office, reference)
    known = identity.isascii() and identity.isdecimal() and len(identity) < 19
    request = office.requests.by_id(int(identity)) if known else None
    if request is None or request.application_id != application.id:
        raise NotFound(f"{application.reference} has no validation request {identity[:40]!r}.")
    return request
