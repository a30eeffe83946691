"""Strong ETags, and If-Match: an act is done on what was seen, or not at all."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from fastapi import Request, Response

from ..answers import JSON
from ..field_errors import Field, MovedOn, VersionMissing

_TAG = re.compile(r'(W/)?("[^"]*")')
_FRESH = "max-age=0, private, must-revalidate"


def written(body: Any) -> str:
    """The JSON of an answer, byte for byte the same for the same answer."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def tag_of(content: str) -> str:
    """The ETag of an answer."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def tagged(request: Request, content: str, status: int = 200, **headers: str) -> Response:
    """``content`` with its ETag; 304 for a GET by a client that has it already."""
    tag = tag_of(content)
    kept = {"cache-control": _FRESH, "etag": tag, **headers}
    known = {match[2] for match in _TAG.finditer(request.headers.get("if-none-match", ""))}
    if request.method == "GET" and tag in known:
        return Response(status_code=304, headers=kept)
    return Response(content.encode(), status_code=status, headers={**kept, "content-type": JSON})


def named_versions(request: Request) -> list[str]:
    """The ETags in If-Match; a weak one is kept with its mark, so that it matches nothing. Raises VersionMissing where there is none."""
    tags = [match[0] for match in _TAG.finditer(request.headers.get("if-match", ""))]
    if not tags:
        missing = "Name the version that this is about: If-Match is to hold the ETag of what was seen."
        raise VersionMissing(missing, Field("If-Match", missing, "header"))
    return tags


def must_match(request: Request, content: str, moved_on: str) -> None:
    """Goes on only where If-Match names the ETag of ``content``; ``moved_on`` says what to do. Raises MovedOn, VersionMissing."""
    current = tag_of(content)
    if current not in named_versions(request):
        raise MovedOn(moved_on, Field("If-Match", moved_on, "header"), headers={"etag": current})
