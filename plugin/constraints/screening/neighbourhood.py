"""The screening engine: everything of a store around a place, and how it stands to a boundary there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...domain.finding import Entity, Finding, Relation
from ...domain.settings import ScreeningSettings
from ..box import Box, box_of
from .overlay import Overlay, joined, overlay
from .relation import CONTACT, DepthRule

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ..store.store import Candidates, Store

#: From this many pieces on, an index of boxes beats comparing them all.
_MANY_PIECES = 20_000

_RANK = {relation: rank for rank, relation in enumerate(Relation)}


def reach(boundary: shapely.Geometry, settings: ScreeningSettings) -> Box:
    """The box (EPSG:27700) that has to be gathered to screen a boundary: its bounds, widened by the near distance."""
    west, south, east, north = box_of(boundary)
    margin = settings.near + CONTACT
    return west - margin, south - margin, east + margin, north + margin


class Neighbourhood:
    """The pieces near a place, held in arrays: one engine for a site, for a vertex on the move, and for many sites.

    Gathering may happen in a worker. Screening belongs to one thread: the index is built on its first use.
    """

    def __init__(self, box: Box, candidates: Candidates, snapshots: Mapping[str, str]) -> None:
        """``snapshots`` gives the identifier of each dataset's snapshot, by slug."""
        self._box = box
        self._pieces = candidates.geometries
        self._full = candidates.full
        self._bounds = shapely.bounds(candidates.geometries).reshape(-1, 4)
        keys, self._owners = np.unique(candidates.entity_keys, return_inverse=True)
        self._entities: tuple[Entity, ...] = tuple(candidates.entities[int(key)] for key in keys)
        self._snapshots = snapshots
        self._index: shapely.STRtree | None = None

    @classmethod
    def gather(cls, store: Store, box: Box, between: Callable[[], None] | None = None, columns_of: Container[str] = ()) -> Neighbourhood:
        """Fetch everything that a store holds in a box (EPSG:27700); see :func:`reach`.

        ``between`` is called between small batches: a worker gives way to the window there, or gives up by raising. ``columns_of`` names
        the datasets whose records come with their attributes, for rules that tell them apart by a column; the others' are left empty.
        """
        identifiers = {slug: snapshot.identifier for slug, snapshot in store.snapshots().items()}
        gathered = cls(box, store.candidates(box, between), identifiers)
        gathered._entities = tuple(_with_columns(gathered._entities, store, columns_of, between))
        return gathered

    @property
    def box(self) -> Box:
        return self._box

    @property
    def piece_count(self) -> int:
        return len(self._pieces)

    def covers(self, box: Box) -> bool:
        """Whether a box, such as the reach of a boundary that has moved, still lies in what was gathered."""
        west, south, east, north = self._box
        return west <= box[0] and south <= box[1] and east >= box[2] and north >= box[3]

    def screen(
        self,
        boundary: shapely.Geometry,
        settings: ScreeningSettings,
        *,
        with_depth: bool = True,
        with_overlap: bool = True,
        only: Entity | None = None,
    ) -> tuple[Finding, ...]:
        """Every entity that overlaps, touches, is surrounded by or is near a valid Polygon or MultiPolygon in EPSG:27700; or ``only`` one.

        Ordered by dataset, relation, distance, number. Without ``with_depth`` the findings' depth is None, without ``with_overlap`` their
        overlap geometry is; relations and figures are the same. Raises ValueError for an empty boundary, and for one whose reach is not
        covered: an answer from half of the neighbours would be no answer.
        """
        if shapely.is_empty(boundary):
            raise ValueError("An empty boundary can't be screened.")
        if not self.covers(reach(boundary, settings)):
            raise ValueError("The boundary reaches beyond the neighbourhood that was gathered; gather again around it.")
        plain, site = shapely.force_2d([boundary, boundary])  # copies: prepared geometry must never reach another thread
        shapely.prepare(site)
        rows = self._rows_near(site, settings.near)
        if only is not None:
            rows = rows[self._owners[rows] == self._position_of(only)]
        if not len(rows):
            return ()
        laid = overlay(site, self._pieces[rows], self._full[rows], self._bounds[rows])
        present, owners = np.unique(self._owners[rows], return_inverse=True)
        entities = [self._entities[position] for position in present]
        around = _Relations(plain, site, settings, owners, len(present), self._pieces[rows], laid)
        findings = [
            self._finding(entity, around, position, with_depth=with_depth, with_overlap=with_overlap)
            for position, entity in enumerate(entities)
            if around.relations[position] is not None
        ]
        return tuple(sorted(findings, key=_order))

    def _position_of(self, entity: Entity) -> int:
        """Where an entity stands among those that were gathered; -1 for one that was not."""
        return next((position for position, other in enumerate(self._entities) if other.key == entity.key), -1)

    def _rows_near(self, site: shapely.Geometry, near: float) -> NDArray[np.intp]:
        west, south, east, north = box_of(site)
        margin = near + CONTACT
        rows: NDArray[np.intp]
        if len(self._pieces) > _MANY_PIECES:
            if self._index is None:
                self._index = shapely.STRtree(self._pieces)
            rows = np.sort(self._index.query(shapely.box(west - margin, south - margin, east + margin, north + margin)))
            return rows
        bounds = self._bounds
        beside_x = np.maximum(bounds[:, 0] - east, west - bounds[:, 2])
        beside_y = np.maximum(bounds[:, 1] - north, south - bounds[:, 3])
        rows = np.flatnonzero((beside_x <= margin) & (beside_y <= margin))
        return rows

    def _finding(self, entity: Entity, around: _Relations, position: int, *, with_depth: bool, with_overlap: bool) -> Finding:
        relation = around.relations[position]
        if relation is None:
            raise ValueError(f"Entity {entity.number} has no relation to the boundary.")
        meets = relation in (Relation.OVERLAPS, Relation.TOUCHES)
        return Finding(
            entity=entity,
            relation=relation,
            overlap_m2=float(around.areas[position]),
            overlap_percent=min(100.0, 100.0 * float(around.areas[position]) / around.site_area),
            depth_m=around.depth(position) if meets and with_depth else None,
            distance_m=float(around.distances[position]),
            snapshot=self._snapshots.get(entity.dataset, ""),
            overlap=around.overlap(position) if meets and with_overlap else None,
        )


