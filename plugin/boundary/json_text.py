"""Where a value stands in a JSON text, so that a boundary can be kept to the letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Union

Step = Union[str, int]

_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"


def text_at(text: str, path: Sequence[Step]) -> str | None:
    """The exact characters of the value at ``path`` in a valid JSON ``text``; None where the path leads nowhere.

    A path is made of keys and of positions in lists.
    """
    start = _skip(text, 0)
    for step in path:
        found = _member(text, start, step)
        if found is None:
            return None
        start = found
    return text[start : _end(text, start)]


def _member(text: str, start: int, step: Step) -> int | None:
    if isinstance(step, str):
        return _key(text, start, step) if text[start] == "{" else None
    return _position(text, start, step) if text[start] == "[" else None


def _key(text: str, start: int, wanted: str) -> int | None:
    """Where the value of a key starts; the last one counts where a key stands twice, as in json.loads."""
    found = None
    at = _skip(text, start + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == wanted:
            found = at
        at = _next(text, _end(text, at))
    return found


def _position(text: str, start: int, wanted: int) -> int | None:
    at = _skip(text, start + 1)
    position = 0
    while text[at] != "]":
        if position == wanted:
            return at
        position += 1
        at = _next(text, _end(text, at))
    return None


def _next(text: str, end: int) -> int:
    at = _skip(text, end)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _end(text: str, start: int) -> int:
    return int(_DECODER.raw_decode(text, start)[1])
