"""What was applied for at a place and near it: a point as the point that it is, a plot of land as a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...constraints.screening.relation import CONTACT
from ...domain.finding import Relation
from ...domain.settings import ScreeningSettings
from ..site_history import HistoryEntry, in_order, site_history

if TYPE_CHECKING:
    from ...domain.place import Place
    from ...domain.placed_application import PlacedApplication


@dataclass(frozen=True)
class HistorySource:
    """Where was looked: ``name`` as it is said in a sentence ("the case file cases.redline").

    ``count`` is how many applications are there, None where only those near the place were read; the place of ``unplaced`` of them nobody
    knows. ``problem`` is a sentence where it could not be read, "" where it could. ``reason`` is the same in full for whoever can mend it,
    with folders and addresses, which are no part of an answer that is given out.
    """

    name: str
    count: int | None = None
    unplaced: int = 0
    problem: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PlaceHistory:
    """``entries`` are of what was found within the distance that the enquiry looks around, ``sources`` all that was to be looked in."""

    entries: tuple[HistoryEntry, ...] = ()
    sources: tuple[HistorySource, ...] = ()


def placed_history(place: Place, applications: Sequence[PlacedApplication], settings: ScreeningSettings) -> list[HistoryEntry]:
    """The applications at a place and within ``settings.near`` of it, in the order of a site's history.

    The application whose red line was asked for is none of its own history. What is told of twice, by two
    sources or as two shapes, is told once: as it lies nearest, and by the first of two that lie alike.
    """
    others = [each for each in applications if not each.is_called(place.application)]
    if place.plot is not None:
        return _once(site_history({"": place.plot}, others, settings))
    return _once(sorted(_around_point(place, others, settings.near), key=in_order))


def _once(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Of several entries of one reference the first, which lies nearest."""
    told: dict[str, HistoryEntry] = {}
    for position, entry in enumerate(entries):
        told.setdefault(entry.application.reference or f" {position}", entry)
    return list(told.values())


def _around_point(place: Place, applications: Sequence[PlacedApplication], near_m: float) -> list[HistoryEntry]:
    import shapely

    point = shapely.Point(place.east, place.north)
    found = []
    for each in applications:
        shape: Any = each.place
        if shape is None or shapely.is_empty(shape):
            continue
        away = float(shapely.distance(shape if shapely.is_valid(shape) else shapely.make_valid(shape), point))
        if away <= near_m:
            here = away <= CONTACT
            relation = Relation.OVERLAPS if here else Relation.NEAR
            found.append(HistoryEntry("", each, relation, 0.0 if here else away, 0.0, 0.0))
    return found
