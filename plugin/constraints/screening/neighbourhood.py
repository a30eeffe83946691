"""The screening engine: everything of a store around a place, and how it stands to a boundary there."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...arrays import values
from ...domain.finding import Entity, Finding
from ...domain.settings import ScreeningSettings
from ..box import Box, box_of
from .authority_check import authority_check
from .overlay import Pieces
from .relation import CONTACT, DepthRule
from .standings import RELATIONS, Standings, stand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...domain.check import Check
    from ..store.store import Candidates, Store

_RANK = {relation: rank for rank, relation in enumerate(RELATIONS)}


def reach(boundary: shapely.Geometry, settings: ScreeningSettings) -> Box:
    """The box (EPSG:27700) that has to be gathered to screen a boundary: its bounds, widened by the near distance."""
    west, south, east, north = box_of(boundary)
    margin = settings.near + CONTACT
    return west - margin, south - margin, east + margin, north + margin


class Neighbourhood:
    """The pieces near a place, held in arrays: for one site, and for a boundary on the move.

    Gathering may happen in a worker; what it gathers is unprepared. Screening prepares, and belongs to one thread.
    """

    def __init__(self, box: Box, candidates: Candidates, snapshots: Mapping[str, str]) -> None:
        """``snapshots`` gives the identifier of each dataset's snapshot, by slug."""
        self._box = box
        keys, owners = np.unique(candidates.entity_keys, return_inverse=True)
        self._pieces = Pieces.of(candidates.geometries, candidates.full, owners, len(keys))
        self._entities: tuple[Entity, ...] = tuple(candidates.entities[int(key)] for key in keys)
        self._snapshots = snapshots
        self._authority: tuple[shapely.Geometry | None, str] = (None, "")

    @classmethod
    def gather(cls, store: Store, box: Box, between: Callable[[], None] | None = None, columns_of: Container[str] = ()) -> Neighbourhood:
        """Fetch everything that a store holds in a box (EPSG:27700); see :func:`reach`.

        ``between`` is called between small batches: a worker gives way to the window there, or gives up by raising. ``columns_of`` names
        the datasets whose records come with their attributes, for rules that tell them apart by a column; the others' are left empty.
        """
        identifiers = {slug: snapshot.identifier for slug, snapshot in store.snapshots().items()}
        gathered = cls(box, store.candidates(box, between), identifiers)
        gathered._authority = store.authority_area(), store.authority_name()
        gathered._entities = tuple(_with_columns(gathered._entities, store, columns_of, between))
        return gathered

    @property
    def box(self) -> Box:
        return self._box

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
        rows = self._rows_near(boundary, settings.near + CONTACT)
        if only is not None:
            rows = rows[self._pieces.entities[rows] == self._position_of(only)]
        if not len(rows):
            return ()
        one = np.array([boundary], dtype=object)
        pairs = np.zeros_like(rows), rows
        stands = stand(one, self._pieces, *pairs, settings, with_depth=with_depth, with_overlap=with_overlap, sifted=True)
        return tuple(sorted(self._findings(stands), key=_order))

    def authority_check(self, boundary: shapely.Geometry, settings: ScreeningSettings) -> tuple[Check, ...]:
        """How a valid boundary (EPSG:27700) stands to the authority's border, as in a full screening."""
        area, name = self._authority
        if area is not None:
            shapely.prepare(area)
        return authority_check(boundary, DepthRule(boundary, settings.tolerance), area, name)

    def _rows_near(self, boundary: shapely.Geometry, margin: float) -> NDArray[np.intp]:
        west, south, east, north = box_of(boundary)
        bounds = self._pieces.bounds
        near = bounds[:, 0] <= east + margin
        near &= bounds[:, 2] >= west - margin
        near &= bounds[:, 1] <= north + margin
        near &= bounds[:, 3] >= south - margin
        return np.flatnonzero(near)

    def _position_of(self, entity: Entity) -> int:
        """Where an entity stands among those that were gathered; -1 for one that was not."""
        return next((position for position, other in enumerate(self._entities) if other.key == entity.key), -1)

    def _findings(self, stands: Standings) -> list[Finding]:
        rows = zip(
            values(stands.entities),
            values(stands.relations),
            values(stands.overlap_m2),
            values(stands.overlap_percent),
            values(stands.distance_m),
            values(stands.depth_m),
            values(stands.overlaps) or [None] * len(stands),
        )
        found = []
        for position, relation, area, percent, distance, depth, shape in rows:
            entity = self._entities[position]
            found.append(
                Finding(
                    entity=entity,
                    relation=RELATIONS[relation],
                    overlap_m2=area,
                    overlap_percent=percent,
                    depth_m=None if math.isnan(depth) else depth,
                    distance_m=distance,
                    snapshot=self._snapshots.get(entity.dataset, ""),
                    overlap=shape,
                )
            )
        return found


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


def _order(finding: Finding) -> tuple[str, int, float, int, int]:
    return finding.entity.dataset, _RANK[finding.relation], finding.distance_m, finding.entity.number, finding.entity.key
