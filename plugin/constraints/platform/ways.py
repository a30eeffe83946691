"""The two ways in which an authority's records are asked for, and the pages of either.

By organisation come also those that no search by place ever finds, because their stored shape is invalid or missing; by place come those of
other bodies (Historic England, the Environment Agency). Source: the platform as it answers live.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from ..refresh.log_line import LogKind
from .answers import page_of
from .asker import Asker
from .authority import PlatformAuthority
from .spool import Spool, SpooledPage
from .web import PlatformError, WebAnswer

#: A list that moves while it is read is read again so often.
_MOST_READINGS = 3


class Way(Enum):
    """Who published a record, or where it lies."""

    ORGANISATION = "by organisation"
    PLACE = "by place"


def question(dataset: str, authority: PlatformAuthority, way: Way, since: date | None = None) -> list[tuple[str, Any]]:
    """The records of a dataset that stand today; with ``since`` all that were entered on that day or later, ended ones too."""
    pairs: list[tuple[str, Any]] = [("dataset", dataset)]
    if way is Way.ORGANISATION:
        pairs.append(("organisation_entity", authority.organisation))
    else:
        pairs += [("geometry_entity", authority.district), ("geometry_relation", "intersects")]
    if since is None:
        return [*pairs, ("period", "current")]
    # The platform's "since" is "after"
    before = since - timedelta(days=1)
    day = [("entry_date_year", before.year), ("entry_date_month", before.month), ("entry_date_day", before.day)]
    return [*pairs, ("period", "all"), *day, ("entry_date_match", "since")]


class Pages:
    """Reads answers page by page. ``moment`` gives the time of fetching (ISO 8601, UTC). Pages that the spool has of the run that is gone
    on with, begun at ``resumed``, are not asked for again ("" for a run of its own); others only where they have changed."""

    def __init__(
        self, asker: Asker, spool: Spool, moment: Callable[[], str], resumed: str, told: Callable[[int, int], None] | None = None
    ) -> None:
        self._asker = asker
        self._spool = spool
        self._moment = moment
        self._resumed = resumed
        self._told = told
        self.sent = 0
        self._came: set[int] = set()
        self.addresses: set[str] = set()
        self.ended: dict[int, dict[str, Any]] = {}

    def count(self, dataset: str, pairs: list[tuple[str, Any]]) -> int:
        """How many records an answer has, without them."""
        address = self._asker.address("/entity.json", [*pairs, ("exclude_field", "geometry,point"), ("limit", 1)])
        return self._asker.ask(address, lambda answer: page_of(answer, dataset)[1])

    def records(self, dataset: str, pairs: list[tuple[str, Any]]) -> dict[int, dict[str, Any]]:
        """All records of an answer by their entity numbers. Raises PlatformError where their number is never what the platform counts."""
        found: dict[int, dict[str, Any]] = {}
        count = 0
        for reading in range(_MOST_READINGS):
            found, count = self._read(dataset, pairs, afresh=reading > 0)
            if len(found) == count:
                self._asker.log.tell(LogKind.COUNT, f"{_way(pairs)}: {count:,} records came, as many as the platform counts.", count)
                return found
            self._asker.log.tell(LogKind.COUNT, f"{_way(pairs)}: {len(found):,} records came, and the platform counts {count:,}.", count)
        raise PlatformError(
            f"The platform counts {count:,} records of {dataset} and gave {len(found):,}. Nothing of them was used; try again later.",
            passes=True,
        )

    def _read(self, dataset: str, pairs: list[tuple[str, Any]], *, afresh: bool) -> tuple[dict[int, dict[str, Any]], int]:
        found: dict[int, dict[str, Any]] = {}
        size, offset = self._asker.settings.page, 0
        while True:
            page = self._page(dataset, [*pairs, ("limit", size), ("offset", offset)], afresh=afresh)
            found.update((each["entity"], each) for each in page.entities)
            offset += size
            if self._told is not None:
                self._told(min(offset, page.count), page.count)
            if offset >= page.count:
                return found, page.count

    def _page(self, dataset: str, pairs: list[tuple[str, Any]], *, afresh: bool) -> SpooledPage:
        address = self._asker.address("/entity.json", pairs)
        self.addresses.add(address)
        spooled = None if afresh else self._spool.page(address)
        if spooled is not None and self._resumed and spooled.fetched_at >= self._resumed:
            self._tell(pairs, spooled, f"came at {spooled.fetched_at}, and was not asked for again")
            return spooled
        headers = spooled.conditions if spooled is not None else {}

        def read(answer: WebAnswer) -> SpooledPage:
            if answer.status == 304 and spooled is not None:
                page = replace(spooled, fetched_at=self._moment())
                self._tell(pairs, page, "as it was, so it was not sent again")
                return page
            entities, count = page_of(answer, dataset)
            marks = [answer.headers.get(name, "") for name in ("etag", "last-modified")]
            # Most records come both ways, and some again when a list is read anew: each counts once
            self._came.update(each["entity"] for each in entities)
            self.sent = len(self._came)
            page = SpooledPage(entities, count, marks[0], self._moment(), marks[1])
            self._tell(pairs, page, "sent")
            return page

        page = self._asker.ask(address, read, headers)
        self._spool.keep(address, page)
        return page

    def _tell(self, pairs: list[tuple[str, Any]], page: SpooledPage, what: str) -> None:
        from_record = int(dict(pairs)["offset"]) + 1
        last = from_record + len(page.entities) - 1
        which = f"records {from_record:,} to {last:,} of {page.count:,}" if page.entities else f"no records of {page.count:,}"
        self._asker.log.tell(LogKind.PAGE, f"{_way(pairs)}, {which}: {what}.", len(page.entities))


def _way(pairs: list[tuple[str, Any]]) -> str:
    way = Way.ORGANISATION if "organisation_entity" in dict(pairs) else Way.PLACE
    return way.value.capitalize()
