"""One question to the back office, before it is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from .endpoints import Endpoint
from .errors import BadQuestion
from .origin import Origin

#: BOPS takes a reference of this form, or the integer id, and answers 400 to everything else.
_CASE = re.compile(r"\d{2}-\d{5}-[A-Za-z0-9]+|\d{1,18}")


@dataclass(frozen=True)
class Question:
    """What is asked. ``etag`` is of the last answer to it: then there may be none, because nothing has changed."""

    endpoint: Endpoint
    case: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    etag: str = ""

    def address(self, origin: Origin) -> str:
        """The whole address. Raises BadQuestion for what can't be the name of a case."""
        path = self.endpoint.path
        if "{case}" in path:
            if not _CASE.fullmatch(self.case):
                raise BadQuestion(f'"{self.case}" is neither a reference (24-00107-HAPP) nor the number of a case in the back office.')
            path = path.replace("{case}", quote(self.case, safe=""))
        query = urlencode(self.parameters, safe="[]")
        return f"{origin}{path}" + (f"?{query}" if query else "")

    @property
    def headers(self) -> dict[str, str]:
        return {"If-None-Match": self.etag} if self.etag else {}


@dataclass(frozen=True)
class Told:
    """An answer that can be used: the text as it came, its value, its ETag ("" without one)."""

    text: str
    value: object
    etag: str = ""
