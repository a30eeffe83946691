"""Records with something of a test's own in every field that holds words."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any


def marked(mark: str, record: Any, **but: Any) -> Any:
    """A record with a mark of its own in each field of words; ``but`` are fields that have to be of a form."""
    texts = {each.name: f"{mark} of {each.name}" for each in fields(record) if isinstance(getattr(record, each.name), str)}
    return replace(record, **{name: value for name, value in texts.items() if name not in ("uuid", *but)}, **but)
