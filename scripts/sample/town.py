"""The town of Saltmere and the village of Wethering: which block is what, and everything that stands there."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from . import landscape
from .landscape import Landscape
from .plots import DETACHED, SEMI, SHED, SHOP, TERRACE, Plot, Side, Style, cut
from .streets import Block, Plan, Road, StreetNames, StreetPlan
from .warp import Warp


@dataclass(frozen=True)
class Place:
    """A named piece of ground or building that is no plot: a park, a church, a station."""

    shape: shapely.Geometry
    name: str
    kind: str


@dataclass(frozen=True)
class Town:
    """All that is built, EPSG:27700. ``blocks`` are outlines with what they are used for."""

    plots: tuple[Plot, ...]
    roads: tuple[Road, ...]
    places: tuple[Place, ...]
    landmarks: tuple[Place, ...]
    blocks: tuple[Place, ...]


#: What the blocks at these places (metres east and north of the centre) are given to instead of plots.
_SET_ASIDE = (
    (-40.0, 48.0, "Church Square", "square"),
    (-300.0, 210.0, "Lantern Gardens", "park"),
    (-640.0, 420.0, "Queen's Meadow", "park"),
    (-730.0, -220.0, "Lantern Recreation Ground", "park"),
    (310.0, 830.0, "Samphire Field", "park"),
    (-330.0, -700.0, "Tern Allotments", "allotment"),
    (-180.0, 640.0, "Saltmere Primary School", "school"),
    (-960.0, 60.0, "Uplands Academy", "school"),
)


def build(ground: Landscape, random_numbers: random.Random) -> Town:
    """Lay out the old town inside its ring road, the quarters between the highways, and the village.

    The same random numbers give the same town.
    """
    builder = _Builder(ground, random_numbers)
    street_names = StreetNames(random_numbers)
    old_town = StreetPlan(
        Plan(620.0, 560.0, main_name="High Street"), Warp(*landscape.CENTRE, degrees=14.0, phase=0.7), street_names, random_numbers
    )
    builder.settle(old_town, shapely.buffer(ground.core, -8.0), _SET_ASIDE)
    for quarter in _quarters(ground):
        east, north = _middle(quarter)
        outward = math.degrees(math.atan2(north - landscape.CENTRE[1], east - landscape.CENTRE[0]))
        warp = Warp(
            east, north, degrees=outward + 90.0 + random_numbers.uniform(-12.0, 12.0), phase=random_numbers.uniform(0.0, 6.0), bend=1.25
        )
        builder.settle(StreetPlan(Plan(1250.0, 900.0), warp, street_names, random_numbers), quarter, _SET_ASIDE)
    centre = _middle(ground.village)
    village = StreetPlan(
        Plan(320.0, 240.0, main_name="Wethering Street"), Warp(*centre, degrees=-21.0, phase=2.1, bend=0.8), street_names, random_numbers
    )
    builder.settle(village, ground.village, ((-2120.0, -865.0, "Wethering Green", "park"),))
    return builder.town()


def _quarters(ground: Landscape) -> list[shapely.Polygon]:
    """What highways, river and railway leave of the town outside the old walls, piece by piece."""
    dividers = [shapely.buffer(line, 9.5) for _, line in ground.highways]
    dividers += [shapely.buffer(ground.core, 9.5), shapely.buffer(ground.river, 20.0), shapely.buffer(ground.railway, 12.0)]
    dividers += [shapely.buffer(ground.harbour, 30.0)]
    left = shapely.get_parts(shapely.difference(ground.built_up, shapely.union_all(dividers)))
    return [part for part in left if part.area > 9000.0]


class _Builder:
    def __init__(self, ground: Landscape, random_numbers: random.Random) -> None:
        self._ground = ground
        self._random = random_numbers
        self._plots: list[Plot] = []
        self._roads: list[Road] = []
        self._places: list[Place] = []
        self._landmarks: list[Place] = []
        self._blocks: list[Place] = []
        self._kept_free = shapely.union_all(
            [shapely.buffer(ground.river, 14.0), shapely.buffer(ground.railway, 10.0), shapely.buffer(ground.harbour, 26.0)]
        )
        shapely.prepare(self._kept_free)

    def settle(self, streets: StreetPlan, extent: shapely.Geometry, set_aside: tuple[tuple[float, float, str, str], ...]) -> None:
        shapely.prepare(extent)
        shared = [(block, shapely.intersection(block.shape, extent).area / block.shape.area) for block in streets.blocks]
        built = [block for block, share in shared if share > 0.3]
        taken = dict(_chosen(built, set_aside))
        plot_extent = shapely.buffer(extent, 0.5)
        shapely.prepare(plot_extent)
        numbers: dict[tuple[str, int], int] = {}
        for index, block in enumerate(built):
            if index in taken:
                self._set_aside(block, *taken[index])
                continue
            self._blocks.append(Place(shapely.difference(shapely.intersection(block.shape, extent), self._kept_free), "", "block"))
            for side, style in self._sides(block, numbers, math.dist(_middle(block.shape), landscape.CENTRE)):
                plots = list(cut(side, style, streets.warp, self._random))
                numbers[side.street, side.first_number % 2] = plots[-1].number + 2
                fits = [plot for plot in plots if shapely.contains(plot_extent, plot.parcel)]
                self._plots += [plot for plot in fits if not shapely.intersects(self._kept_free, plot.parcel)]
        self._roads += list(self._trimmed(streets.roads(built), shapely.buffer(extent, 11.0)))

    def _sides(self, block: Block, numbers: dict[tuple[str, int], int], distance: float) -> Iterator[tuple[Side, Style]]:
        style = self._style(block, distance)
        middle = (block.v_low + block.v_high) / 2
        if style is SHED:
            yield Side(block.u_low, block.u_high, block.v_low, block.v_high, block.low_street, numbers.get((block.low_street, 1), 1)), style
            return
        shops = abs((block.u_low + block.u_high) / 2) < 480.0
        for front, street, parity in ((block.v_low, block.low_street, 1), (block.v_high, block.high_street, 0)):
            on_the_high_street = street == "High Street" and shops
            first = numbers.get((street, parity), parity or 2)
            yield Side(block.u_low, block.u_high, front, middle, street, first), SHOP if on_the_high_street else style

    def _style(self, block: Block, distance: float) -> Style:
        east, north = _middle(block.shape)
        if east - landscape.CENTRE[0] > 560.0 and -700.0 < north - landscape.CENTRE[1] < 330.0:
            return SHED
        nearness = distance + self._random.uniform(-130.0, 130.0)
        return TERRACE if nearness < 600.0 else SEMI if nearness < 900.0 else DETACHED

    def _set_aside(self, block: Block, name: str, kind: str) -> None:
        ground = shapely.difference(block.shape, self._kept_free)
        self._places.append(Place(ground, name, kind))
        east, north = _middle(block.shape)
        if kind == "square":
            self._landmarks.append(Place(_church(east, north), "Church of the Tides (sample)", "church"))
        if kind == "school":
            for offset in (-24.0, 6.0):
                self._landmarks.append(
                    Place(_turned(shapely.box(east - 26.0, north + offset, east + 22.0, north + offset + 15.0), 14.0), name, "school")
                )

    def _trimmed(self, roads: Iterator[Road], extent: shapely.Geometry) -> Iterator[Road]:
        """Streets end where their quarter ends and at the water; only highways have bridges."""
        room = shapely.difference(
            extent, shapely.union(shapely.buffer(self._ground.river, 6.0), shapely.buffer(self._ground.harbour, 12.0))
        )
        for road in roads:
            for part in shapely.get_parts(shapely.intersection(road.line, room)):
                if part.length > 20.0:
                    yield dataclasses.replace(road, line=part)

    def town(self) -> Town:
        plots = tuple(dataclasses.replace(plot, uprn=f"9990000{index:05d}") for index, plot in enumerate(self._plots, start=1))
        highways = [Road(shapely.difference(line, self._ground.core), name, "main") for name, line in self._ground.highways]
        ring = Road(shapely.LineString(self._ground.core.exterior), "Old Walls", "main")
        return Town(plots, (*self._roads, *highways, ring), tuple(self._places), tuple(self._landmarks), tuple(self._blocks))


def _church(east: float, north: float) -> shapely.Geometry:
    nave = shapely.union_all(
        [
            shapely.box(east - 17.0, north - 5.5, east + 15.0, north + 5.5),
            shapely.box(east + 2.0, north - 12.0, east + 9.0, north + 12.0),
            shapely.box(east - 24.0, north - 4.0, east - 16.0, north + 4.0),
            shapely.buffer(shapely.Point(east + 15.0, north), 5.5, quad_segs=3),
        ]
    )
    return _turned(nave, 14.0)


def _turned(shape: shapely.Geometry, degrees: float) -> shapely.Geometry:
    """Turned about its middle, rounded to the millimetre."""
    centre = shapely.get_coordinates(shapely.centroid(shape))[0]
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)

    def turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = (points - centre).T
        return np.column_stack((centre[0] + cosine * x - sine * y, centre[1] + sine * x + cosine * y))

    return shapely.set_precision(shapely.transform(shape, turn), 0.001)


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    point = shapely.centroid(shape)
    return float(shapely.get_x(point)), float(shapely.get_y(point))


def _chosen(blocks: list[Block], set_aside: tuple[tuple[float, float, str, str], ...]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Which block holds which of the places, by its number; a place that lies in none of these blocks is another quarter's."""
    for east, north, name, kind in set_aside:
        place = shapely.Point(landscape.CENTRE[0] + east, landscape.CENTRE[1] + north)
        for index, block in enumerate(blocks):
            if shapely.dwithin(block.shape, place, 6.5):
                yield index, (name, kind)
                break
