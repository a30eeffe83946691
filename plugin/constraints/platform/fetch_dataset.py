"""Fetches what the platform has of one dataset for one authority: whole, or only what was entered since the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

from ...domain.clock import Clock, timestamp, today
from ..records.record_dates import read_date
from .answers import data_of
from .asker import Asker
from .authority import PlatformAuthority
from .log_line import LogKind
from .refresh_log import Log
from .spool import Spool
from .ways import Pages, Way, question
from .web import PlatformError

Records = dict[int, dict[str, Any]]
#: Licences that let a council use the data and print from it.
_LICENCES = frozenset({"ogl3", "ogl2", "ogl"})
#: What is fetched by place and organisation is one file; which record came by which way stands beside it.
_WAYS = "ways"


@dataclass(frozen=True)
class FetchedDataset:
    """``path`` is a file of the platform's own JSON with ``count`` records, also those that have ended since they first came; ``sent`` came
    over the wire this time.

    ``unfindable`` are the entity numbers that came by organisation alone: no search by place finds them on the platform.
    """

    dataset: str
    path: Path
    count: int
    sent: int
    incremental: bool
    unfindable: tuple[int, ...]


def fetch_dataset(
    dataset: str,
    authority: PlatformAuthority,
    asker: Asker,
    spool: Spool,
    clock: Clock,
    *,
    afresh: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> FetchedDataset:
    """Fetch one dataset. Raises PlatformError; what was there before is left as it was, and fetched pages are kept for the next try.

    ``afresh`` asks for everything, whatever was fetched before. ``told`` hears how many of how many records of an answer have come.
    """
    licence = _check_licence(asker.ask(asker.address(f"/dataset/{dataset}.json", []), data_of), dataset)
    asker.log.tell(LogKind.LICENCE, f"Its licence is {licence}, which lets a council use it.")
    resumed = _broken_off(spool, clock, asker.settings.resumed_within_hours)
    spool.put("run", {"begun": resumed or timestamp(clock), "finished": False})
    pages = Pages(asker, spool, lambda: timestamp(clock), resumed, told)
    found = None if afresh else _since(dataset, authority, pages, spool, today(clock), asker.log)
    incremental = found is not None
    if found is None:
        asker.log.tell(LogKind.QUESTION, "Everything that stands today is asked for.")
        found = {way: pages.records(dataset, question(dataset, authority, way)) for way in Way}
    current = {number: record for way in Way for number, record in found[way].items()}
    _check_fields(dataset, current)
    together = {**_ended_since(spool.kept(dataset), pages, today(clock)), **current}
    path = spool.put(dataset, {"entities": [together[number] for number in sorted(together)]})
    ways = {way.value: sorted(found[way]) for way in Way}
    spool.put(_WAYS, {"of": spool.digest(dataset), "newest": _newest(together), **ways})
    spool.put("run", {"begun": "", "finished": True})
    spool.keep_pages(pages.addresses)
    alone = tuple(sorted(found[Way.ORGANISATION].keys() - found[Way.PLACE].keys()))
    return FetchedDataset(dataset, path, len(together), pages.sent, incremental, alone)


def _since(dataset: str, authority: PlatformAuthority, pages: Pages, spool: Spool, on: date, log: Log) -> dict[Way, Records] | None:
    """What was there, with what was entered since; None where nothing was there, or the platform then counts otherwise."""
    told, kept = spool.kept(_WAYS), spool.kept(dataset)
    newest = read_date(str(told.get("newest", ""))) if isinstance(told, Mapping) else None
    if newest is None or not isinstance(kept, Mapping) or told.get("of") != spool.digest(dataset):
        return None
    log.tell(LogKind.QUESTION, f"Only what was entered since {newest.isoformat()} is asked for.")
    records: Records = {each["entity"]: each for each in kept["entities"]}
    found = {way: {number: records[number] for number in told[way.value]} for way in Way}
    for way in Way:
        entered = pages.records(dataset, question(dataset, authority, way, newest))
        for number, record in entered.items():
            for other in Way:
                if number in found[other]:
                    found[other][number] = record
            found[way][number] = record
        ended = {number: record for number, record in found[way].items() if _has_ended(record, on)}
        pages.ended.update(ended)
        for number in ended:
            del found[way][number]
        here, there = len(found[way]), pages.count(dataset, question(dataset, authority, way))
        log.tell(
            LogKind.COUNT, f"{way.value.capitalize()}: {here:,} records stand here with what is new, {there:,} on the platform.", there
        )
        if here != there:
            return None
    return found


def _ended_since(kept: Any, pages: Pages, on: date) -> Records:
    """Records that stood once and have ended: they stay with their end, so that nobody takes them for lost."""
    known = kept["entities"] if isinstance(kept, Mapping) else []
    return {**{each["entity"]: each for each in known if _has_ended(each, on)}, **pages.ended}


def _has_ended(record: Mapping[str, Any], on: date) -> bool:
    """As the platform's own "current" has it: an end that is not yet to come."""
    end = read_date(str(record.get("end-date") or ""), last=True)
    return end is not None and end <= on


def _check_licence(facts: Mapping[str, Any], dataset: str) -> str:
    licence = str(facts.get("licence", ""))
    if licence not in _LICENCES:
        raise PlatformError(
            f"The platform gives {dataset} under the licence “{licence or 'none'}”, which Redline does not know. It was not fetched: ask "
            "whoever looks after licences whether the council may use it."
        )
    return licence


def _check_fields(dataset: str, records: Records) -> None:
    """For some hours of May 2024 the platform had emptied every field: what names no record is never taken for data."""
    blank = sum(1 for record in records.values() if not str(record.get("reference") or "").strip())
    if records and blank * 2 > len(records):
        raise PlatformError(
            f"Of {len(records):,} records of {dataset} on the platform {blank:,} have no reference, so its data are damaged for now. "
            "What is in the store is used on; try again tomorrow."
        )


def _newest(records: Records) -> str:
    days = [day for record in records.values() if (day := read_date(str(record.get("entry-date") or ""))) is not None]
    return max(days).isoformat() if days else ""


def _broken_off(spool: Spool, clock: Clock, hours: float) -> str:
    """When a run began that was broken off not long ago (ISO 8601, UTC), "" where there is none."""
    run = spool.kept("run")
    if not isinstance(run, Mapping) or run.get("finished", True):
        return ""
    earliest = (clock.now().astimezone(timezone.utc) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    begun = str(run.get("begun", ""))
    return begun if earliest <= begun <= timestamp(clock) else ""
