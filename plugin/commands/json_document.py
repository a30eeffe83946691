"""A JSON document with one long list, written as the rows come; it is only complete when the work ended well."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, TextIO, final


@final
class JsonDocument:
    """`{"<key>": [rows...], ...}`; used as a context manager.

    Work that fails leaves the document open, so that no reader takes half a result for a whole one.
    """

    def __init__(self, stream: TextIO, key: str, *, ensure_ascii: bool) -> None:
        self._stream = stream
        self._key = key
        self._ensure_ascii = ensure_ascii
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
        if kind is not None:
            return
        rest = "".join(f",\n{json.dumps(key)}: {self._text(value)}" for key, value in self._rest.items())
        self._stream.write(f"\n]{rest}}}\n")

    def _text(self, value: object) -> str:
        return json.dumps(value, ensure_ascii=self._ensure_ascii, allow_nan=False)
