"""Where a value stands in a JSON text, so that a boundary can be kept to the letter."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Union

Step = Union[str, int]

_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"


def text_at(text: str, path: Sequence[Step], start: int = 0) -> str | None:
    """The exact characters of the value at ``path`` in a valid JSON ``text``; None where the path leads nowhere.

    A path is made of keys and of positions in lists; it begins with the value that stands at ``start``.
    """
    start = _skip(text, start)
    for step in path:
        found = _member(text, start, step)
        if found is None:
            return None
        start = found
    return text[start : _end(text, start)]


def item_starts(text: str, path: Sequence[Step]) -> list[int]:
    """Where each item of the list at ``path`` starts, found in one pass; empty where there is no list."""
    at = _skip(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            return []
        at = found
    starts: list[int] = []
    if text[at] == "[":
        at = _skip(text, at + 1)
        while text[at] != "]":
            starts.append(at)
            at = _next(text, _end(text, at))
    return starts


def without_rows(text: str, key: str, look: Callable[[Any], None]) -> tuple[Any, list[tuple[int, int]] | None]:
    """Parse a JSON text, all but the items of the list at ``key`` of its outermost object: each is parsed, shown to ``look`` and let go.

    A long list is never in memory as a whole, which would make Python stop every thread to look through all its objects again and again.
    Gives the rest and where each item begins and ends; None for a text without such a list. Raises ValueError and RecursionError as
    json.loads does.
    """
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        return json.loads(text), None
    rest: dict[str, Any] = {}
    rows: list[tuple[int, int]] | None = None
    try:
        at = _skip(text, at + 1)
        while text[at] != "}":
            name, at = _name(text, at)
            if name == key and text[at] == "[":
                rest.pop(name, None)
                rows, at = _rows(text, at, look)
            else:
                rows = None if name == key else rows
                rest[name], at = _DECODER.raw_decode(text, at)
            at = _after(text, at, "}")
        if _skip(text, at + 1) != len(text):
            raise ValueError("something follows the end")
    except IndexError as error:
        raise ValueError("it ends too early") from error
    return rest, rows


def _rows(text: str, at: int, look: Callable[[Any], None]) -> tuple[list[tuple[int, int]], int]:
    """Where the items of the list that stands at ``at`` begin and end, and where it ends itself."""
    rows = []
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        look(value)
        rows.append((at, end))
        at = _after(text, end, "]")
    return rows, at + 1


def _name(text: str, at: int) -> tuple[str, int]:
    """The name of a member and where its value starts."""
    name, at = _DECODER.raw_decode(text, at)
    at = _skip(text, at)
    if not isinstance(name, str) or text[at] != ":":
        raise ValueError(f"no name and colon at {at}")
    return name, _skip(text, at + 1)


def _after(text: str, at: int, closing: str) -> int:
    """Where the next member or item starts, or the closing bracket stands."""
    at = _skip(text, at)
    if text[at] == closing:
        return at
    if text[at] != ",":
        raise ValueError(f"no comma at {at}")
    at = _skip(text, at + 1)
    if text[at] == closing:
        raise ValueError(f"nothing after the comma before {at}")
    return at


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
