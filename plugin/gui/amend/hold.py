"""What the officer has taken hold of on the map: a vertex, an edge, the middle of an edge; and what moving it draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.editing.drawn import Drawn
    from ...boundary.editing.rings import Place

    Point = tuple[float, float]


class Grip(Enum):
    """What was taken hold of."""

    VERTEX = "vertex"
    EDGE = "edge"
    MIDDLE = "middle"


@dataclass(frozen=True)
class Hold:
    """A grip on a line (EPSG:27700), where it was taken: ``at`` is the vertex, or the point on the edge."""

    grip: Grip
    place: Place
    at: Point

    def moved(self, geometry: BaseGeometry, to: Point, *, pull: bool = False) -> Drawn:
        """The line once this is moved to a point; with ``pull`` an edge is pulled out at right angles. CannotDraw says why not."""
        from ...boundary.editing.edges import move_edge, pull_distance, pull_edge
        from ...boundary.editing.vertices import insert_vertex, move_vertex

        if self.grip is Grip.VERTEX:
            return move_vertex(geometry, self.place, to)
        if self.grip is Grip.MIDDLE:
            return insert_vertex(geometry, self.place, to)
        if pull:
            return pull_edge(geometry, self.place, pull_distance(geometry, self.place, to))
        return move_edge(geometry, self.place, (to[0] - self.at[0], to[1] - self.at[1]))

    def removed(self, geometry: BaseGeometry) -> Drawn:
        """The line without it. CannotDraw says why not."""
        from ...boundary.editing.edges import remove_edge
        from ...boundary.editing.vertices import remove_vertex

        return remove_vertex(geometry, self.place) if self.grip is Grip.VERTEX else remove_edge(geometry, self.place)


def hold_at(geometry: BaseGeometry, point: Point, reach: float) -> Hold | None:
    """What lies under the mouse within ``reach`` metres: a vertex before the middle of an edge, and that before the edge."""
    from ...boundary.editing.rings import edge_at, nearest_edge, nearest_vertex, vertex_at

    vertex = nearest_vertex(geometry, point, reach)
    if vertex is not None:
        return Hold(Grip.VERTEX, vertex, vertex_at(geometry, vertex))
    edge = nearest_edge(geometry, point, reach)
    if edge is None:
        return None
    (ax, ay), (bx, by) = edge_at(geometry, edge.place)
    middle = ((ax + bx) / 2, (ay + by) / 2)
    long_enough = (ax - bx) ** 2 + (ay - by) ** 2 > (4 * reach) ** 2
    if long_enough and (middle[0] - point[0]) ** 2 + (middle[1] - point[1]) ** 2 <= reach**2:
        return Hold(Grip.MIDDLE, edge.place, middle)
    return Hold(Grip.EDGE, edge.place, edge.at)
