"""GET /files/{key}: sends on to the content, with a signed cookie that opens it for ten minutes; the token plays no part."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import base_address, page
from ..described import described
from ..errors import RouteMissing

router = APIRouter()
COOKIE = "backoffice-signature"
_LIFETIME = 600
_FORBIDDEN = "<!DOCTYPE html><title>Missing key</title><p>This address is opened by a signed cookie: begin at /files/.</p>"
# Lives as long as the process: a cookie of an earlier run opens nothing.
_SECRET = secrets.token_bytes(32)


@router.get("/files/{key}", **described("Where a document's content is", bearer=False))
def send_on(request: Request, key: str) -> Response:
    """302 to ``/blobs/{key}``. As in production, the cookie belongs to that path alone."""
    office = office_of(request)
    if office.documents.by_key(key) is None:
        raise RouteMissing
    ends = int(office.clock.now().timestamp()) + _LIFETIME
    response = Response(status_code=302, headers={"location": f"{base_address(request)}/blobs/{key}", "cache-control": "no-cache"})
    response.set_cookie(COOKIE, _signed(key, ends), path=f"/blobs/{key}", max_age=_LIFETIME, httponly=True)
    return response


@router.get("/blobs/{key}", **described("A document's content", bearer=False))
def content(request: Request, key: str) -> Response:
    """The bytes; 403 in HTML without the cookie of ``/files/{key}``, or after its time."""
    office = office_of(request)
    document = office.documents.by_key(key)
    if document is None:
        raise RouteMissing
    cookie = request.cookies.get(COOKIE, "")
    if not _opens(cookie, key, int(office.clock.now().timestamp())):
        return page(_FORBIDDEN, 403)
    disposition = f"inline; filename*=UTF-8''{quote(document.name, safe='')}"
    headers = {"content-type": document.content_type, "content-disposition": disposition}
    return Response(office.documents.path(document).read_bytes(), headers=headers)


def _signed(key: str, ends: int) -> str:
    policy = base64.urlsafe_b64encode(json.dumps({"key": key, "ends": ends}).encode()).decode().rstrip("=")
    return f"{policy}.{_signature(policy)}"


def _signature(policy: str) -> str:
    return hmac.new(_SECRET, policy.encode(), hashlib.sha256).hexdigest()


def _opens(cookie: str, key: str, now: int) -> bool:
    policy, _, signature = cookie.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(policy).encode()):
        return False
    allowed = json.loads(base64.urlsafe_b64decode(policy + "=" * (-len(policy) % 4)))
    return bool(allowed["key"] == key and now < allowed["ends"])
