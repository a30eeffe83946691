"""What may be asked of BOPS's search: a filter that BOPS would ignore, or answer wrongly without a word, is refused here.

Source: seen live. An unknown status or type gives nothing; a status without ``[]`` gives everything; a ``...From`` without its ``...To``
ends today and hides what arrived out of hours; an unreadable date counts as none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ..domain.status import CLOSED, LIVE, PENDING
from .errors import BadQuestion

KNOWN_STATUSES = (PENDING, *LIVE, *sorted(CLOSED))
DECISIONS = ("granted", "refused", "not_required")
_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*")


class Dated(Enum):
    """The dates that can be searched by."""

    RECEIVED = "receivedAt"
    VALIDATED = "validatedAt"
    PUBLISHED = "publishedAt"
    CONSULTATION_END = "consultationEndDate"


class SortBy(Enum):
    """What a search can be sorted by; neither is a full order, so pages may overlap."""

    RECEIVED = "receivedAt"
    PUBLISHED = "publishedAt"


@dataclass(frozen=True)
class Filters:
    """A search. ``dates`` have both ends, each included. Raises BadQuestion for a word that BOPS does not know."""

    text: str = ""
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    decision: str = ""
    dates: Mapping[Dated, tuple[date, date]] = field(default_factory=dict)
    sort_by: SortBy = SortBy.RECEIVED
    ascending: bool = False

    def __post_init__(self) -> None:
        for status in self.statuses:
            if status not in KNOWN_STATUSES:
                raise BadQuestion(
                    f'There is no status "{status}", and the back office would answer with nothing. One of: {", ".join(KNOWN_STATUSES)}.'
                )
        for code in self.types:
            if not _TYPE.fullmatch(code):
                raise BadQuestion(f'"{code}" is not a code of an application type; one looks like pp.full.householder.')
        if self.decision and self.decision not in DECISIONS:
            raise BadQuestion(f'There is no decision "{self.decision}". One of: {", ".join(DECISIONS)}.')
        for dated, (first, last) in self.dates.items():
            if first > last:
                raise BadQuestion(f"The dates are the wrong way round ({dated.value}): {first.isoformat()} is after {last.isoformat()}.")

    def parameters(self) -> list[tuple[str, str]]:
        """The query as BOPS understands it."""
        said = [("applicationStatus[]", status) for status in self.statuses]
        said += [("applicationType[]", code) for code in self.types]
        for dated, (first, last) in sorted(self.dates.items(), key=lambda item: item[0].value):
            said += [(f"{dated.value}From", first.isoformat()), (f"{dated.value}To", last.isoformat())]
        if self.decision:
            said.append(("councilDecision", self.decision))
        if self.text:
            said.append(("q", self.text))
        return [*said, ("sortBy", self.sort_by.value), ("orderBy", "asc" if self.ascending else "desc")]
