"""Splitting a red line by a line drawn across it, so that a piece can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ..assembly import polygons_of
from .drawn import CannotDraw, Drawn, square_metres
from .rings import Point, of_parts, parts_of
from .soundness import sound


@dataclass(frozen=True)
class Split:
    """The pieces that a line makes, largest first, and the parts that it leaves alone; they share the edges along the line exactly."""

    pieces: tuple[shapely.Polygon, ...]
    untouched: tuple[shapely.Polygon, ...]

    def piece_at(self, point: Point) -> int | None:
        """The piece that a point lies in, None outside all of them."""
        return next((number for number, piece in enumerate(self.pieces) if shapely.intersects_xy(piece, *point)), None)

    def without(self, piece: int) -> Drawn:
        """The red line once one piece is taken away; what is left on either side of it stays one part where it meets."""
        rest = [each for number, each in enumerate(self.pieces) if number != piece]
        joined = parts_of(polygons_of(shapely.union_all(rest)))
        return Drawn(of_parts([*self.untouched, *joined]), f"Split, and {square_metres(self.pieces[piece].area)} taken away")


def split(geometry: BaseGeometry, line: BaseGeometry) -> Split:
    """What a LineString (EPSG:27700) makes of the parts that it crosses from edge to edge. CannotDraw where it divides none."""
    land = sound(geometry)
    pieces: list[shapely.Polygon] = []
    untouched: list[shapely.Polygon] = []
    for part in parts_of(land):
        divided = _divided(part, line)
        if len(divided) > 1:
            pieces += divided
        else:
            untouched.append(part)
    if not pieces:
        if shapely.disjoint(land, line):
            raise CannotDraw("The line lies beside the red line. Draw it across, from outside to outside.")
        raise CannotDraw("The line divides nothing. Draw it across the red line, from outside to outside.")
    return Split(tuple(sorted(pieces, key=lambda piece: -piece.area)), tuple(untouched))


def _divided(part: shapely.Polygon, line: BaseGeometry) -> list[shapely.Polygon]:
    drawn = shapely.union(part.boundary, line)
    faces = shapely.get_parts(shapely.polygonize([*shapely.get_parts(drawn)]))
    return [face for face in faces if shapely.contains(part, shapely.point_on_surface(face))]
