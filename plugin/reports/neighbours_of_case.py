"""Whom to tell of a case as neighbours: those that were found round the line in force and stand on no list that was kept before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..domain.case import Case
from ..domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from ..domain.neighbour import Neighbour, NeighbourList
from ..domain.neighbour_sources import NeighbourSources
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted, metres_words
from .plain_text import plain_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_PRECISION = 0.01


@dataclass(frozen=True)
class NeighboursOfCase:
    """``new`` are to be told; ``listed`` stand on an earlier list, which is retained; ``notes`` are what the data could not tell."""

    new: tuple[Neighbour, ...] = field(default=())
    listed: tuple[Neighbour, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    unknown: str = ""


def records_of(case: Case) -> tuple[NeighbourRecord, ...]:
    """The lists that were kept of a case, oldest first."""
    return tuple(each.record for each in case.casework if isinstance(each.record, NeighbourRecord))


def neighbours_of_case(found: NeighbourList, earlier: Iterable[NeighbourRecord]) -> NeighboursOfCase:
    """Only who was told before is left out of what is proposed: who was found and left out then is asked about again."""
    told = {each.key for record in earlier for each in record.told}
    new = tuple(each for each in found.neighbours if each.key not in told)
    listed = tuple(each for each in found.neighbours if each.key in told)
    return NeighboursOfCase(new, listed, found.notes, found.unknown)


def found_words(known: NeighboursOfCase, version: int) -> str:
    """How many were found, and how many of them nobody has been told of yet."""
    if known.unknown:
        return known.unknown
    every = len(known.new) + len(known.listed)
    before = f", {counted(len(known.listed), 'is', 'are')} on an earlier list" if known.listed else ""
    return f"{counted(every, 'neighbour')} round version {version}: {len(known.new)} to be told{before}."


def listed_neighbour(found: Neighbour) -> ListedNeighbour:
    """Someone who was found, as the record has them: told, because of where they are."""
    confirm = f"; to be confirmed: {found.confirm}" if found.confirm else ""
    return ListedNeighbour(found.address, found.uprn, f"{found.reason.value}, {metres_words(found.distance_m)}{confirm}")


def neighbour_record(
    on: date, version: int, line: BaseGeometry, sources: NeighbourSources, neighbours: Iterable[ListedNeighbour], notes: tuple[str, ...]
) -> NeighbourRecord:
    """The dated list with the geometry that was used, to the centimetre."""
    import shapely

    across = "and across the highway" if sources.across_highway else "not across the highway"
    buffer = f", within {sources.buffer:g} m of the red line" if sources.buffer else ""
    layers = "; ".join(part for part in (sources.addresses, sources.parcels, sources.highways) if part)
    text = shapely.to_wkt(shapely.set_precision(line, _PRECISION), rounding_precision=2)
    how = f"adjoining {across}{buffer}; layers: {layers or 'none'}"
    return NeighbourRecord(on, version, text, how, tuple(neighbours), notes)


def record_words(record: NeighbourRecord) -> str:
    """A kept list in a line."""
    left_out = len(record.neighbours) - len(record.told)
    without = f", {left_out} left out" if left_out else ""
    sent = f", letters sent on {plain_day(record.sent_on)}" if record.sent_on is not None else ""
    return f"{plain_day(record.made_on)}, version {record.version}: {len(record.told)} told{without}{sent}"


def record_text(record: NeighbourRecord) -> str:
    """A kept list in full."""
    lines = [f"{record_words(record)}.", f"How: {record.how}.", *record.notes, ""]
    for each in record.neighbours:
        uprn = f" (UPRN {each.uprn})" if each.uprn else ""
        lines.append(f"{'' if each.told else 'Not told: '}{each.address}{uprn}: {each.why}")
    return "\n".join(map(plain_text, lines))


def addresses_text(records: Iterable[NeighbourRecord]) -> str:
    """Every address that is told, each once, as a table for letters."""
    told = {each.key: each for record in records for each in record.told}
    rows = [("uprn", "address", "reason"), *((each.uprn, each.address, each.why) for each in told.values())]
    return "\n".join("\t".join(map(plain_text, row)) for row in rows)
