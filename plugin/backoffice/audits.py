"""The back office's own trail of a case: read in full with the case, and kept so that it can be shown without a connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..boundary.plain_values import as_text
from ..casefile.file.json_text import canonical
from .bops import Bops, paged
from .endpoints import AUDITS

#: The kind of answer under which the case file keeps it.
AUDITS_KIND = "audits"
#: What an entry may say at most: a longer comment is cut, so that no back office fills the case file.
_LONGEST = 4000
_MOST_PAGES = 100


def audits_of(client: Bops, case: str) -> str:
    """Every entry as JSON text, oldest first: ``at``, ``what``, ``who``, ``said``, ``automated``. Raises BackOfficeError and Cancelled."""
    entries: list[dict[str, Any]] = []
    number, pages = 1, 1
    while number <= min(pages, _MOST_PAGES):
        page = client.page(paged(AUDITS, number, case=case))
        if page is None:
            break
        entries += [_entry(item.value) for item in page.items]
        number, pages = number + 1, page.pages
    return canonical(entries)


def _entry(value: Mapping[str, Any]) -> dict[str, Any]:
    officer = value.get("officer")
    who = officer.get("name") if isinstance(officer, Mapping) else officer
    said = [as_text(value.get(name)) for name in ("activity_information", "audit_comment")]
    return {
        "at": as_text(value.get("created_at")),
        "what": as_text(value.get("activity_type"))[:_LONGEST],
        "who": as_text(who)[:_LONGEST],
        "said": ": ".join(part for part in said if part)[:_LONGEST],
        "automated": value.get("automated_activity") is True,
    }