def _with_columns(
    entities: Iterable[Entity], store: Store, columns_of: Container[str], between: Callable[[], None] | None
) -> Iterator[Entity]:
    for entity in entities:
        if entity.dataset not in columns_of:
            yield entity
            continue
        yield replace(entity, attributes=store.attributes(entity))
        if between is not None:
            between()


class _Relations:
    """Relations, areas and distances of every entity near one site, worked out together."""

    def __init__(
        self,
        plain: BaseGeometry,
        site: shapely.Geometry,
        settings: ScreeningSettings,
        owners: NDArray[np.intp],
        count: int,
        pieces: NDArray[np.object_],
        laid: Overlay,
    ) -> None:
        self._plain = plain
        self._site = site
        self._owners = owners
        self._laid = laid
        self._rule = DepthRule(site, settings.tolerance)
        self.site_area = float(shapely.area(site))
        self.areas = np.bincount(owners, weights=laid.areas, minlength=count)
        self._covered = np.zeros(count, dtype=np.bool_)
        self._covered[owners[laid.covers]] = True
        self.areas[self._covered] = self.site_area
        meets = np.zeros(count, dtype=np.bool_)
        meets[owners[laid.meets]] = True
        self.distances = self._distances(count, pieces, meets)
        surrounded = self._surrounded(count, pieces, meets)
        overlaps = self._overlaps(meets)
        meets |= self.distances <= CONTACT
        self.distances[meets] = 0.0
        near = self.distances <= settings.near
        self.relations: list[Relation | None] = [
            Relation.OVERLAPS
            if overlaps[position]
            else Relation.TOUCHES
            if meets[position]
            else Relation.SURROUNDED
            if surrounded[position]
            else Relation.NEAR
            if near[position]
            else None
            for position in range(count)
        ]

    def _distances(self, count: int, pieces: NDArray[np.object_], meets: NDArray[np.bool_]) -> NDArray[np.float64]:
        distances = np.full(count, np.inf)
        distances[meets] = 0.0
        apart = np.flatnonzero(~meets[self._owners])
        np.minimum.at(distances, self._owners[apart], shapely.distance(pieces[apart], self._site))
        return distances

    def _surrounded(self, count: int, pieces: NDArray[np.object_], meets: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a part of an entity that does not meet the site lies in one of the site's holes."""
        surrounded = np.zeros(count, dtype=np.bool_)
        apart = np.flatnonzero(~meets[self._owners])
        for polygon in shapely.get_parts(self._site):
            for ring in polygon.interiors:
                hole = shapely.Polygon(ring)
                shapely.prepare(hole)
                surrounded[self._owners[apart[shapely.intersects(hole, pieces[apart])]]] = True
        return surrounded

    def _overlaps(self, meets: NDArray[np.bool_]) -> NDArray[np.bool_]:
        overlaps = self._covered.copy()
        asked = np.flatnonzero(self._laid.meets & ~overlaps[self._owners])
        if len(asked):
            parts = self._laid.inside[asked]
            overlaps |= self._rule.surely_overlaps(parts, self._owners[asked], len(overlaps))
            for position in np.flatnonzero(meets & ~overlaps):
                overlaps[position] = self._rule.overlaps(list(self._parts(position)))
        return overlaps

    def _parts(self, position: int) -> NDArray[np.object_]:
        parts: NDArray[np.object_] = self._laid.inside[self._laid.meets & (self._owners == position)]
        return parts

    def depth(self, position: int) -> float:
        if self._covered[position]:
            return self._rule.greatest_depth
        parts = self._parts(position)
        return self._rule.depth(list(parts)) if len(parts) else 0.0

    def overlap(self, position: int) -> BaseGeometry:
        if self._covered[position]:
            return self._plain
        parts = self._parts(position)
        return joined(parts) if len(parts) else shapely.GeometryCollection()


def _order(finding: Finding) -> tuple[str, int, float, int, int]:
    return finding.entity.dataset, _RANK[finding.relation], finding.distance_m, finding.entity.number, finding.entity.key
