"""Reads the objects of a large JSON file one by one, without ever holding the file.

It knows the shapes that constraint data come in: a FeatureCollection, ``{"entities": [...]}``, a bare list, a single object, and objects
one after another (one to a line or not).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

_SPACE = re.compile(r"[ \t\r\n]*")
_LISTS = ("features", "entities")


class JsonStream:
    """The objects in ``text``, with how many characters each took; ``header`` gathers the members beside the list as they pass.

    ``alone`` is True while the object that was given last stands by itself, in no list.

    Raises ValueError (JSONDecodeError) where the text is not JSON, or ends too early.
    """

    def __init__(self, text: TextIO, chunk: int = 1 << 18) -> None:
        self.header: dict[str, Any] = {}
        self.alone = False
        self._text = text
        self._chunk = chunk
        self._buffer = ""
        self._position = 0
        self._ended = False
        self._decode = json.JSONDecoder().raw_decode

    def objects(self) -> Iterator[tuple[Any, int]]:
        """Every object in turn and its length in characters."""
        while self._peek():
            if self._peek() == "[":
                yield from self._items()
            elif self._peek() == "{":
                yield from self._object()
            else:
                raise self._error("an object or a list was expected")
            if self._peek() == ",":
                raise self._error("a comma stands after the end")

    def _object(self) -> Iterator[tuple[Any, int]]:
        """One top-level object: its listed members one by one, or, where it has no list, the object itself."""
        self._take("{")
        members: dict[str, Any] = {}
        length, listed = 2, False
        if self._peek() == "}":
            self._position += 1
        else:
            while True:
                name, size = self._value()
                if not isinstance(name, str):
                    raise self._error("the name of a member was expected")
                self._take(":")
                length += size + 2
                if name in _LISTS and self._peek() == "[":
                    listed = True
                    self.header.update(members)
                    yield from self._items()
                else:
                    members[name], size = self._value()
                    length += size
                if self._take(",}") == "}":
                    break
        if listed:
            self.header.update(members)
        else:
            self.alone = True
            yield members, length
            self.alone = False

    def _items(self) -> Iterator[tuple[Any, int]]:
        self._take("[")
        if self._peek() == "]":
            self._position += 1
            return
        while True:
            yield self._value()
            if self._take(",]") == "]":
                return

    def _value(self) -> tuple[Any, int]:
        """The next value of any kind; more text is read, twice as much each time, until it is whole."""
        self._peek()
        step = self._chunk
        while True:
            try:
                value, end = self._decode(self._buffer, self._position)
            except ValueError:
                if self._ended:
                    raise
            else:
                # A number at the end of what was read may go on: "1.5e3" cut behind "1." reads as 1.
                if self._ended or (end < len(self._buffer) and self._buffer[end] not in ".eE"):
                    size = end - self._position
                    self._position = end
                    return value, size
            self._read(step)
            step *= 2

    def _take(self, expected: str) -> str:
        character = self._peek()
        if not character or character not in expected:
            raise self._error(f"one of {' '.join(expected)} was expected")
        self._position += 1
        return character

    def _peek(self) -> str:
        """The next character that is not white space, "" at the end."""
        while True:
            # Mostly there is none, and then there is nothing to look for.
            if self._position < len(self._buffer) and self._buffer[self._position] > " ":
                return self._buffer[self._position]
            found = _SPACE.match(self._buffer, self._position)
            if found is not None:
                self._position = found.end()
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if self._ended:
                return ""
            self._read(self._chunk)

    def _read(self, size: int) -> None:
        more = self._text.read(size)
        self._ended = not more
        self._buffer = self._buffer[self._position :] + more
        self._position = 0

    def _error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._buffer, self._position)
