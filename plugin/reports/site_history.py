"""The history of a site: what was applied for on its land, and near it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import values
from ..constraints.screening.overlay import Pieces
from ..constraints.screening.relation import CONTACT
from ..constraints.screening.standings import RELATIONS, Standings, stand
from ..constraints.store.geometry_repair import repair
from ..domain.finding import Relation
from ..domain.placed_application import PlacedApplication
from ..domain.settings import ScreeningSettings

#: As many pairs of a site and an application as are worked out at once, between two looks at whether to stop.
_AT_ONCE = 5000


@dataclass(frozen=True)
class HistoryEntry:
    """How one application stands to one site: metres, square metres, and per cent of the site."""

    site: str
    application: PlacedApplication
    relation: Relation
    distance_m: float
    overlap_m2: float
    overlap_percent: float


def site_history(
    sites: Mapping[str, shapely.Geometry],
    applications: Sequence[PlacedApplication],
    settings: ScreeningSettings,
    between: Callable[[float], None] | None = None,
) -> list[HistoryEntry]:
    """The applications on each site and within ``settings.near`` of it, by the rules of screening.

    ``sites`` are valid Polygons and MultiPolygons in EPSG:27700, by name: an application that bears a site's name is the one whose site
    it is, and no history of it. In the order of the sites; of each what overlaps first, then the nearest, then the newest. ``between`` is
    told how far it has come, from 0 to 1, and stops it by raising.
    """
    names = list(sites)
    placed = [each for each in applications if each.place is not None]
    shapes = np.empty(len(placed), dtype=object)
    shapes[:] = [each.place for each in placed]
    sound = repair(shapes).geometries
    kept = np.flatnonzero(~shapely.is_missing(sound) & ~shapely.is_empty(sound))
    if not names or not len(kept):
        return []
    boundaries = np.empty(len(names), dtype=object)
    boundaries[:] = list(sites.values())
    pieces = Pieces.of(sound[kept], np.zeros(len(kept), dtype=np.bool_), np.arange(len(kept)), len(kept))
    tree = shapely.STRtree(pieces.geometries)
    site_of, piece_of = tree.query(boundaries, predicate="dwithin", distance=settings.near + CONTACT)
    found: list[HistoryEntry] = []
    for first in range(0, len(site_of), _AT_ONCE):
        chosen = slice(first, first + _AT_ONCE)
        stands = stand(boundaries, pieces, site_of[chosen], piece_of[chosen], settings, with_depth=False, with_overlap=False)
        found.extend(_entries(stands, names, [placed[position] for position in values(kept)]))
        if between is not None:
            between(min(1.0, (first + _AT_ONCE) / len(site_of)))
    order = {name: position for position, name in enumerate(names)}
    return sorted(found, key=lambda entry: (order[entry.site], *in_order(entry)))


def _entries(stands: Standings, names: Sequence[str], applications: Sequence[PlacedApplication]) -> list[HistoryEntry]:
    rows = zip(
        values(stands.sites),
        values(stands.entities),
        values(stands.relations),
        values(stands.distance_m),
        values(stands.overlap_m2),
        values(stands.overlap_percent),
    )
    found = []
    for site, entity, relation, distance, area, percent in rows:
        if not applications[entity].is_called(names[site]):
            found.append(HistoryEntry(names[site], applications[entity], RELATIONS[relation], distance, area, percent))
    return found


def in_order(entry: HistoryEntry) -> tuple[int, float, int, str]:
    """What sorts the history of one site: what overlaps first, then the nearest, then the newest."""
    return RELATIONS.index(entry.relation), entry.distance_m, -entry.application.latest_day.toordinal(), entry.application.reference
