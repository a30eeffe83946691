"""The body of an act, read within bounds."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from fastapi import Request

from plugin.boundary.json_depth import is_deeper_than

from ..field_errors import TooLarge, Unreadable

_LARGEST_BYTES = 2_000_000
#: Ten megabytes of picture in base64, and what stands beside it.
_LARGEST_WITH_PHOTOGRAPH = 14_100_000
_TOO_LARGE = "The body is larger than 2 MB. A red line of that size has more vertices than any plan can show: simplify it."
_PHOTOGRAPH_TOO_LARGE = "The photograph is larger than 10 MB. Send a smaller copy of it."
#: A FeatureCollection of multipolygons in a body goes eleven deep.
_DEEPEST = 20


async def content_of(request: Request) -> bytes:
    """The bytes that were sent. Raises TooLarge before more than 2 MB are held."""
    return await _content(request, _LARGEST_BYTES, _TOO_LARGE)


async def photograph_of(request: Request) -> bytes:
    """The same, with a whole photograph in it."""
    return await _content(request, _LARGEST_WITH_PHOTOGRAPH, _PHOTOGRAPH_TOO_LARGE)


async def _content(request: Request, most: int, words: str) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise TooLarge(words)
    return bytes(content)


def data_of(content: bytes) -> dict[str, Any]:
    """What stands under ``data``. Raises Unreadable for anything but a JSON object that has one."""
    try:
        body = json.loads(content, parse_constant=_no_number)
        # Text that is no Unicode can be kept nowhere.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Unreadable("The body is not JSON in UTF-8. Send an object with everything under `data`.") from error
    if is_deeper_than(body, _DEEPEST):
        raise Unreadable("The body is nested more deeply than any red line.")
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, dict):
        raise Unreadable("The body has no object `data`. Send an object with everything under `data`.")
    return data


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number in JSON")
