"""Whether a file is one page of an answer that the platform gives in pages, and how much the whole answer has.

Source: the platform's links (first, prev, next, last) and its count, as it answers live.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

_LINKS = re.compile(r'"links"\s*:\s*(?=\{)')
_COUNT = re.compile(r'"count"\s*:\s*(\d+)')


@dataclass(frozen=True)
class AnswerPage:
    """``question`` is the same for the pages of one answer, which has ``at_least`` records in all."""

    question: str
    at_least: int


def answer_page(outside: str) -> AnswerPage | None:
    """The page that a file is, told by what stands ``outside`` its list of records; None for a file that is whole by itself."""
    found = _LINKS.search(outside)
    if found is None:
        return None
    try:
        links, _ = json.JSONDecoder().raw_decode(outside[found.end() :])
    except ValueError:
        return None
    last = links.get("last") if isinstance(links, dict) else None
    if not isinstance(last, str):
        return None
    count = _COUNT.search(outside)
    question, offset = _asked(last)
    return AnswerPage(question, int(count[1]) if count is not None else offset + 1)


def _asked(address: str) -> tuple[str, int]:
    """The question without the place of its page, and that place."""
    parts = urlsplit(address)
    pairs: list[tuple[str, Any]] = parse_qsl(parts.query, keep_blank_values=True)
    offset = next((int(value) for name, value in pairs if name == "offset" and value.isascii() and value.isdigit()), 0)
    asked = sorted((name, value) for name, value in pairs if name not in ("offset", "limit"))
    return f"{parts.path}?{urlencode(asked)}", offset
