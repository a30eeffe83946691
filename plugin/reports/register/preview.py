"""What becomes public of an application, in rows that an officer reads before it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: Nobody reads the corners of a line, number by number.
_GEOMETRY = frozenset({"boundary", "geometry", "coordinates"})


def public_rows(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every value of an entry with where it stands ("data, application, reference"); shapes are named and not spelled out."""
    return list(_rows(document, ()))


def _rows(value: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name in _GEOMETRY and isinstance(each, Mapping):
                yield ", ".join((*place, name)), "a shape on the map"
            else:
                yield from _rows(each, (*place, str(name)))
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _rows(each, (*place, str(number)))
    elif value is not None:
        yield ", ".join(place), {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
