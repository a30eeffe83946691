"""Values as JSON text: one spelling for one value, so that texts can be compared and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical(value: Any) -> str:
    """The JSON of a value with sorted keys and no spaces, in ASCII (lone surrogates survive)."""
    return _ENCODER.encode(value)


def parsed(text: str | None) -> Any:
    """The value of JSON text; None of None."""
    return None if text is None else json.loads(text)


def sha256(text: str) -> str:
    """The digest of text, whatever characters are in it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_sha256(text: str, form: str) -> str:
    """The digest of what a boundary's text says: of GeoJSON as a value, so that white space and the order of keys do not count."""
    if form == "geojson":
        try:
            return sha256(canonical(json.loads(text)))
        except (ValueError, RecursionError):
            return sha256(text)
    return sha256(text)


def storable(text: str) -> str:
    """Text that SQLite can hold: a lone surrogate, which UTF-8 has no bytes for, becomes the replacement character."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def storable_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for every text among the values of a row."""
    return {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
