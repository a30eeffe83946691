"""Fetches what the platform has of one dataset for one authority: whole, or only what was entered since the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from ...domain.clock import Clock, timestamp, today
from ...domain.plain_days import plain_day
from ...domain.written_days import read_date
from ..refresh.ended import has_ended, newest
from ..refresh.log_line import LogKind
from ..refresh.refresh_log import Log
from .answers import data_of
from .asker import Asker
from .authority import PlatformAuthority
from .fetch_file import fetch_file
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

    Of them ``standing`` have not ended, and ``shapes`` have a shape or a point.
    ``unfindable`` are the entity numbers that came by organisation alone: no search by place finds them on the platform.
    """

    dataset: str
    path: Path
    count: int
    sent: int
    incremental: bool
    unfindable: tuple[int, ...]
    standing: int
    shapes: int
    from_file: bool = False


def fetch_dataset(
    dataset: str,
    authority: PlatformAuthority,
    asker: Asker,
    spool: Spool,
    clock: Clock,
    *,
    ground: BaseGeometry | None = None,
    afresh: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> FetchedDataset:
    """Fetch one dataset. Raises PlatformError; what was there before is left as it was, and what came is kept for the next try.

    With ``ground``, the authority's district in longitude and latitude, out of the file of the whole dataset; else page by page.
    ``afresh`` asks for everything, whatever was fetched before. ``told`` hears how many of how many records of an answer have come.
    """
    facts = asker.ask(asker.address(f"/dataset/{dataset}.json", []), data_of)
    licence = _check_licence(facts, dataset)
    asker.log.tell(LogKind.LICENCE, f"Its licence is {licence}, which lets a council use it.")
    resumed = _broken_off(spool, clock, asker.settings.resumed_within_hours)
    spool.put("run", {"begun": resumed or timestamp(clock), "finished": False})
    pages = Pages(asker, spool, lambda: timestamp(clock), resumed, told)
    incremental = False
    if ground is not None:
        file = fetch_file(dataset, authority, ground, asker, spool, today(clock), _count(facts), afresh=afresh, told=told)
        found, pages.sent = file.standing, file.sent
        pages.ended.update(file.ended)
    else:
        since = None if afresh else _since(dataset, authority, pages, spool, today(clock), asker.log)
        incremental = since is not None
        found = since if since is not None else _everything(dataset, authority, pages, asker.log)
    current = {number: record for way in Way for number, record in found[way].items()}
    _check_fields(dataset, current)
    together = {**_ended_here(_known(spool.kept(dataset)), pages.ended, today(clock)), **current}
    path = spool.put(dataset, {"entities": [together[number] for number in sorted(together)]})
    ways = {way.value: sorted(found[way]) for way in Way}
    spool.put(_WAYS, {"of": spool.digest(dataset), "newest": newest(together.values()), **ways})
    spool.put("run", {"begun": "", "finished": True})
    spool.keep_pages(pages.addresses)
    alone = tuple(sorted(found[Way.ORGANISATION].keys() - found[Way.PLACE].keys()))
    shapes = sum(1 for record in together.values() if record.get("geometry") or record.get("point"))
    counts = (len(together), pages.sent, incremental, alone, len(current), shapes)
    return FetchedDataset(dataset, path, *counts, from_file=ground is not None)


def _everything(dataset: str, authority: PlatformAuthority, pages: Pages, log: Log) -> dict[Way, Records]:
    log.tell(LogKind.QUESTION, "Everything that stands today is asked for.")
    return {way: pages.records(dataset, question(dataset, authority, way)) for way in Way}


def _known(kept: Any) -> Records:
    return {each["entity"]: each for each in kept["entities"]} if isinstance(kept, Mapping) else {}


def _since(dataset: str, authority: PlatformAuthority, pages: Pages, spool: Spool, on: date, log: Log) -> dict[Way, Records] | None:
    """What was there, with what was entered since; None where nothing was there, or the platform then counts otherwise."""
    told, records = spool.kept(_WAYS), _known(spool.kept(dataset))
    until = read_date(str(told.get("newest", ""))) if isinstance(told, Mapping) else None
    if until is None or told.get("of") != spool.digest(dataset):
        return None
    log.tell(LogKind.QUESTION, f"Only what was entered since {plain_day(until)} is asked for.")
    found = {way: {number: records[number] for number in told[way.value]} for way in Way}
    for way in Way:
        new = pages.records(dataset, question(dataset, authority, way, until))
        for number, record in new.items():
            for other in Way:
                if number in found[other]:
                    found[other][number] = record
            found[way][number] = record
        ended = {number: record for number, record in found[way].items() if has_ended(record, on)}
        # One that ended before anybody here had it never stood here
        pages.ended.update((number, record) for number, record in ended.items() if number in records)
        for number in ended:
            del found[way][number]
        here, there = len(found[way]), pages.count(dataset, question(dataset, authority, way))
        log.tell(
            LogKind.COUNT, f"{way.value.capitalize()}: {here:,} records stand here with what is new, {there:,} on the platform.", there
        )
        if here != there:
            return None
    return found


def _ended_here(known: Records, ended: Records, on: date) -> Records:
    """Records that stood here once and have ended: they stay with their end, so that nobody takes them for lost."""
    ended_before = {number: each for number, each in known.items() if has_ended(each, on)}
    return {**ended_before, **{number: each for number, each in ended.items() if number in known}}


def _count(facts: Mapping[str, Any]) -> int:
    """How many records the platform counts in the whole dataset, 0 where it does not say; until 2026 the count stood in an object."""
    told = facts.get("entity-count")
    count = told.get("count") if isinstance(told, Mapping) else told
    return count if isinstance(count, int) and not isinstance(count, bool) else 0


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


def _broken_off(spool: Spool, clock: Clock, hours: float) -> str:
    """When a run began that was broken off not long ago (ISO 8601, UTC), "" where there is none."""
    run = spool.kept("run")
    if not isinstance(run, Mapping) or run.get("finished", True):
        return ""
    earliest = (clock.now().astimezone(timezone.utc) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    begun = str(run.get("begun", ""))
    return begun if earliest <= begun <= timestamp(clock) else ""
