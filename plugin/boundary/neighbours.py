"""The neighbours of a red line: whoever's land adjoins it, lies across the highway from it, or within a buffer of the line.

Measured from the red line itself, never from the address point: a long site has neighbours along all of it. Source: the Development
Management Procedure Order 2015, article 15(10), and councils' statements of community involvement (resources/rules/neighbours.csv).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.neighbour import Neighbour, NeighbourList, NeighbourReason
from ..rules.rules import Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_HIGHWAYS = "No highway layer was given: what lies opposite is told by distance alone, and has to be confirmed."
_NO_PARCELS = "No parcels were given: neighbours are told by their address points within the buffer alone."

#: A parcel of which the red line (or highway) covers at least this share is the site's own land (or highway).
_MOSTLY = 0.5

_ORDER = {reason: rank for rank, reason in enumerate(NeighbourReason)}


@dataclass(frozen=True)
class AddressPoint:
    """One delivery point, in EPSG:27700. The flats of a block are as many of these, often at one place."""

    uprn: str
    address: str
    point: shapely.Point


@dataclass(frozen=True)
class NeighbourPreset:
    """What the council's statement of community involvement asks for; ``buffer_m`` in metres from the red line, 0 for none."""

    across_highway: bool = True
    buffer_m: float = 0.0


def neighbours(
    red_line: BaseGeometry,
    parcels: Sequence[BaseGeometry],
    addresses: Iterable[AddressPoint],
    rules: Rules,
    *,
    highways: Sequence[BaseGeometry] | None = None,
    own: frozenset[str] = frozenset(),
    preset: NeighbourPreset | None = None,
) -> NeighbourList:
    """Every neighbour of a red line, once; all geometry in EPSG:27700.

    ``own`` are the UPRNs of the site itself: other addresses within the red line (flats over and under) are neighbours. ``highways`` are
    areas or lines of highway; None where there is no such layer.
    """
    asked = preset or NeighbourPreset()
    land = _Land(red_line, parcels, highways, rules, asked)
    found: dict[str, Neighbour] = {}
    left_out: list[str] = []
    points = list(addresses)
    for address, reason, distance in land.reasons(points):
        if address.uprn in own:
            left_out.append(address.uprn)
            continue
        confirm = land.confirm(reason, known_own=bool(own))
        neighbour = Neighbour(address.uprn, address.address, reason, distance, confirm)
        known = found.get(address.uprn)
        if known is None or _ORDER[reason] < _ORDER[known.reason]:
            found[address.uprn] = neighbour
    notes = [_NO_PARCELS] if not len(parcels) else []
    if asked.across_highway and highways is None and len(parcels):
        notes.append(_NO_HIGHWAYS)
    ordered = sorted(found.values(), key=lambda one: (one.distance_m, one.address, one.uprn))
    return NeighbourList(tuple(ordered), tuple(dict.fromkeys(left_out)), tuple(notes))


