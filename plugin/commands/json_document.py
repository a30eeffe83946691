"""A JSON document with one long list, written as the rows come; it is valid however the work ended, and says so when it failed."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, TextIO, final

from ..domain.clock import Clock, SystemClock, timestamp


@final
class JsonDocument:
    """`{"<key>": [rows...], ...}`; used as a context manager.

    Work that fails closes the document with ``error`` (why) and ``failed_at`` (the moment, ISO 8601 in UTC), so that no reader takes half
    a result for a whole one. Only where nobody reads any more is nothing written.
    """

    def __init__(self, stream: TextIO, key: str, *, ensure_ascii: bool, clock: Clock | None = None) -> None:
        self._stream = stream
        self._key = key
        self._ensure_ascii = ensure_ascii
        self._clock = clock if clock is not None else SystemClock()
        self._rows = 0
        self._rest: dict[str, Any] = {}

    def __enter__(self) -> JsonDocument:
        self._stream.write(f"{{{json.dumps(self._key)}: [")
        return self

    def add(self, row: dict[str, Any]) -> None:
        """Write one row of the list."""
        self._stream.write(",\n" if self._rows else "\n")
        self._stream.write(self._text(row))
        self._rows += 1

    def also(self, key: str, value: object) -> None:
        """Another member of the document, written at its end."""
        self._rest[key] = value

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, BrokenPipeError):
            return
        if kind is not None:
            self._rest = {**self._rest, "error": _words(kind, error), "failed_at": timestamp(self._clock)}
        rest = "".join(f",\n{json.dumps(key)}: {self._text(value)}" for key, value in self._rest.items())
        self._stream.write(f"\n]{rest}}}\n")

    def _text(self, value: object) -> str:
        return json.dumps(value, ensure_ascii=self._ensure_ascii, allow_nan=False)


def _words(kind: type[BaseException], error: BaseException | None) -> str:
    if kind is KeyboardInterrupt:
        return "The run was interrupted."
    return str(error) or kind.__name__
