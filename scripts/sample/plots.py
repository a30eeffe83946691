"""How a block of land is parted into plots, and what stands on each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import shapely

from .warp import Warp


@dataclass(frozen=True)
class Style:
    """One way of building. Metres: plot width from and to, distance of the house from the street, depth of the house.

    ``gap`` is the free strip on each side; ``paired`` houses share one wall with the next.
    """

    kind: str
    width: tuple[float, float]
    setback: tuple[float, float]
    depth: tuple[float, float]
    gap: float = 0.0
    paired: bool = False
    wing: float = 0.0
    garages: float = 0.0


SHOP = Style("shop", (6.5, 11.0), (0.0, 0.0), (13.0, 19.0))
TERRACE = Style("terrace", (5.1, 6.0), (1.6, 3.2), (8.2, 9.2), wing=4.6)
SEMI = Style("semi-detached", (8.6, 10.5), (4.5, 7.0), (8.0, 9.0), gap=2.4, paired=True, garages=0.25)
DETACHED = Style("detached", (14.0, 21.0), (6.0, 9.5), (8.5, 11.0), gap=2.2, wing=3.0, garages=0.6)
SHED = Style("industrial", (52.0, 80.0), (9.0, 14.0), (28.0, 40.0), gap=6.0)


@dataclass(frozen=True)
class Plot:
    """One parcel with its buildings, EPSG:27700. ``house`` is the main building, ``outbuildings`` garages and the like.

    ``frontage`` is the line where the plot meets the street; ``uprn`` is fictional.
    """

    parcel: shapely.Polygon
    house: shapely.Polygon
    kind: str
    street: str
    number: int
    frontage: shapely.LineString
    uprn: str = ""
    outbuildings: tuple[shapely.Polygon, ...] = field(default=())

    @property
    def address(self) -> str:
        return f"{self.number} {self.street}"


@dataclass(frozen=True)
class Side:
    """One side of a block in plan coordinates: plots run from ``start`` to ``end`` along u, from the street at ``front`` to ``back``."""

    start: float
    end: float
    front: float
    back: float
    street: str
    first_number: int


def cut(side: Side, style: Style, warp: Warp, random_numbers: random.Random) -> Iterator[Plot]:
    """Plots from one end of the side to the other; their shared edges are exactly the same line."""
    length = side.end - side.start
    width = random_numbers.uniform(*style.width)
    count = max(1, round(length / width))
    if style.paired and count > 1:
        count -= count % 2
    edges = _edges(side.start, length, count, 0.0 if style.kind == "terrace" else 0.16, random_numbers)
    setback, depth = random_numbers.uniform(*style.setback), random_numbers.uniform(*style.depth)
    for index in range(count):
        yield _plot(side, style, warp, random_numbers, edges[index], edges[index + 1], index, setback, depth)


def _edges(start: float, length: float, count: int, variation: float, random_numbers: random.Random) -> list[float]:
    even = length / count
    inner = [start + even * (index + variation * random_numbers.uniform(-1.0, 1.0)) for index in range(1, count)]
    return [start, *inner, start + length]


def _plot(
    side: Side, style: Style, warp: Warp, random_numbers: random.Random, left: float, right: float, index: int, setback: float, depth: float
) -> Plot:
    inward = 1.0 if side.back > side.front else -1.0
    room = abs(side.back - side.front)

    def across(distance: float) -> float:
        return side.front + inward * min(distance, room)

    near = setback + (random_numbers.uniform(-0.9, 0.9) if style.gap else 0.0)
    far = near + depth + (random_numbers.uniform(-1.5, 1.5) if style.kind in ("detached", "shop", "industrial") else 0.0)
    house_left, house_right = left + style.gap, right - style.gap
    if style.paired:
        house_left, house_right = (left + style.gap, right) if index % 2 == 0 else (left, right - style.gap)
    corners = [(house_left, across(near)), (house_right, across(near)), (house_right, across(far)), (house_left, across(far))]
    if style.wing:
        corners = _with_wing(corners, across(far + style.wing), index % 2 == 0)
    parcel = warp.polygon([(left, side.front), (right, side.front), (right, side.back), (left, side.back)], step=18.0)
    return Plot(
        parcel=parcel,
        house=_inside(warp.polygon(corners), parcel),
        kind=style.kind,
        street=side.street,
        number=side.first_number + 2 * index,
        frontage=warp.line([(left, side.front), (right, side.front)]),
        outbuildings=tuple(_garage(left, right, across, room, style, warp, random_numbers)),
    )


def _inside(house: shapely.Polygon, parcel: shapely.Polygon) -> shapely.Polygon:
    """A bent plot may cut a corner of its straight house; the house gives way."""
    return (
        house if shapely.covers(parcel, house) else max(shapely.get_parts(shapely.intersection(house, parcel)), key=lambda part: part.area)
    )


def _with_wing(corners: list[tuple[float, float]], behind: float, on_the_left: bool) -> list[tuple[float, float]]:
    front_left, front_right, back_right, back_left = corners
    middle = back_left[0] + 0.55 * (back_right[0] - back_left[0])
    if on_the_left:
        return [front_left, front_right, back_right, (middle, back_right[1]), (middle, behind), (back_left[0], behind)]
    start = back_right[0] - 0.55 * (back_right[0] - back_left[0])
    return [front_left, front_right, (back_right[0], behind), (start, behind), (start, back_left[1]), back_left]


def _garage(
    left: float, right: float, across: Callable[[float], float], room: float, style: Style, warp: Warp, random_numbers: random.Random
) -> Iterator[shapely.Polygon]:
    if random_numbers.random() >= style.garages or right - left < 8.0 or room < 27.0:
        return
    start, near = right - 4.2, random_numbers.uniform(room - 9.5, room - 7.0)
    yield warp.polygon([(start, across(near)), (start + 3.1, across(near)), (start + 3.1, across(near + 5.6)), (start, across(near + 5.6))])
