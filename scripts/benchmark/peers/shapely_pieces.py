"""The floor: nothing but GEOS's predicates and overlaps on Redline's pieces, all in memory, and what can be skipped skipped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from ..job import Job
from ..peer import Peer
from ..source import Batch, pieces
from .in_memory import Geometries, InMemory


class ShapelyPieces(InMemory):
    """No reading, no relation, no depth, nothing written."""

    def batches(self) -> Iterable[Batch]:
        """The pieces."""
        return pieces(self.generation)

    def bulk(self, sites: Geometries) -> Any:
        """A site in a full rectangle or properly within a piece needs no overlay; neither does a piece within a site."""
        tree = shapely.STRtree(sites)
        rows, places = tree.query(self.shapes)
        boxes, pieces_boxes = shapely.bounds(sites)[places], shapely.bounds(self.shapes)[rows]
        around = (pieces_boxes[:, :2] <= boxes[:, :2]).all(axis=1) & (pieces_boxes[:, 2:] >= boxes[:, 2:]).all(axis=1)
        covered = around & self.full[rows]
        order = np.argsort(places, kind="stable")
        rows, places, around, covered = rows[order], places[order], around[order], covered[order]
        shapely.prepare(sites)
        shapes = self.shapes[rows]
        asked = np.flatnonzero(around & ~covered)
        covered[asked] = shapely.contains_properly(*_prepared(shapes[asked], sites[places[asked]]))
        areas = np.where(covered, shapely.area(sites)[places], 0.0)
        rest = np.flatnonzero(~covered)
        within = rest[shapely.contains_properly(sites[places[rest]], shapes[rest])]
        areas[within] = shapely.area(shapes[within])
        meets = covered.copy()
        meets[within] = True
        rest = np.flatnonzero(~meets)
        crossing = rest[shapely.intersects(sites[places[rest]], shapes[rest])]
        areas[crossing] = shapely.area(shapely.intersection(shapes[crossing], sites[places[crossing]]))
        meets[crossing] = True
        return places[meets], self.numbers[rows[meets]], areas[meets]


def _prepared(shapes: Geometries, sites: Geometries) -> tuple[Geometries, Geometries]:
    shapely.prepare(shapes)
    return shapes, sites


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return ShapelyPieces(job)
