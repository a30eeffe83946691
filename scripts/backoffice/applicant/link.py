"""A secret link that opens one request, for one answer."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from .. import moments
from ..back_office import BackOffice
from ..storage.link_records import Link

RED_LINE_PATH, OTHER_PATH = "/applicant/red-line", "/applicant/request"
# 256 bits: nobody guesses one, so that a plain sha256 keeps them well.
_BYTES = 32


def make(office: BackOffice, request_id: int, expires_at: datetime, path: str = RED_LINE_PATH) -> str:
    """The address of a new link. Only its sha256 is kept: nobody can read the link from the database."""
    secret = secrets.token_urlsafe(_BYTES)
    office.links.add(_digest(secret), request_id, moments.kept(expires_at))
    return f"{office.settings.address}{path}/{secret}"


def opened(office: BackOffice, secret: str) -> Link | None:
    """The link behind a secret; None for a wrong, a used and an expired one alike, so that nobody learns which."""
    link = office.links.unused(_digest(secret))
    return link if link is not None and office.now() < link.expires_at else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
