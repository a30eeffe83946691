"""Whether the shapes of a file are what the platform takes: of the right kind, valid, in England."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ..store.geometry_repair import repair
from .invalid_words import why_invalid
from .issue import Fix, Issue, issue
from .placed_shapes import PlacedShapes, outside_england
from .six_decimals import vanishing
from .standard import Need, StandardField
from .standard_table import StandardTable

_WANTED = {"polygon": "a polygon or a multipolygon", "point": "a point"}
_KEPT = {"polygon": "polygons", "point": "points"}
_COLLECTION = 7


def check_shapes(table: StandardTable) -> Iterator[Issue]:
    """What is wrong with single shapes, field by field. A safe repair is the fix, as WKT in EPSG:27700."""
    for field in (field for field in table.standard.fields if field.is_geometry):
        placed = table.placed[field.name]
        for position, why in placed.unread.items():
            yield issue("geometry-unreadable", table.rows[position].number, field.name, why=why)
        for position, why in placed.unplaced.items():
            if position not in placed.flipped:
                yield issue("coordinates-unplaced", table.rows[position].number, field.name, why=why)
        yield from _flipped(table, field, placed)
        yield from _points(table, field, placed)
        yield from _kinds(table, field, placed.shapes)
        yield from _invalid(table, field.name, placed)
        yield from _vanishing(table, field, placed)
        for position in outside_england(placed.shapes):
            if position not in placed.flipped:
                yield issue("outside-england", table.rows[position].number, field.name)


def check_writing(table: StandardTable) -> Iterator[Issue]:
    """One word for the whole file where its coordinates are not longitude and latitude, or its shapes GeoJSON in a column of text."""
    for field in (field for field in table.standard.fields if field.is_geometry):
        count = table.placed[field.name].in_geojson
        if count:
            yield issue("geometry-geojson", None, field.name, value=f"{count:,} {'row' if count == 1 else 'rows'}")
    if not table.in_wgs84 and table.systems:
        name = next(field.name for field in table.standard.fields if field.is_geometry)
        words = " ".join(table.notes) or f"The coordinates are in {' and '.join(sorted(table.systems))}."
        yield issue("coordinates-not-wgs84", None, name, why=words)


def check_ground(table: StandardTable, ground: shapely.Geometry | None) -> Iterator[Issue]:
    """Rows that lie nowhere in the authority's area (EPSG:27700), as far as that is known; a record of another organisation may."""
    if ground is None:
        return
    shapely.prepare(ground)
    for field in (field for field in table.standard.fields if field.is_geometry):
        shapes = table.placed[field.name].shapes
        astray = {*outside_england(shapes)}
        usable = shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
        for position in values(np.flatnonzero(usable & ~shapely.intersects(ground, shapes))):
            if position not in astray and not table.rows[position]["organisation"]:
                yield issue("outside-authority", table.rows[position].number, field.name)


def made_right(shapes: NDArray[np.object_], field: StandardField) -> NDArray[np.object_]:
    """What shapes are once they are repaired, and of collections the parts that the field takes; what is right already is itself.

    None where that leaves nothing to take, and where there was none.
    """
    kinds, valid = shapely.get_type_id(shapes), shapely.is_valid(shapes)
    right = valid & np.isin(kinds, field.shape_kinds)
    result: NDArray[np.object_] = np.full(len(shapes), None, dtype=object)
    result[right] = shapes[right]
    doubtful = np.flatnonzero(~right & ~shapely.is_missing(shapes) & (~valid | (kinds == _COLLECTION)))
    mended = repair(shapes[doubtful]).geometries
    taken = np.isin(shapely.get_type_id(mended), field.shape_kinds)
    result[doubtful[taken]] = mended[taken]
    return result


def _flipped(table: StandardTable, field: StandardField, placed: PlacedShapes) -> Iterator[Issue]:
    for position, shape in placed.flipped.items():
        before = placed.shapes[position]
        fix = Fix("" if before is None else _text(before), _text(shape), "The two coordinates of each corner are exchanged.", is_shape=True)
        yield issue("coordinates-flipped", table.rows[position].number, field.name, fix=fix)


def _points(table: StandardTable, field: StandardField, placed: PlacedShapes) -> Iterator[Issue]:
    """Points where an area should stand: no shape for it, or, where a point is as good, one in the wrong column."""
    for position, in_column in placed.points.items():
        row = table.rows[position].number
        if field.need is not Need.EITHER:
            yield issue("geometry-kind", row, field.name, value="point", wanted=_WANTED[field.kind])
        elif in_column:
            yield issue("point-as-geometry", row, field.name)


def _kinds(table: StandardTable, field: StandardField, shapes: NDArray[np.object_]) -> Iterator[Issue]:
    wrong = np.flatnonzero(~shapely.is_missing(shapes) & ~np.isin(shapely.get_type_id(shapes), field.shape_kinds))
    wrong = wrong[~np.isin(wrong, list(_told_as_areas(table, field)))]
    for position, kept in zip(values(wrong), values(made_right(shapes[wrong], field))):
        row, shape = table.rows[position].number, shapes[position]
        if kept is None:
            yield issue("geometry-kind", row, field.name, value=shape.geom_type, wanted=_WANTED[field.kind])
        elif shapely.is_valid(shape):
            words = f"Only its {_KEPT[field.kind]} are kept: {shapely.area(kept):,.1f} m²."
            fix = Fix(_text(shape), _text(kept), words, is_shape=True)
            yield issue("geometry-collection", row, field.name, wanted=_KEPT[field.kind], fix=fix)


def _told_as_areas(table: StandardTable, field: StandardField) -> Collection[int]:
    """The positions of points that are told already, because they stand where an area must."""
    areas = next((each for each in table.standard.fields if each.name == "geometry" and each is not field), None)
    return table.placed[areas.name].points if areas is not None and areas.need is not Need.EITHER else ()


def _invalid(table: StandardTable, name: str, placed: PlacedShapes) -> Iterator[Issue]:
    shapes = placed.shapes
    broken = [at for at in values(np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))) if at not in placed.flipped]
    mended = repair(shapes[broken])
    for after, position in zip(values(mended.geometries), broken):
        row, why = table.rows[position].number, why_invalid(shapes[position])
        if after is None:
            yield issue("geometry-beyond-repair", row, name, why=why)
            continue
        area = float(shapely.area(after))
        change = area - float(shapely.area(shapes[position]))
        words = f"Repaired: {area:,.1f} m², {change:+,.1f} m² against what the crossing lines count."
        yield issue("geometry-invalid", row, name, why=why, fix=Fix(_text(shapes[position]), _text(after), words, is_shape=True))


def _vanishing(table: StandardTable, field: StandardField, placed: PlacedShapes) -> Iterator[Issue]:
    """Of what has to be repaired first, what the repair leaves."""
    shapes = made_right(placed.shapes, field)
    for position in vanishing(shapes, table.to_degrees):
        if position not in placed.flipped:
            yield issue("geometry-vanishes", table.rows[position].number, field.name, value=f"{shapely.area(shapes[position]):.4f} m²")


def _text(shape: shapely.Geometry) -> str:
    return str(shapely.to_wkt(shape, rounding_precision=-1))
