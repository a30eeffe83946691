"""One question or one order to the back office, before it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from .endpoints import Endpoint
from .errors import BadQuestion
from .origin import Origin

#: BOPS takes a reference of this form, or the integer id, and answers 400 to everything else.
_CASE = re.compile(r"\d{2}-\d{5}-[A-Za-z0-9]+|\d{1,18}")
_REQUEST = re.compile(r"[1-9]\d{0,17}", re.ASCII)
#: The id of a record, a category, the path of a task.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]{0,199}")


#: A version that no back office has given: an act that names it is done only if it was done before.
NO_VERSION = '"no-version"'


@dataclass(frozen=True)
class Question:
    """What is asked. ``etag`` is of the last answer to it: then there may be none, because nothing has changed.

    ``names`` are what else the path holds, by the name in its braces.
    """

    endpoint: Endpoint
    case: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    etag: str = ""
    request: str = ""
    names: tuple[tuple[str, str], ...] = ()

    def address(self, origin: Origin) -> str:
        """The whole address. Raises BadQuestion for what can't be the name of a case or of a request."""
        query = urlencode(self.parameters, safe="[]")
        return f"{origin}{_path(self.endpoint, self.case, self.request, self.names)}" + (f"?{query}" if query else "")

    @property
    def headers(self) -> dict[str, str]:
        return {"If-None-Match": self.etag} if self.etag else {}


@dataclass(frozen=True)
class Order:
    """An act of an officer. ``key`` makes it count once, however often it is sent; ``match`` is the ETag of what the officer saw, "" for
    what is new. ``names`` are what else the path holds, by the name in its braces. A DELETE has no body.
    """

    endpoint: Endpoint
    key: str
    match: str
    data: Mapping[str, Any]
    case: str = ""
    request: str = ""
    method: str = "POST"
    names: tuple[tuple[str, str], ...] = ()

    def address(self, origin: Origin) -> str:
        """The whole address. Raises BadQuestion for what can't be the name of a case or of a request."""
        return f"{origin}{_path(self.endpoint, self.case, self.request, self.names)}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Idempotency-Key": self.key, **({"If-Match": self.match} if self.match else {})}

    @property
    def body(self) -> bytes | None:
        if self.method == "DELETE":
            return None
        return json.dumps({"data": self.data}, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _path(endpoint: Endpoint, case: str, request: str, names: tuple[tuple[str, str], ...]) -> str:
    path = endpoint.path
    if "{case}" in path:
        if not _CASE.fullmatch(case):
            raise BadQuestion(f'"{case}" is neither a reference (24-00107-HAPP) nor the number of a case in the back office.')
        path = path.replace("{case}", quote(case, safe=""))
    if "{request}" in path:
        if not _REQUEST.fullmatch(request):
            raise BadQuestion(f'"{request}" is not the number of a request in the back office.')
        path = path.replace("{request}", request)
    for place, name in names:
        if not _NAME.fullmatch(name):
            raise BadQuestion(f'"{name[:60]}" is not the name of a record in the back office.')
        path = path.replace(f"{{{place}}}", quote(name, safe=""))
    return path


@dataclass(frozen=True)
class Told:
    """An answer that can be used: the text as it came, its value, its ETag ("" without one).

    The value of a page is without its entries; ``rows`` are the places in ``text`` where each begins and ends.
    """

    text: str
    value: object
    etag: str = ""
    rows: tuple[tuple[int, int], ...] | None = None