class _Land:
    """The parcels around a red line and why each counts."""

    def __init__(
        self,
        red_line: BaseGeometry,
        parcels: Sequence[BaseGeometry],
        highways: Sequence[BaseGeometry] | None,
        rules: Rules,
        preset: NeighbourPreset,
    ) -> None:
        self._red_line = shapely.force_2d(red_line)  # a copy: prepared geometry must never reach another thread
        shapely.prepare(self._red_line)
        self._preset = preset
        self._adjoining = rules.number("neighbour.adjoining")
        self._opposite = rules.number("neighbour.across-highway") if preset.across_highway else 0.0
        self._highways = None if highways is None else shapely.union_all(list(highways))
        self._parcels = self._near(parcels)
        self._distances = shapely.distance(self._parcels, red_line)
        self._why = self._reasons_of_parcels()

    def reasons(self, addresses: Sequence[AddressPoint]) -> Iterable[tuple[AddressPoint, NeighbourReason, float]]:
        """Each address that counts, with its reason and distance; an address in two parcels comes twice."""
        if not addresses:
            return
        points = np.array([address.point for address in addresses], dtype=object)
        inside = shapely.intersects(self._red_line, points)
        apart = shapely.distance(self._red_line, points)
        placed, parcels = shapely.STRtree(self._parcels).query(points, predicate="intersects") if len(self._parcels) else ((), ())
        by_parcel: dict[int, list[int]] = {}
        for position, parcel in zip(placed, parcels):
            by_parcel.setdefault(int(position), []).append(int(parcel))
        for position, address in enumerate(addresses):
            if inside[position]:
                yield address, NeighbourReason.IN_THE_SITE, 0.0
                continue
            for parcel in by_parcel.get(position, ()):
                reason = self._why[parcel]
                if reason is not None:
                    yield address, reason, float(self._distances[parcel])
            if apart[position] <= max(self._preset.buffer_m, self._adjoining):
                reason = NeighbourReason.ADJOINS if apart[position] <= self._adjoining else NeighbourReason.WITHIN_THE_BUFFER
                yield address, reason, float(apart[position])

    def confirm(self, reason: NeighbourReason, *, known_own: bool) -> str:
        """What the officer has to confirm of one reason."""
        if reason is NeighbourReason.ACROSS_THE_HIGHWAY and self._highways is None:
            return "To be confirmed: that a highway lies between."
        if reason is NeighbourReason.IN_THE_SITE and not known_own:
            return "To be confirmed: whether it is the site's own address."
        return ""

    def _near(self, parcels: Sequence[BaseGeometry]) -> NDArray[np.object_]:
        shapes = np.array(list(parcels), dtype=object)
        if not len(shapes):
            return shapes
        reach = max(self._adjoining, self._opposite, self._preset.buffer_m)
        near = shapes[shapely.dwithin(shapes, self._red_line, reach)]
        kept: NDArray[np.object_] = near
        return kept

    def _reasons_of_parcels(self) -> list[NeighbourReason | None]:
        if not len(self._parcels):
            return []
        covered = shapely.area(shapely.intersection(self._parcels, self._red_line)) / np.maximum(shapely.area(self._parcels), 1e-9)
        own = covered >= _MOSTLY
        adjoins = ~own & (self._distances <= self._adjoining)
        in_the_way = ~own & ~self._are_highway()
        reasons: list[NeighbourReason | None] = []
        for position, distance in enumerate(self._distances):
            if own[position]:
                reasons.append(NeighbourReason.IN_THE_SITE)
            elif adjoins[position]:
                reasons.append(NeighbourReason.ADJOINS)
            elif distance <= self._opposite and self._lies_opposite(position, in_the_way & (self._distances < distance)):
                reasons.append(NeighbourReason.ACROSS_THE_HIGHWAY)
            elif distance <= self._preset.buffer_m:
                reasons.append(NeighbourReason.WITHIN_THE_BUFFER)
            else:
                reasons.append(None)
        return reasons

    def _are_highway(self) -> NDArray[np.bool_]:
        """The parcels that are themselves highway, as title maps have them."""
        if self._highways is None:
            return np.zeros(len(self._parcels), dtype=np.bool_)
        shares = shapely.area(shapely.intersection(self._parcels, self._highways)) / np.maximum(shapely.area(self._parcels), 1e-9)
        highway: NDArray[np.bool_] = shares >= _MOSTLY
        return highway

    def _lies_opposite(self, position: int, between: NDArray[np.bool_]) -> bool:
        """Whether the shortest way to a parcel crosses a highway, and no nearer parcel: the second row of houses is not opposite."""
        way = shapely.shortest_line(self._red_line, self._parcels[position])
        if shapely.length(shapely.intersection(self._parcels[between], way)).max(initial=0.0) > self._adjoining:
            return False
        return self._highways is None or bool(shapely.intersects(self._highways, way))
