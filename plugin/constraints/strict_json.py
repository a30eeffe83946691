"""Settings written as JSON by people: read strictly, refused in sentences that name the file, the key and the remedy."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from ..domain.errors import RedlineError, UnreadableFile

Value = TypeVar("Value")


class JsonObject:
    """One object of such a file; ``where`` is how messages name it ("profile.json, base_map").

    Every reader raises RedlineError when the value has another type than asked for, or is missing without a default.
    """

    def __init__(self, members: dict[str, object], where: str, known: Iterable[str] = ()) -> None:
        """``known`` are the keys that may stand here; none given means that any may. Raises RedlineError for an unknown key."""
        self._members = members
        self.where = where
        names = tuple(known)
        for key in members:
            if names and key not in names:
                raise RedlineError(f"{where}: {key!r} is not a name that Redline knows.{nearest(key, names)}")

    def only(self, known: Iterable[str]) -> JsonObject:
        """The same object, in which none but the ``known`` keys may stand."""
        return JsonObject(self._members, self.where, known)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._members)

    def text(self, key: str, default: str | None = None) -> str:
        return self._typed(key, str, "text in quotes", default)

    def flag(self, key: str, default: bool) -> bool:
        return self._typed(key, bool, "true or false", default)

    def number(self, key: str, default: float) -> float:
        value = self._members.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(key, "a number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._typed(key, list, "a list of texts", [])
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(key, "a list of texts")
        return tuple(values)

    def member(self, key: str, known: Iterable[str] = ()) -> JsonObject:
        """The object under ``key``; an empty one where there is none."""
        return JsonObject(self._typed(key, dict, "an object in curly brackets", {}), f"{self.where}, {key}", known)

    def members(self, key: str, known: Iterable[str] = ()) -> tuple[JsonObject, ...]:
        """The objects of the list under ``key``, numbered from 1 in messages."""
        names = tuple(known)
        values = self._typed(key, list, "a list of objects", [])
        if not all(isinstance(value, dict) for value in values):
            raise self._wrong(key, "a list of objects")
        return tuple(JsonObject(value, f"{self.where}, {key} {number}", names) for number, value in enumerate(values, start=1))

    def is_null(self, key: str) -> bool:
        return key in self._members and self._members[key] is None

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        names = tuple(choices)
        if value not in names:
            raise RedlineError(f"{self.where}: {key} is {value!r}, but must be one of {', '.join(names)}.{nearest(value, names)}")
        return value

    def _typed(self, key: str, kind: type[Value], description: str, default: Value | None) -> Value:
        value = self._members.get(key, default)
        if value is None and key not in self._members:
            raise RedlineError(f"{self.where}: {key} is missing; add it.")
        if not isinstance(value, kind):
            raise self._wrong(key, description)
        return value

    def _wrong(self, key: str, description: str) -> RedlineError:
        return RedlineError(f"{self.where}: {key} must be {description}, not {json.dumps(self._members.get(key))[:60]}.")


def nearest(word: str, known: Iterable[str]) -> str:
    """ " Did you mean ...?", or the names that there are, as a sentence that begins with a space."""
    names = tuple(known)
    close = difflib.get_close_matches(word, names, n=1)
    return f" Did you mean {close[0]!r}?" if close else f" The names are: {', '.join(names)}."


def read_object(path: Path, known: Iterable[str] = ()) -> JsonObject:
    """The one object that a JSON file holds. Raises UnreadableFile when it can't be read or is no JSON object."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"{path} could not be opened: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    return object_in(text, str(path), path.name, known)


def object_in(text: str, path: str, where: str, known: Iterable[str] = ()) -> JsonObject:
    """The one object that ``text`` holds; ``path`` is how messages name the whole of it, ``where`` what is in it. Raises UnreadableFile."""
    try:
        members = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{path} is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets within brackets within brackets
        raise UnreadableFile(f"{path} holds what no settings have: a number without end, or brackets nested without end.") from error
    except _RepeatedKey as error:
        raise UnreadableFile(f"{path} has {error} twice in one place; keep one of the two.") from error
    if not isinstance(members, dict):
        raise UnreadableFile(f"{path} must hold one JSON object in curly brackets.")
    return JsonObject(members, where, known)


class _RepeatedKey(Exception):
    """JSON's parser keeps the last of two equal keys without a word; a person meant one of them."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            raise _RepeatedKey(repr(key))
        members[key] = value
    return members
