"""Fetches what the platform has of one dataset for one authority out of the file of the whole dataset.

Its addresses and its form: planning-data.md; the records are those of the pages, with every value as text (the platform's own code).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from ..refresh.ended import has_ended
from ..refresh.log_line import LogKind
from .answers import check_answered, page_of
from .asker import Asker
from .authority import PlatformAuthority
from .file_records import FileRecords, file_records
from .part_file import PartFile
from .spool import Spool
from .ways import Way
from .web import PlatformError, WebAnswer

#: What was found in the file stands under this name, with the marks that tell whether the file is still the same.
_FILE = "file"
#: A file that comes damaged is fetched once more, not as often as a page: it may have a gigabyte.
_READINGS = 2
_ASKED_AT_ONCE = 100


@dataclass(frozen=True)
class FromFile:
    """The records that stand by either way, those that have ended, and how many records came over the wire."""

    standing: dict[Way, dict[int, dict[str, Any]]]
    ended: dict[int, dict[str, Any]]
    sent: int


def fetch_file(
    dataset: str,
    authority: PlatformAuthority,
    ground: BaseGeometry,
    asker: Asker,
    spool: Spool,
    on: date,
    count: int,
    *,
    afresh: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> FromFile:
    """Fetch the file, or what is lacking of it, or learn that it is the same; and pick the authority's records out of it.

    ``count`` is how many records the platform counts in the whole dataset, 0 where it does not say: a file with fewer is not used.
    ``told`` hears about how many of them have come. Raises PlatformError.
    """
    whose = {
        "address": f"{asker.settings.files}/dataset/{dataset}.json",
        "organisation": authority.organisation,
        "ground": hashlib.sha256(ground.wkb).hexdigest(),
    }
    kept = None if afresh else spool.kept(_FILE)
    if not isinstance(kept, Mapping) or any(kept.get(name) != value for name, value in whose.items()):
        kept = None
    part = PartFile(spool.folder / f"{_FILE}.part", str(whose["address"]), asker.settings.largest_file, _came(count, told))
    marks = _fetched(asker, part, str(whose["address"]), dataset, kept)
    if marks is None and kept is not None:
        asker.log.tell(LogKind.FILE, f"Its file is as it was ({kept['count']:,} records), so it was not sent again.", 0)
        return _standing(_kept_records(kept), on, 0)
    for reading in range(1, _READINGS + 1):
        try:
            found = file_records(part.path, dataset, authority, ground, asker.glance)
            break
        except PlatformError:
            part.drop()
            if reading == _READINGS:
                raise
            marks = _fetched(asker, part, str(whose["address"]), dataset, None)
    asker.log.tell(LogKind.FILE, f"Its file has {found.count:,} records, {len(found.found):,} of them here.", found.count)
    if found.count < count:
        part.drop()
        raise PlatformError(
            f"The platform counts {count:,} records of {dataset} and its file has {found.count:,}. Nothing of it was used; fetch it page "
            "by page, or try again tomorrow."
        )
    _add_qualities(dataset, found.found, asker)
    spool.put(
        _FILE,
        {
            **whose,
            **(marks or {}),
            "count": found.count,
            "ways": {way.value: sorted(found.ways[way]) for way in Way},
            "entities": [found.found[number] for number in sorted(found.found)],
        },
    )
    part.drop()
    return _standing(found, on, found.count)


def _fetched(asker: Asker, part: PartFile, address: str, dataset: str, kept: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Bring the file to the part's place and give its marks; None where it is the same as the one that ``kept`` was found in."""
    marks = {"If-None-Match": kept.get("etag", ""), "If-Modified-Since": kept.get("modified", "")} if kept is not None else {}
    conditions = {name: str(mark) for name, mark in marks.items() if mark}

    def headers() -> dict[str, str]:
        # Packed, the rest of a file that broke off could not be asked for
        return {"Accept-Encoding": "identity", **(part.headers() or conditions)}

    def read(answer: WebAnswer) -> dict[str, str] | None:
        if answer.status == 304 and conditions:
            return None
        if answer.status in {403, 404}:
            raise PlatformError(f"The platform has no file of {dataset} at {answer.address}. Fetch it page by page.")
        if answer.status == 416:
            raise PlatformError(f"The file of {dataset} changed while it was fetched. Try again.", passes=True)
        check_answered(answer)
        part.check_whole(answer)
        return {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}

    asker.log.tell(LogKind.QUESTION, f"Its file {address} is asked for.")
    return asker.ask_for_file(address, headers, part.place, read)


def _came(count: int, told: Callable[[int, int], None] | None) -> Callable[[int, int], None]:
    """Bytes, as about so many records."""

    def came(done: int, total: int) -> None:
        if told is not None and count and total:
            told(min(count, count * done // total), count)

    return came


def _kept_records(kept: Mapping[str, Any]) -> FileRecords:
    ways = {way: set(kept["ways"][way.value]) for way in Way}
    return FileRecords(kept["count"], {record["entity"]: record for record in kept["entities"]}, ways)


def _standing(told: FileRecords, on: date, sent: int) -> FromFile:
    ended = {number: record for number, record in told.found.items() if has_ended(record, on)}
    standing = {way: {number: told.found[number] for number in sorted(told.ways[way] - ended.keys())} for way in Way}
    return FromFile(standing, ended, sent)


def _add_qualities(dataset: str, found: dict[int, dict[str, Any]], asker: Asker) -> None:
    """The platform works out the quality of a record when it loads it; where its file does not say it, it is asked for by number."""
    lacking = sorted(number for number, record in found.items() if "quality" not in record)
    for first in range(0, len(lacking), _ASKED_AT_ONCE):
        numbers = lacking[first : first + _ASKED_AT_ONCE]
        pairs = [*(("entity", number) for number in numbers), ("field", "dataset"), ("field", "quality"), ("limit", _ASKED_AT_ONCE)]
        records, _ = asker.ask(asker.address("/entity.json", pairs), lambda answer: page_of(answer, dataset))
        told = {record["entity"]: str(record.get("quality", "")) for record in records}
        for number in numbers:
            found[number]["quality"] = told.get(number, "")
