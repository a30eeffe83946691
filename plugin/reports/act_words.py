"""An act that waits to be sent, in words: what it is, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.outbox_verbs import verb_words

_NAMES = ("title", "policy_area", "category", "slug", "reference", "description", "type", "visited_at", "displayed_at", "name")
#: What an act names for the back office alone, and lines, which are on the map.
_LONGEST = 10_000
_LEFT_OUT = frozenset({"case", "seen", "path", "request", "new_geojson", "position", "standard"})


def act_words(verb: str, payload: Mapping[str, Any]) -> str:
    """Such as: Record a condition: Time limit."""
    words = verb_words(verb)
    seen = payload.get("seen")
    told = {**(seen if isinstance(seen, dict) else {}), **dict(payload.get("path") or {}), **dict(payload.get("data") or {})}
    name = next((str(told[each]) for each in _NAMES if told.get(each)), "")
    name = name.rpartition("/")[2].replace("_", " ").replace("-", " ") if not told.get("title") else name
    return f"{words[:1].upper()}{words[1:]}{f': {name}' if name else ''}"


def said_by(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an act says, field by field: "public comment", "It keeps to the policies."."""
    data = payload.get("data")
    told = {**{key: value for key, value in payload.items() if key != "data"}, **(data if isinstance(data, dict) else {})}
    first = {name: told[name] for name in _NAMES if name in told}
    for name, value in _flat("", {**first, **told}):
        if value not in ("", None):
            yield name, ("yes" if value else "no") if isinstance(value, bool) else _shortened(str(value))


def _shortened(text: str) -> str:
    """A file's content is for programs."""
    return text if len(text) <= _LONGEST else f"{len(text):,} characters; whole in acts.json"


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _LEFT_OUT:
                yield from _flat(f"{name}, {key}" if name else str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(name, inner)
    else:
        yield name.replace("_", " "), value
