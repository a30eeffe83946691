"""What the register's schema asks for in an entry, whatever its type, and what of it an entry lacks.

Source: Open Digital Planning, postSubmissionPublishedApplication (resources/register/required.json names the places).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ...resources_path import resources_path

_EACH = "*"


def lacking_places(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Where something is missing without which the entry is not valid, as the preview names places: "submission, data, user, role".

    A place counts where what holds it is there: comments need a summary, an entry needs no comments.
    """
    return tuple(dict.fromkeys(where for place in required_places() for where in _lacking(document, place, ())))


@lru_cache(maxsize=1)
def required_places() -> tuple[tuple[str, ...], ...]:
    """Every place, by its keys from the outermost; "*" is each of a list."""
    told = json.loads(resources_path("register", "required.json").read_text(encoding="utf-8"))
    return tuple(tuple(place.split(".")) for place in told["places"])


def _lacking(value: Any, place: Sequence[str], above: tuple[str, ...]) -> Iterator[str]:
    key, rest = place[0], place[1:]
    if key == _EACH:
        for number, each in enumerate(value if isinstance(value, list) else (), start=1):
            yield from _lacking(each, rest, (*above, str(number)))
    elif not isinstance(value, Mapping):
        return
    elif rest:
        if key in value:
            yield from _lacking(value[key], rest, (*above, key))
    elif value.get(key) is None:
        yield ", ".join((*above, key))
