"""The parcels around a red line, and why each of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.neighbour import NeighbourReason
from ..rules.rules import Rules
from .neighbour_ground import NeighbourGround, NeighbourPreset

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A parcel of which the red line (or highway) covers at least this share is the site's own land (or highway).
_MOSTLY = 0.5
_LEAST_AREA = 1e-9


def reach(rules: Rules, preset: NeighbourPreset) -> float:
    """How far from a line a neighbour may be, in metres."""
    opposite = rules.number("neighbour.across-highway") if preset.across_highway else 0.0
    return max(rules.number("neighbour.adjoining"), opposite, preset.buffer_m)


class NeighbourLand:
    """Parcels and highways of one piece of ground. ``adjoining`` and ``reach`` are distances in metres from the red line."""

    def __init__(self, ground: NeighbourGround, rules: Rules, preset: NeighbourPreset) -> None:
        self.adjoining = rules.number("neighbour.adjoining")
        self.reach = reach(rules, preset)
        self._opposite = rules.number("neighbour.across-highway") if preset.across_highway else 0.0
        self._buffer = preset.buffer_m
        self._parcels = np.array(ground.parcels, dtype=object)
        self._areas = np.maximum(shapely.area(self._parcels), _LEAST_AREA)
        self._tree = shapely.STRtree(self._parcels)
        self._highways = None if ground.highways is None else shapely.STRtree(np.array(ground.highways, dtype=object))
        self._are_highway = self._mostly_highway(ground.highways)

    def around(self, line: BaseGeometry) -> tuple[NDArray[np.object_], list[NeighbourReason | None], NDArray[np.float64]]:
        """The parcels within reach of a line, each with its reason, None where it does not count, and its distance in metres."""
        near = np.sort(self._tree.query(line, predicate="dwithin", distance=self.reach))
        parcels, distances = self._parcels[near], np.asarray(shapely.distance(self._parcels[near], line))
        own = shapely.area(shapely.intersection(parcels, line)) / self._areas[near] >= _MOSTLY
        adjoins = ~own & (distances <= self.adjoining)
        opposite = self._opposite_to(line, near, distances, ~own & ~adjoins & (distances <= self._opposite), own)
        reasons: list[NeighbourReason | None] = []
        for position, distance in enumerate(distances):
            if own[position]:
                reasons.append(NeighbourReason.IN_THE_SITE)
            elif adjoins[position]:
                reasons.append(NeighbourReason.ADJOINS)
            elif opposite[position]:
                reasons.append(NeighbourReason.ACROSS_THE_HIGHWAY)
            else:
                reasons.append(NeighbourReason.WITHIN_THE_BUFFER if distance <= self._buffer else None)
        return parcels, reasons, distances

    def _mostly_highway(self, highways: tuple[BaseGeometry, ...] | None) -> NDArray[np.bool_]:
        """The parcels that are themselves highway, as title maps have them."""
        if not highways or not len(self._parcels):
            return np.zeros(len(self._parcels), dtype=np.bool_)
        covered = shapely.area(shapely.intersection(self._parcels, shapely.union_all(list(highways))))
        return np.asarray(covered / self._areas >= _MOSTLY)

    def _opposite_to(
        self, line: BaseGeometry, near: NDArray[np.int_], distances: NDArray[np.float64], asked: NDArray[np.bool_], own: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Of the parcels ``asked`` about, those to which the shortest way crosses a highway and no nearer parcel.

        The second row of houses is not opposite.
        """
        opposite = np.zeros(len(near), dtype=np.bool_)
        places = np.flatnonzero(asked)
        if not len(places):
            return opposite
        ways = shapely.shortest_line(line, self._parcels[near[places]])
        opposite[places] = True
        in_the_way = ~own & ~self._are_highway[near]
        way, other = shapely.STRtree(self._parcels[near]).query(ways, predicate="intersects")
        nearer = in_the_way[other] & (distances[other] < distances[places[way]])
        way, other = way[nearer], other[nearer]
        crossed = shapely.length(shapely.intersection(self._parcels[near[other]], ways[way])) > self.adjoining
        opposite[places[way[crossed]]] = False
        if self._highways is not None:
            over_highway = np.zeros(len(places), dtype=np.bool_)
            over_highway[self._highways.query(ways, predicate="intersects")[0]] = True
            opposite[places[~over_highway]] = False
        return opposite
