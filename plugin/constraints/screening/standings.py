"""How entities stand to sites: relation, overlap, depth and distance of many pairs, worked out together.

This is the one place where it is decided, for one site, for a boundary on the move, and for a hundred thousand sites.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...arrays import values
from ...domain.finding import Relation
from ...domain.settings import ScreeningSettings
from .overlay import Overlay, Pieces, Sites, index_first, joined, overlay
from .relation import CONTACT, DepthRules
from .single_parts import single_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

RELATIONS = tuple(Relation)
_OVERLAPS, _TOUCHES, _SURROUNDED, _NEAR = (
    RELATIONS.index(each) for each in (Relation.OVERLAPS, Relation.TOUCHES, Relation.SURROUNDED, Relation.NEAR)
)
_NONE = len(RELATIONS)


@dataclass(frozen=True)
class Standings:
    """Arrays side by side, one place for each entity and site that have a relation, ordered by site, then entity.

    ``sites`` and ``entities`` are positions, ``relations`` positions in ``RELATIONS``; areas are square metres, distances and depths
    metres. ``depth_m`` is NaN for what lies outside the site, and everywhere where depths were not asked for. ``overlaps`` has the
    overlap's shape for what meets the site, else None; it is empty where shapes were not asked for.
    """

    sites: NDArray[np.intp]
    entities: NDArray[np.intp]
    relations: NDArray[np.intp]
    overlap_m2: NDArray[np.float64]
    overlap_percent: NDArray[np.float64]
    depth_m: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    overlaps: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.sites)

    def taken(self, rows: NDArray[np.intp]) -> Standings:
        """The chosen places, in that order."""
        return Standings(
            self.sites[rows],
            self.entities[rows],
            self.relations[rows],
            self.overlap_m2[rows],
            self.overlap_percent[rows],
            self.depth_m[rows],
            self.distance_m[rows],
            self.overlaps[rows] if len(self.overlaps) else self.overlaps,
        )

    def with_sites(self, sites: NDArray[np.intp]) -> Standings:
        """The same with other numbers for the sites."""
        return replace(self, sites=sites)

    def with_entities(self, entities: NDArray[np.intp]) -> Standings:
        """The same with other numbers for the entities."""
        return replace(self, entities=entities)

    def followed_by(self, other: Standings) -> Standings:
        """These places, then those of ``other``."""
        return Standings(*(np.concatenate([getattr(self, each.name), getattr(other, each.name)]) for each in fields(self)))


def no_standings() -> Standings:
    """Nothing stands to anything."""
    numbers, figures = np.empty(0, dtype=np.intp), np.empty(0)
    return Standings(numbers, numbers, numbers, figures, figures, figures, figures, np.empty(0, dtype=object))


def stand(
    boundaries: NDArray[np.object_],
    pieces: Pieces,
    site_of: NDArray[np.intp],
    piece_of: NDArray[np.intp],
    settings: ScreeningSettings,
    *,
    with_depth: bool,
    with_overlap: bool,
    sifted: bool = False,
) -> Standings:
    """How the entities of ``pieces`` stand to ``boundaries`` (valid Polygons and MultiPolygons in EPSG:27700).

    ``site_of`` and ``piece_of`` are pairs of positions: of every site and every piece whose bounding boxes are within the near distance
    of one another, and, unless they are ``sifted``, of others at will.
    """
    sites = Sites.of(boundaries)
    if not sifted:
        asked = _asked(sites, pieces, site_of, piece_of, settings.near + CONTACT)
        site_of, piece_of = site_of[asked], piece_of[asked]
    pairs = _Pairs(sites, pieces, site_of, piece_of, settings)
    return pairs.standings(boundaries, with_depth=with_depth, with_overlap=with_overlap)


def _asked(sites: Sites, pieces: Pieces, site_of: NDArray[np.intp], piece_of: NDArray[np.intp], margin: float) -> NDArray[np.intp]:
    """The pairs whose boxes are that near, in metres."""
    site, piece = sites.bounds[site_of], pieces.bounds[piece_of]
    apart = np.maximum(piece[:, :2] - site[:, 2:], site[:, :2] - piece[:, 2:])
    return np.flatnonzero((apart <= margin).all(axis=1))


class _Pairs:
    """Pairs of sites and pieces, gathered into pairs of sites and entities ("stands")."""

    def __init__(
        self, sites: Sites, pieces: Pieces, site_of: NDArray[np.intp], piece_of: NDArray[np.intp], settings: ScreeningSettings
    ) -> None:
        self._sites = sites
        self._pieces = pieces
        self._site_of = site_of
        self._piece_of = piece_of
        self._settings = settings
        self._rules = DepthRules(sites.geometries, settings.tolerance)
        stands, self._stand_of = np.unique(site_of * pieces.entity_count + pieces.entities[piece_of], return_inverse=True)
        self._stand_sites, self._stand_entities = np.divmod(stands, max(pieces.entity_count, 1))
        self._laid: Overlay = overlay(sites, pieces, site_of, piece_of, settings.near + CONTACT)

    def standings(self, boundaries: NDArray[np.object_], *, with_depth: bool, with_overlap: bool) -> Standings:
        count, laid = len(self._stand_sites), self._laid
        covered, meets = (self._any(marked) for marked in (laid.covers, laid.meets))
        site_areas = self._sites.areas[self._stand_sites]
        areas = np.where(covered, site_areas, np.bincount(self._stand_of, weights=laid.areas, minlength=count))
        surrounded = self._surrounded(meets)
        distances = self._distances(meets, surrounded)
        relations = np.full(count, _NONE)
        relations[distances <= self._settings.near] = _NEAR
        relations[surrounded] = _SURROUNDED
        touches = meets | (distances <= CONTACT)
        relations[touches] = _TOUCHES
        distances[touches] = 0.0
        relations[self._overlapping(meets, covered)] = _OVERLAPS
        kept = np.flatnonzero(relations != _NONE)
        depth = np.full(count, np.nan)
        if with_depth:
            depth[touches] = self._depths(np.flatnonzero(touches), covered)
        shapes: NDArray[np.object_] = np.empty(0, dtype=object)
        if with_overlap:
            shapes = self._overlaps(boundaries, touches, covered)[kept]
        return Standings(
            sites=self._stand_sites[kept],
            entities=self._stand_entities[kept],
            relations=relations[kept],
            overlap_m2=areas[kept],
            overlap_percent=np.minimum(100.0, 100.0 * areas[kept] / site_areas[kept]),
            depth_m=depth[kept],
            distance_m=distances[kept],
            overlaps=shapes,
        )

    def _any(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found = np.zeros(len(self._stand_sites), dtype=np.bool_)
        found[self._stand_of[marked]] = True
        return found

    def _surrounded(self, meets: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a part of an entity that does not meet the site lies in one of the site's holes."""
        surrounded = np.zeros(len(meets), dtype=np.bool_)
        if not self._sites.may_have_holes:
            return surrounded
        parts, owners = single_parts(self._sites.geometries)
        holed = np.flatnonzero(shapely.get_num_interior_rings(parts))
        for part, owner in zip(parts[holed], values(owners[holed])):
            apart = np.flatnonzero((self._site_of == owner) & ~meets[self._stand_of])
            for ring in part.interiors if len(apart) else ():
                hole = shapely.Polygon(ring)
                shapely.prepare(hole)
                surrounded[self._stand_of[apart[shapely.intersects(hole, self._pieces.geometries[self._piece_of[apart]])]]] = True
        return surrounded

    def _distances(self, meets: NDArray[np.bool_], surrounded: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Exact where the entity is near or surrounded, infinite where it is neither."""
        distances = np.full(len(meets), np.inf)
        distances[meets] = 0.0
        apart = np.flatnonzero(~meets[self._stand_of] & (~self._laid.far | surrounded[self._stand_of]))
        if len(apart):
            sites, pieces = self._sites.geometries[self._site_of[apart]], self._pieces.geometries[self._piece_of[apart]]
            near = shapely.dwithin(*index_first(pieces, sites), self._settings.near + CONTACT)
            worth = np.flatnonzero(near | surrounded[self._stand_of[apart]])
            np.minimum.at(distances, self._stand_of[apart[worth]], shapely.distance(pieces[worth], sites[worth]))
        return distances

    def _overlapping(self, meets: NDArray[np.bool_], covered: NDArray[np.bool_]) -> NDArray[np.bool_]:
        overlapping = covered.copy()
        asked = np.flatnonzero(meets & ~covered)
        if len(asked):
            parts, things = self._parts(asked)
            overlapping[asked] = self._rules.overlap(parts, things, self._stand_sites[asked])
        return overlapping

    def _depths(self, stands: NDArray[np.intp], covered: NDArray[np.bool_]) -> NDArray[np.float64]:
        depth = np.zeros(len(stands))
        whole = covered[stands]
        depth[whole] = self._rules.greatest_depths(self._stand_sites[stands[whole]])
        others = stands[~whole]
        if len(others):
            parts, things = self._parts(others)
            depth[~whole] = self._rules.depths(parts, things, self._stand_sites[others])
        return depth

    def _parts(self, stands: NDArray[np.intp]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
        """What lies inside the site of each of ``stands``, and the position in ``stands`` that each part belongs to."""
        position = np.full(len(self._stand_sites), -1)
        position[stands] = np.arange(len(stands))
        things = position[self._stand_of]
        chosen = np.flatnonzero(self._laid.meets & (things >= 0))
        return self._laid.inside[chosen], things[chosen]

    def _overlaps(self, boundaries: NDArray[np.object_], touches: NDArray[np.bool_], covered: NDArray[np.bool_]) -> NDArray[np.object_]:
        """The overlap's shape for what meets its site; for what covers a site a copy of the site that nobody has prepared."""
        shapes = np.full(len(touches), None, dtype=object)
        shapes[touches] = shapely.GeometryCollection()
        shapes[covered] = shapely.force_2d(boundaries)[self._stand_sites[covered]]
        parts, things = self._parts(np.flatnonzero(touches & ~covered))
        stands = np.flatnonzero(touches & ~covered)[things]
        order = np.argsort(stands, kind="stable")
        firsts = np.flatnonzero(np.diff(stands[order], prepend=-1))
        # A piece that lies within the site is its own part, and may be prepared.
        parts = shapely.force_2d(parts)
        for first, last in zip(values(firsts), [*values(firsts[1:]), len(order)]):
            shapes[stands[order[first]]] = joined(parts[order[first:last]])
        return shapes
