"""What becomes of the geometries of a batch of records: placed, repaired, cut and encoded, ready to be written.

A pure function of plain values, so that it may run in a process of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, values
from ..geopackage.geopackage_blob import encoded
from ..geopackage.geopackage_layer import promoted
from ..geopackage.geopackage_rtree import rounded_outwards
from ..geopackage.geopackage_sql import GeometryType
from ..records.record_geometry import HalfRead, packed, to_geometries
from ..records.record_place import NationalGridTransformer, Placer
from .geometry_repair import Repaired, repair
from .pieces import are_full, cut

#: The layer that a geometry goes to, by shapely's number of its type, and that layer's own type.
KINDS = {0: "point", 1: "line", 3: "polygon", 4: "multipoint", 5: "line", 6: "polygon"}
LAYER_TYPES = {
    "polygon": GeometryType.MULTIPOLYGON,
    "line": GeometryType.MULTILINESTRING,
    "point": GeometryType.POINT,
    "multipoint": GeometryType.MULTIPOINT,
}


class GeometryJob(NamedTuple):
    """The geometries of a batch as they came. ``crs`` and ``wgs84_unless_said`` are the stream's; ``pieces``: whether to cut them."""

    outlines: Sequence[HalfRead]
    points: Sequence[HalfRead]
    crs: str
    wgs84_unless_said: bool
    most_vertices: int
    pieces: bool

    def packed(self) -> GeometryJob:
        """The same job for another process."""
        return self._replace(outlines=packed(self.outlines), points=packed(self.points))


class Mended(NamedTuple):
    """One geometry that had to be repaired: where in the batch, why, areas in m2, and itself as supplied (WKB, EPSG:27700)."""

    position: int
    reason: str
    area_before: float
    area_after: float
    original: bytes


@dataclass(frozen=True)
class Pieces:
    """The pieces of a batch side by side: position of the owner, whether a full rectangle, WKB, box rounded outwards (m, 4)."""

    owners: NDArray[np.int64]
    full: NDArray[np.bool_]
    bodies: list[bytes]
    boxes: NDArray[np.float32]


@dataclass(frozen=True)
class Prepared:
    """A batch ready to be written; lists have a row for each record.

    ``kinds`` names the layer of each ("" where there is no geometry), ``blobs`` are GeoPackage's, ``bounds`` (n, 4) EPSG:27700.
    ``problems`` says by position why a geometry was lost; ``used`` and ``notes`` are the placer's.
    """

    kinds: list[str]
    blobs: list[bytes | None]
    bounds: NDArray[np.float64]
    problems: dict[int, str]
    mended: list[Mended]
    pieces: Pieces
    used: set[str]
    notes: list[str]


def prepare(job: GeometryJob, transformer: NationalGridTransformer) -> Prepared:
    """Place, repair, cut and encode. Raises StoreError where pieces do not add up to their whole."""
    placer = Placer(transformer, job.crs, job.wgs84_unless_said)
    geometries, problems = _geometries_of(job)
    placed, unplaced = placer.place(geometries)
    problems.update(unplaced)
    repaired = repair(placed)
    shapes = repaired.geometries
    kinds = [KINDS.get(kind, "") for kind in values(shapely.get_type_id(shapes))]
    bounds = shapely.bounds(shapes)
    return Prepared(
        kinds=kinds,
        blobs=_blobs(shapes, kinds, bounds),
        bounds=bounds,
        problems=problems,
        mended=_mended(placed, repaired),
        pieces=_pieces(shapes if job.pieces else shapes[:0], job.most_vertices),
        used=placer.used,
        notes=placer.notes,
    )


def _geometries_of(job: GeometryJob) -> tuple[NDArray[np.object_], dict[int, str]]:
    """The outline of each record where it has one that can be read, else its point."""
    geometries, problems = to_geometries(job.outlines)
    missing = [position for position, point in enumerate(job.points) if point is not None and geometries[position] is None]
    if missing:
        points, point_problems = to_geometries([job.points[position] for position in missing])
        geometries[missing] = points
        for index, position in enumerate(missing):
            if index in point_problems and position not in problems:
                problems[position] = point_problems[index]
            elif points[index] is not None and position in problems:
                del problems[position]
    return geometries, problems


def _blobs(shapes: NDArray[np.object_], kinds: list[str], bounds: NDArray[np.float64]) -> list[bytes | None]:
    for kind in ("line", "polygon"):
        if kind in kinds:
            shapes = promoted(shapes, LAYER_TYPES[kind])
    return encoded(shapes, bounds)


def _mended(placed: NDArray[np.object_], repaired: Repaired) -> list[Mended]:
    found = []
    for position, reason in repaired.reasons.items():
        original, shape = placed[position], repaired.geometries[position]
        area = 0.0 if shape is None else float(shape.area)
        found.append(Mended(position, reason, float(original.area), area, shapely.to_wkb(original)))
    return found


def _pieces(shapes: NDArray[np.object_], most_vertices: int) -> Pieces:
    vertices = shapely.get_num_coordinates(shapes)
    small = np.flatnonzero((vertices > 0) & (vertices <= most_vertices))
    owners, made = [small], [shapes[small]]
    for position in values(np.flatnonzero(vertices > most_vertices)):
        parts = cut(shapes[position], most_vertices)
        array = np.empty(len(parts), dtype=object)
        array[:] = [part.geometry for part in parts]
        owners.append(np.full(len(parts), position))
        made.append(array)
    everything = np.concatenate(made)
    return Pieces(
        owners=np.concatenate(owners),
        full=are_full(everything),
        bodies=values(as_array(shapely.to_wkb(everything, byte_order=1))),
        boxes=rounded_outwards(shapely.bounds(everything).reshape(-1, 4)),
    )
