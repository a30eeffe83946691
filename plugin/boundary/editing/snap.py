"""Laying the red line on a neighbour's line where the two run within a tolerance of each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...arrays import values
from ...domain.plain_figures import counted
from .drawn import CannotDraw, Drawn, in_passing, metres, square_metres
from .rings import LEAST, Coordinates, geometry_of, rings_of
from .soundness import sound, soundness

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Metres within which a vertex lies on a line already.
_ON_IT = 0.001


@dataclass(frozen=True)
class Snap:
    """What laying a line on another would do, to be looked at before it is done.

    ``moved`` and ``added`` count vertices, ``greatest`` is how far one moves at most, in metres.
    """

    drawn: Drawn
    moved: int
    added: int
    greatest: float


def snap_to(geometry: BaseGeometry, neighbour: BaseGeometry, tolerance: float) -> Snap:
    """Lay the line on lines or polygons in EPSG:27700 where they are within ``tolerance`` metres of each other.

    A vertex goes to the neighbour's nearest vertex, else on to its line; where the neighbour has a vertex beside an edge, the edge takes
    it up. CannotDraw where nothing is near enough, where the two coincide already, and where the line would fold up.
    """
    laying = _Laying(_lines(neighbour), tolerance)
    land = sound(geometry)
    gap = float(shapely.distance(land.boundary, laying.lines))
    if gap > tolerance:
        raise CannotDraw(f"Nothing of it lies within {metres(tolerance)} of the red line; the nearest place is {metres(gap)} away.")
    rings = [[laying.lay(ring) for ring in part] for part in rings_of(land)]
    if not laying.moves and not laying.added:
        raise CannotDraw("The red line lies on it already, as far as it is near enough.")
    if any(len(ring) < LEAST for part in rings for ring in part):
        raise CannotDraw(f"Within {metres(tolerance)} the red line would fold up. Choose a smaller distance.")
    made = geometry_of(rings)
    found = soundness(made)
    if found.geometry is None:
        raise CannotDraw(f"Within {metres(tolerance)} it does not work out: {in_passing(found.problem)} Choose a smaller distance.")
    said = laying.said(float(found.geometry.area - land.area))
    return Snap(Drawn(made, said), len(laying.moves), laying.added, max(laying.moves, default=0.0))


class _Laying:
    """One line that rings are laid on, and what that came to so far."""

    def __init__(self, lines: BaseGeometry, tolerance: float) -> None:
        self.lines = lines
        self.moves: list[float] = []
        self.added = 0
        self._tolerance = tolerance
        self._corners: NDArray[np.object_] = np.asarray(shapely.points(shapely.get_coordinates(lines)))

    def lay(self, ring: Coordinates) -> Coordinates:
        laid = self._vertices_laid(ring)
        taken_up = self._corners_taken_up(laid)
        self.added += len(taken_up) - len(laid)
        steps = np.hypot(*(taken_up - np.roll(taken_up, 1, axis=0)).T)
        return np.asarray(taken_up[steps > 0])

    def said(self, change: float) -> str:
        parts = []
        if self.moves:
            parts.append(f"{counted(len(self.moves), 'vertex', 'vertices')} moved by up to {metres(max(self.moves))}")
        if self.added:
            parts.append(f"{counted(self.added, 'vertex', 'vertices')} added")
        return f"Laid on a neighbour's line: {', '.join(parts)}, {square_metres(abs(change))} {'more' if change >= 0 else 'less'}"

    def _vertices_laid(self, ring: Coordinates) -> Coordinates:
        points = np.asarray(shapely.points(ring))
        laid = ring.copy()
        for number in np.flatnonzero(shapely.distance(points, self.lines) <= self._tolerance):
            away = shapely.distance(points[number], self._corners)
            nearest = int(np.argmin(away))
            to = self._corners[nearest] if away[nearest] <= self._tolerance else shapely.shortest_line(self.lines, points[number])
            laid[number] = shapely.get_coordinates(to)[0]
            by = hypot(*values(laid[number] - ring[number]))
            if by > _ON_IT:
                self.moves.append(by)
        return laid

    def _corners_taken_up(self, ring: Coordinates) -> Coordinates:
        """The ring with the neighbour's vertices that lie beside its edges, in the order in which they come along each edge."""
        result: list[Coordinates] = []
        for start, end in zip(ring, np.roll(ring, -1, axis=0)):
            edge = shapely.LineString([start, end])
            beside = self._corners[shapely.distance(edge, self._corners) <= self._tolerance]
            for taken in (start, end):
                beside = beside[shapely.distance(shapely.Point(taken), beside) > self._tolerance]
            result += [start, *shapely.get_coordinates(beside[np.argsort(shapely.line_locate_point(edge, beside))])]
        return np.asarray(result)


def _lines(neighbour: BaseGeometry) -> BaseGeometry:
    parts = [part.boundary if part.geom_type == "Polygon" else part for part in shapely.get_parts(shapely.get_parts([neighbour]))]
    lines = [part for part in parts if part.length > 0]
    if not lines:
        raise CannotDraw("This has no line that the red line could be laid on.")
    return shapely.union_all(lines) if len(lines) > 1 else lines[0]
