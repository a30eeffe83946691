"""An answer in JSON as BOPS sends it: its headers, a weak ETag, and 304 for what the client has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

JSON = "application/json; charset=utf-8"
_HTML = "text/html; charset=UTF-8"
_FRESH = "max-age=0, private, must-revalidate"
_CORS = {"access-control-allow-origin": "*"}


def answer(request: Request, body: Any, *, public: bool = False, fresh: str = _FRESH) -> Response:
    """200 with ``body``, or 304 without one where ``If-None-Match`` names it already. ``fresh`` is its Cache-Control."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"cache-control": fresh, "etag": tag, **(_CORS if public else {})}
    if request.method == "GET" and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**headers, "content-length": "0"})
    return Response(content, headers={**headers, "content-type": JSON})


def failure(status: int, body: Any, *, public: bool = False, headers: Mapping[str, str] | None = None) -> Response:
    """An error in JSON."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"content-type": JSON, **(_CORS if public else {}), **({"cache-control": "no-cache"} if headers is None else headers)}
    return Response(content, status_code=status, headers=headers)


def page(content: str, status: int = 200) -> Response:
    """A page of HTML."""
    return Response(content.encode(), status_code=status, headers={"content-type": _HTML})


def base_address(request: Request) -> str:
    """This server's own address as the client wrote it, without a slash at the end."""
    return f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"
