"""Pages of a long answer: what may be asked for, and the envelopes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from .answers import base_address

_MOST_PAGES, _MOST_RESULTS, _USUAL_RESULTS = 1000, 50, 10


@dataclass(frozen=True)
class Page:
    """One page of ``total`` records; a number behind the last one has become the last."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)


def asked_page(request: Request, total: int, size_name: str = "maxresults") -> Page:
    """The page that is asked for, as Ruby reads numbers: a word is 0, and 0 becomes 1."""
    size = asked_size(request, size_name)
    number = min(max(_to_integer(request.query_params.get("page", "1")), 1), _MOST_PAGES)
    last = max(1, -(-total // size))
    return Page(number=min(number, last), size=size, total=total)


def asked_size(request: Request, size_name: str = "maxresults") -> int:
    """How many results a page is to have."""
    given = request.query_params.get(size_name)
    return _USUAL_RESULTS if given is None else min(max(_to_integer(given), 1), _MOST_RESULTS)


def envelope(request: Request, page: Page, *, camel: bool = False) -> dict[str, Any]:
    """``metadata`` and ``links``; the keys of the counts differ between answers."""
    pages, results = ("totalPages", "totalResults") if camel else ("total_pages", "total_results")
    metadata = {"page": page.number, "results": page.size, "from": page.first, "to": page.last, pages: page.pages, results: page.total}
    return {
        "metadata": metadata,
        "links": {
            "first": _link(request, 1),
            "last": _link(request, page.pages),
            "prev": _link(request, page.number - 1) if page.number > 1 else None,
            "next": _link(request, page.number + 1) if page.number < page.pages else None,
        },
    }


def public_pagination(page: Page, available: int) -> dict[str, int]:
    """The public endpoints' envelope; ``available`` counts without filters."""
    return {
        "resultsPerPage": page.size,
        "currentPage": page.number,
        "totalPages": page.pages,
        "totalResults": page.total,
        "totalAvailableItems": available,
    }


def _link(request: Request, number: int) -> str:
    """The same question for another page: the page's number takes its place, or comes last."""
    items = [(key, str(number) if key == "page" else value) for key, value in request.query_params.multi_items()]
    if "page" not in request.query_params:
        items.append(("page", str(number)))
    return f"{base_address(request)}{request.url.path}?{urlencode(items)}"


def _to_integer(text: str) -> int:
    match = re.match(r"\s*[-+]?\d+", text)
    return int(match[0]) if match else 0
