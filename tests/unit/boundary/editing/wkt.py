"""Well-known text in and out for the tests of drawing."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from plugin.boundary.editing.drawn import CannotDraw, Drawn

#: Ten metres by ten.
SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
#: The same with a square of two metres left out in the middle.
WITH_HOLE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4))"
#: Two squares, five metres apart.
APART = "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((15 0, 25 0, 25 10, 15 10, 15 0)))"
#: Two squares that share an edge, as a split leaves them.
ABUTTING = "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((10 0, 20 0, 20 10, 10 10, 10 0)))"
BOW_TIE = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"
EMPTY = "MULTIPOLYGON EMPTY"


def read(wkt: str) -> Any:
    return shapely.from_wkt(wkt)


def draws(made: Drawn | BaseGeometry, wkt: str) -> None:
    """Both have the same rings with the same vertices to the micrometre, wherever a ring begins and whichever way it runs."""
    geometry = made.geometry if isinstance(made, Drawn) else made
    assert _rings(geometry) == _rings(read(wkt)), f"{geometry.wkt} is not {wkt}"


def refused(words: str) -> Any:
    return pytest.raises(CannotDraw, match=words)


def _rings(geometry: BaseGeometry) -> list[Any]:
    return sorted([_ring(part.exterior), *sorted(map(_ring, part.interiors))] for part in shapely.get_parts(geometry))


def _ring(ring: shapely.LinearRing) -> list[list[float]]:
    """From the least vertex on, in the direction in which the lesser neighbour comes first."""
    vertices = (shapely.get_coordinates(ring)[:-1].round(6) + 0.0).tolist()
    start = vertices.index(min(vertices))
    forward = vertices[start:] + vertices[:start]
    return min(forward, [forward[0], *reversed(forward[1:])])
