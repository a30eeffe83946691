"""What a secret link opens of every type but the red line: one open request, and the seal of what was shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .. import casework, states
from ..back_office import BackOffice
from ..request_types import RED_LINE, TYPES
from ..storage.application_records import ApplicationRecord
from ..storage.database import jsonb
from ..storage.link_records import Link
from ..storage.request_records import RequestRecord
from . import link as links


@dataclass(frozen=True)
class Asked:
    """``agreed`` says that the answer is a yes or a no, not words."""

    link: Link
    request: RequestRecord
    application: ApplicationRecord
    agreed: bool
    seal: str


def asked_by(office: BackOffice, secret: str) -> Asked | None:
    """What a secret opens; None where it opens nothing, whatever the reason."""
    link = links.opened(office, secret)
    request = None if link is None else office.requests.by_id(link.request_id)
    if link is None or request is None or request.state != "open" or request.type == RED_LINE:
        return None
    application = casework.known(office, request.application_id)
    if application.status in states.ENDED:
        return None
    said = f"{secret}|{request.id}|{jsonb(request.specific)}"
    seal = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    return Asked(link, request, application, TYPES[request.type].agreed, seal)
