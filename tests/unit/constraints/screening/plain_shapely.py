"""The same questions put to the original files with plain shapely and pyproj: no pieces, no store, nothing of Redline's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyproj
import shapely
import shapely.geometry

NEAR = 50.0
TOLERANCE = 1.0


@dataclass(frozen=True)
class Answer:
    """How one record stands to a site. ``close_call``: its depth is so near to the threshold that an erosion can't tell."""

    relation: str
    overlap_m2: float
    distance_m: float
    close_call: bool = False


@lru_cache(maxsize=2)
def _to_national_grid(grids: Path) -> pyproj.Transformer:
    folders = pyproj.datadir.get_data_dir()
    pyproj.datadir.append_data_dir(str(grids))
    try:
        made = pyproj.Transformer.from_crs(4326, 27700, always_xy=True)
        # The grid is opened by the first position; no other test of this process may find it
        made.transform(-0.08, 51.5)
    finally:
        pyproj.datadir.set_data_dir(folders)
    return made


def national_grid(geometry: shapely.Geometry, grids: Path) -> shapely.Geometry:
    """A WGS84 geometry in EPSG:27700, repaired where it is invalid, and of that the polygons only."""
    transformer = _to_national_grid(grids)
    moved = shapely.transform(shapely.force_2d(geometry), transformer.transform, interleaved=False)
    if moved.is_valid:
        return moved
    mended = shapely.make_valid(moved, method="structure", keep_collapsed=False)
    return shapely.union_all([part for part in shapely.get_parts(mended) if part.geom_type in ("Polygon", "MultiPolygon")])


def layer(path: Path, grids: Path) -> dict[int, shapely.Geometry]:
    """The geometries of a GeoJSON file by the position of their record, from 1; records without one are left out."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = {position: feature["geometry"] for position, feature in enumerate(features, start=1)}
    return {position: national_grid(shapely.geometry.shape(shape), grids) for position, shape in shapes.items() if shape}


class PlainLayers:
    """Whole geometries of several datasets and one index over them."""

    def __init__(self, layers: dict[str, dict[int, shapely.Geometry]]) -> None:
        self.keys = [(dataset, position) for dataset, shapes in layers.items() for position in shapes]
        self.shapes = [layers[dataset][position] for dataset, position in self.keys]
        self._tree = shapely.STRtree(self.shapes)

    def answers(self, site: shapely.Geometry) -> dict[tuple[str, int], Answer]:
        """Every record that meets the site, lies in one of its holes, or is near."""
        greatest = shapely.maximum_inscribed_circle(site, tolerance=1e-4).length
        threshold = min(TOLERANCE, greatest / 2)
        core, rim = site.buffer(-threshold * 1.02, quad_segs=64), site.buffer(-threshold * 0.98, quad_segs=64)
        holes = [shapely.Polygon(ring) for part in shapely.get_parts(site) for ring in part.interiors]
        found: dict[tuple[str, int], Answer] = {}
        for row in sorted(self._tree.query(site.envelope.buffer(NEAR + 1)).tolist()):
            shape = self.shapes[row]
            away = site.distance(shape)
            if away <= 1e-6:
                inside = site.intersection(shape)
                deep, deepish = inside.intersects(core), inside.intersects(rim)
                found[self.keys[row]] = Answer("overlaps" if deep else "touches", inside.area, 0.0, close_call=deep != deepish)
            elif any(hole.intersects(shape) for hole in holes):
                found[self.keys[row]] = Answer("surrounded", 0.0, away)
            elif away <= NEAR:
                found[self.keys[row]] = Answer("near", 0.0, away)
        return found

    def at(self, point: shapely.Point) -> dict[tuple[str, int], tuple[bool, float]]:
        """Of every record that a point lies in or near: whether it lies in it, and how far from its edge."""
        found: dict[tuple[str, int], tuple[bool, float]] = {}
        for row in sorted(self._tree.query(point.buffer(NEAR + 1)).tolist()):
            shape = self.shapes[row]
            if shape.distance(point) <= NEAR:
                found[self.keys[row]] = bool(shape.intersects(point)), float(shape.boundary.distance(point))
        return found
