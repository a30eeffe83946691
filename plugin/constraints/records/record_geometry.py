"""Makes shapely geometries of GeoJSON objects and WKT, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Union

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape

from ...arrays import as_array, values
from .record import RawGeometry

_POLYGONAL = frozenset({"Polygon", "MultiPolygon"})
_FAILURES = (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError, NotImplementedError, OverflowError)


@dataclass(frozen=True)
class Unread:
    """A geometry that could not be read, and why."""

    problem: str


#: WKT as it came, or what was made of a GeoJSON object; on its way to another process that is WKB.
HalfRead = Union[str, bytes, shapely.Geometry, Unread, None]


def packed(geometries: Sequence[HalfRead]) -> list[HalfRead]:
    """The same with WKB for geometries: the shape in which another process takes them most quickly."""
    bodies = shapely.to_wkb(as_array([each if isinstance(each, shapely.Geometry) else None for each in geometries]))
    return [each if body is None else body for each, body in zip(geometries, values(as_array(bodies)))]


def half_read(raws: Sequence[RawGeometry | None]) -> list[HalfRead]:
    """Geometries of the GeoJSON objects, and WKT as it is."""
    made: list[HalfRead] = [raw if isinstance(raw, str) else None for raw in raws]
    objects = [position for position, raw in enumerate(raws) if _is_object(raw)]
    if objects:
        geometries, problems = to_geometries([raws[position] for position in objects])
        for index, (position, geometry) in enumerate(zip(objects, values(geometries))):
            made[position] = Unread(problems[index]) if index in problems else geometry
    return made


def to_geometries(raws: Sequence[RawGeometry | HalfRead]) -> tuple[NDArray[np.object_], dict[int, str]]:
    """2-D geometries, None where there is none or it says nothing, and by position why one could not be read.

    Rings that are not closed are closed; heights are dropped; coordinates stay in whatever system they are in.
    """
    geometries, problems = _already_made(raws)
    points: list[int] = []
    polygons: list[int] = []
    for position, raw in enumerate(raws):
        if isinstance(raw, Mapping):
            kind = raw.get("type")
            if kind == "Point":
                points.append(position)
            elif kind in _POLYGONAL:
                polygons.append(position)
            else:
                _one_by_one([position], raws, geometries, problems)
    for chosen, make in ((points, _points), (polygons, _polygons)):
        if not chosen:
            continue
        try:
            geometries[chosen] = make([raws[position] for position in chosen])
        except _FAILURES:
            # One bad record spoils a batch; by itself each of the others is still good.
            _one_by_one(chosen, raws, geometries, problems)
    if shapely.has_z(geometries).any():
        geometries = shapely.force_2d(geometries)
    geometries[shapely.is_empty(geometries)] = None
    lost = ~np.isfinite(shapely.bounds(geometries)).all(axis=1) & ~shapely.is_missing(geometries)
    for position in values(np.flatnonzero(lost)):
        geometries[position] = None
        problems[position] = "it has coordinates that are not numbers"
    return geometries, problems


def _is_object(raw: object) -> bool:
    """Whether it is a GeoJSON object; dict and None are told by their type, because asking an abstract class takes its time."""
    return type(raw) is dict or (raw is not None and isinstance(raw, Mapping))


def _already_made(raws: Sequence[RawGeometry | HalfRead]) -> tuple[NDArray[np.object_], dict[int, str]]:
    """What needs no look at coordinates: geometries, WKB, WKT, and what is known to be unreadable."""
    geometries: NDArray[np.object_] = np.full(len(raws), None, dtype=object)
    others = [position for position, raw in enumerate(raws) if type(raw) is not dict]
    if not others:
        return geometries, {}
    geometries[others] = as_array([raw if isinstance(raw, (bytes, shapely.Geometry)) else None for raw in (raws[at] for at in others)])
    bodies = [position for position in others if isinstance(raws[position], bytes)]
    if bodies:
        geometries[bodies] = shapely.from_wkb(geometries[bodies])
    problems: dict[int, str] = {}
    for position in others:
        raw = raws[position]
        if isinstance(raw, Unread):
            problems[position] = raw.problem
    texts = [position for position in others if isinstance(raws[position], str)]
    if texts:
        geometries[texts] = _from_texts([_plain_wkt(str(raws[position])) for position in texts])
        problems.update({position: "its WKT cannot be read" for position in texts if geometries[position] is None})
    return geometries, problems


def _from_texts(texts: Sequence[str]) -> NDArray[np.object_]:
    """The geometries, None for each text that is none; arcs are none to shapely, and must not cost the texts beside them."""
    with np.errstate(over="ignore"):
        try:
            return as_array(shapely.from_wkt(np.array(texts, dtype=object), on_invalid="ignore"))
        except _FAILURES:
            if len(texts) == 1:
                return np.array([None], dtype=object)
    half = len(texts) // 2
    return np.concatenate([_from_texts(texts[:half]), _from_texts(texts[half:])])


def _plain_wkt(text: str) -> str:
    head, mark, rest = text.partition(";")
    return rest if mark and head.strip().upper().startswith("SRID") else text


def _points(raws: Sequence[Any]) -> NDArray[np.object_]:
    return as_array(shapely.points(np.array([raw["coordinates"][:2] for raw in raws], dtype=np.float64)))


def _polygons(raws: Sequence[Any]) -> NDArray[np.object_]:
    """Polygons and MultiPolygons from one flat array of coordinates: ring by ring is ten times slower."""
    rings_given: list[Any] = []
    ring_polygons: list[int] = []
    polygon_owners: list[int] = []
    for owner, raw in enumerate(raws):
        coordinates = raw["coordinates"]
        for rings in [coordinates] if raw["type"] == "Polygon" else coordinates:
            for ring in rings:
                rings_given.append(ring)
                ring_polygons.append(len(polygon_owners))
            polygon_owners.append(owner)
    if set(ring_polygons) != set(range(len(polygon_owners))):
        raise ValueError("a polygon without a ring")
    owners_of_positions = np.repeat(np.arange(len(rings_given)), list(map(len, rings_given)))
    rings_made = as_array(shapely.linearrings(_flat(rings_given), indices=owners_of_positions))
    polygons_made = as_array(shapely.polygons(rings_made, indices=np.array(ring_polygons)))
    made = np.empty(len(raws), dtype=object)
    owners = np.array(polygon_owners)
    multi = np.array([raw["type"] == "MultiPolygon" for raw in raws])
    single = ~multi[owners]
    made[owners[single]] = polygons_made[single]
    if multi.any():
        chosen = np.flatnonzero(multi)
        renumbered = np.searchsorted(chosen, owners[~single])
        made[chosen] = shapely.multipolygons(polygons_made[~single], indices=renumbered)
    return made


def _flat(rings: Sequence[Sequence[Any]]) -> NDArray[np.float64]:
    """The positions of rings, one after another, without heights (n, 2)."""
    lengths = set(map(len, chain.from_iterable(rings)))
    positions: Iterator[Sequence[Any]] = chain.from_iterable(rings)
    if len(lengths) > 1:
        positions, lengths = (position[:2] for position in positions), {2}
    numbers = np.fromiter(chain.from_iterable(positions), dtype=np.float64)
    return numbers.reshape(-1, lengths.pop())[:, :2]


def _one_by_one(
    chosen: Sequence[int], raws: Sequence[RawGeometry | HalfRead], geometries: NDArray[np.object_], problems: dict[int, str]
) -> None:
    for position in chosen:
        raw = raws[position]
        try:
            geometries[position] = _made(raw)
        except _FAILURES as error:
            problems[position] = f"it cannot be read ({error})"


def _made(raw: Any) -> shapely.Geometry | None:
    kind = raw["type"]
    if kind in _POLYGONAL or kind == "Point":
        coordinates = raw["coordinates"]
        return (_points if kind == "Point" else _polygons)([raw])[0] if coordinates else None
    return shape(raw)
