"""One page of a long answer, its entries to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .endpoints import Endpoint
from .errors import BackOfficeError, Trouble
from .question import Told


class Item(NamedTuple):
    """One entry: the exact characters that it stood in."""

    text: str

    @property
    def value(self) -> Mapping[str, Any]:
        """Parsed anew each time that it is asked for, so that a page's worth of them is never kept."""
        value: Mapping[str, Any] = json.loads(self.text)
        return value


@dataclass(frozen=True)
class Page:
    """``total`` is what the back office counts over all pages; ``declared`` what it says is on this one.

    BOPS's own ``results`` is the size of a page, not the number of its entries; ``from`` and ``to`` tell that.
    """

    number: int
    pages: int
    total: int
    declared: int
    items: tuple[Item, ...]
    etag: str = ""

    @property
    def is_trimmed(self) -> bool:
        """Whether it holds less than it says."""
        return len(self.items) < self.declared


def page_of(told: Told, endpoint: Endpoint) -> Page:
    """The page that an answer holds. Entries that are no objects are left out, so that such a page counts as trimmed.

    Raises BackOfficeError where it holds no list of entries, or does not count them: then nobody could say whether all came.
    """
    rows = told.rows
    counts = told.value.get("metadata") if isinstance(told.value, dict) else None
    if rows is None or not isinstance(counts, dict):
        raise BackOfficeError(
            Trouble.DAMAGED,
            f"The answer is no page of {endpoint.thing}: it holds no list, or no count. Check that the address is of a BOPS back office.",
        )
    total = _count(counts, "total_results", "totalResults")
    if total is None:
        raise BackOfficeError(
            Trouble.DAMAGED, f"The page of {endpoint.thing} doesn't say how many there are, so nobody can tell whether all came."
        )
    texts = [told.text[start:end] for start, end in rows]
    items = tuple(Item(text) for text in texts if text.startswith("{"))
    first, last = _count(counts, "from"), _count(counts, "to")
    return Page(
        number=_count(counts, "page") or 1,
        pages=_count(counts, "total_pages", "totalPages") or 1,
        total=total,
        declared=len(rows) if first is None or last is None else (last - first + 1 if first else 0),
        items=items,
        etag=told.etag,
    )


def _count(counts: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        number = counts.get(name)
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= 10**9:
            return number
    return None
