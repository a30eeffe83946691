"""The neighbours of a red line: whoever's land adjoins it, lies across the highway from it, or within a buffer of the line.

Measured from the red line itself, never from the address point: a long site has neighbours along all of it. Source: the Development
Management Procedure Order 2015, article 15(10), and councils' statements of community involvement (resources/rules/neighbours.csv).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..arrays import values
from ..domain.neighbour import Neighbour, NeighbourList, NeighbourReason
from ..rules.rules import Rules
from .neighbour_ground import AddressPoint, NeighbourGround, NeighbourPreset
from .neighbour_land import NeighbourLand

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_HIGHWAYS = "No highway layer was given: what lies opposite is told by distance alone, and has to be confirmed."
_NO_PARCELS = "No parcels were given: neighbours are told by their address points within the buffer alone."

_ORDER = {reason: rank for rank, reason in enumerate(NeighbourReason)}


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
    ground = NeighbourGround(tuple(addresses), tuple(parcels), None if highways is None else tuple(highways))
    return NeighbourFinder(ground, rules, own=own, preset=preset).around(red_line)


class NeighbourFinder:
    """Finds the neighbours of a line that moves over one piece of ground; all that does not move with it is worked out once."""

    def __init__(
        self,
        ground: NeighbourGround,
        rules: Rules,
        *,
        own: frozenset[str] = frozenset(),
        preset: NeighbourPreset | None = None,
    ) -> None:
        """``own`` are the UPRNs of the site itself."""
        self._ground = ground
        self._preset = preset or NeighbourPreset()
        self._own = own
        self._land = NeighbourLand(ground, rules, self._preset)
        self._addresses = ground.addresses
        self._points = np.array([address.point for address in self._addresses], dtype=object)
        self._places = shapely.STRtree(self._points)

    def covers(self, red_line: BaseGeometry) -> bool:
        """Whether everything within reach of a line lies on the ground that was read."""
        west, south, east, north = red_line.bounds
        reach, box = self._land.reach, self._ground.box
        return box[0] <= west - reach and box[1] <= south - reach and box[2] >= east + reach and box[3] >= north + reach

    def around(self, red_line: BaseGeometry) -> NeighbourList:
        """The neighbours of a line (EPSG:27700, valid)."""
        line = shapely.force_2d(red_line)  # a copy: prepared geometry must never reach another thread
        shapely.prepare(line)
        parcels, reasons, distances = self._land.around(line)
        found: dict[str, Neighbour] = {}
        left_out: list[str] = []
        lived_in: set[int] = set()
        for position, reason, distance, parcel in self._reasons(line, parcels, reasons, distances):
            address = self._addresses[position]
            lived_in.add(parcel)
            if address.uprn and address.uprn in self._own:
                left_out.append(address.uprn)
                continue
            neighbour = Neighbour(address.uprn, address.address, reason, distance, self._confirm(reason, address.uprn))
            known = found.get(neighbour.key)
            if known is None or _ORDER[reason] < _ORDER[known.reason]:
                found[neighbour.key] = neighbour
        without = sum(reason is NeighbourReason.ADJOINS and place not in lived_in for place, reason in enumerate(reasons))
        ordered = sorted(found.values(), key=lambda one: (one.distance_m, one.address, one.uprn))
        return NeighbourList(tuple(ordered), tuple(dict.fromkeys(left_out)), tuple(self._notes(without)))

    def _reasons(
        self, line: BaseGeometry, parcels: NDArray[np.object_], reasons: Sequence[NeighbourReason | None], distances: NDArray[np.float64]
    ) -> Iterator[tuple[int, NeighbourReason, float, int]]:
        """Each address that counts, by its number, with reason, distance and the number of its parcel (-1 for none).

        An address in two parcels comes twice.
        """
        if not self._addresses:
            return
        within = {int(position) for position in self._places.query(line, predicate="intersects")}
        for position in sorted(within):
            yield position, NeighbourReason.IN_THE_SITE, 0.0, -1
        if len(parcels):
            for parcel, position in map(_pair, self._places.query(parcels, predicate="intersects").T):
                reason = reasons[parcel]
                if reason is not None and position not in within:
                    yield position, reason, float(distances[parcel]), parcel
        adjoining = self._land.adjoining
        near = self._places.query(line, predicate="dwithin", distance=max(self._preset.buffer_m, adjoining))
        for place, apart in zip(near, values(shapely.distance(line, self._points[near]))):
            position = int(place)
            if position not in within:
                yield position, NeighbourReason.ADJOINS if apart <= adjoining else NeighbourReason.WITHIN_THE_BUFFER, apart, -1

    def _confirm(self, reason: NeighbourReason, uprn: str) -> str:
        """What the officer has to confirm of one reason."""
        if reason is NeighbourReason.ACROSS_THE_HIGHWAY and self._ground.highways is None:
            return "To be confirmed: that a highway lies between."
        if reason is NeighbourReason.IN_THE_SITE and not (self._own and uprn):
            return "To be confirmed: whether it is the site's own address."
        return ""

    def _notes(self, without: int) -> Iterator[str]:
        if not self._ground.parcels:
            yield _NO_PARCELS
        elif self._preset.across_highway and self._ground.highways is None:
            yield _NO_HIGHWAYS
        if without:
            lies = "parcel that adjoins the site has" if without == 1 else "parcels that adjoin the site have"
            yield f"{without} {lies} no address: find out who owns or occupies the land."
        yield from self._ground.notes


def _pair(numbers: NDArray[np.int_]) -> tuple[int, int]:
    return int(numbers[0]), int(numbers[1])
