"""One question whose answer is a file, brought piece by piece to where it is kept."""

from __future__ import annotations

import time
from collections.abc import Mapping

import requests

from ..constraints.platform.web import Place, WebAnswer
from .connection import Limits
from .errand import Abandoned
from .exchange import opened, pieces

_PIECE = 256 * 1024


def save(
    session: requests.Session, address: str, headers: Mapping[str, str], place: Place, limits: Limits, abandoned: Abandoned
) -> WebAnswer:
    """Bring the file to where ``place`` says, and give the answer without it; an answer that ``place`` takes for none comes whole.

    ``limits`` are ``largest_file`` and ``longest_file``. Raises BackOfficeError and Cancelled; what had come by then stays where it was
    put.
    """
    until = time.monotonic() + limits.longest_file
    with opened(session, address, headers) as (response, here):
        told = {name.lower(): value for name, value in response.headers.items()}
        head = WebAnswer(here, response.status_code, told, b"")
        sink = place(head)
        if sink is None:
            return WebAnswer(here, head.status, told, b"".join(pieces(response, limits.largest_answer, until, abandoned)))
        try:
            for piece in pieces(response, limits.largest_file, until, abandoned, _PIECE):
                sink.write(piece)
        finally:
            sink.close()
        return head
