"""A plan of streets: long rows with side streets that don't line up, bent by a warp."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from . import names
from .warp import Warp


@dataclass(frozen=True)
class Road:
    """A centre line in EPSG:27700; ``kind`` is main, street, side, lane or path."""

    line: shapely.Geometry
    name: str
    kind: str


@dataclass(frozen=True)
class Block:
    """The land between four streets, in plan coordinates, street space taken off.

    ``low_street`` and ``high_street`` are the streets at ``v_low`` and ``v_high``; ``row`` counts rows away from the High Street.
    """

    u_low: float
    u_high: float
    v_low: float
    v_high: float
    row: int
    low_street: str
    high_street: str
    shape: shapely.Polygon


@dataclass(frozen=True)
class Plan:
    """How a settlement is laid out, in metres of its plan: half its length and breadth, widths and depths of what is in it."""

    half_length: float
    half_breadth: float
    block_length: tuple[float, float] = (88.0, 165.0)
    block_depth: tuple[float, float] = (54.0, 68.0)
    street: float = 11.0
    main_street: float = 19.0
    main_name: str = ""


class StreetNames:
    """Names for long streets and for short ones, each given once in the whole borough."""

    def __init__(self, random_numbers: random.Random) -> None:
        self.long = names.streets(random_numbers)
        self.short = names.side_streets(random_numbers)


class StreetPlan:
    """All blocks and streets of one settlement; which of them are built is for the caller to say."""

    def __init__(self, plan: Plan, warp: Warp, street_names: StreetNames, random_numbers: random.Random) -> None:
        self.warp = warp
        self._plan = plan
        self._random = random_numbers
        self._names = street_names
        self._levels = self._street_levels()
        self.blocks = tuple(self._make_blocks())

    def _street_levels(self) -> list[tuple[float, int, str]]:
        """(v, row number, name) of every long street from the lowest up; row 0 is the High Street at v = 0."""
        plan = self._plan
        levels = [(0.0, 0, plan.main_name or next(self._names.long))]
        for direction in (1, -1):
            v, row = 0.0, 0
            while abs(v) < plan.half_breadth:
                half_streets = (plan.main_street if row == 0 else plan.street) / 2 + plan.street / 2
                v += direction * (self._random.uniform(*plan.block_depth) + half_streets)
                row += direction
                levels.append((v, row, next(self._names.long)))
        return sorted(levels)

    def _make_blocks(self) -> Iterator[Block]:
        plan = self._plan
        for (v_low, row_low, low_name), (v_high, row_high, high_name) in zip(self._levels, self._levels[1:]):
            u = -plan.half_length + self._random.uniform(0.0, 90.0)
            while u < plan.half_length:
                length = self._random.uniform(*plan.block_length)
                corners = (u + plan.street / 2, u + length - plan.street / 2, v_low + self._half(row_low), v_high - self._half(row_high))
                u_a, u_b, v_a, v_b = corners
                shape = self.warp.polygon([(u_a, v_a), (u_b, v_a), (u_b, v_b), (u_a, v_b)], step=12.0)
                yield Block(u_a, u_b, v_a, v_b, row_low if row_low >= 0 else row_high, low_name, high_name, shape)
                u += length

    def _half(self, row: int) -> float:
        return (self._plan.main_street if row == 0 else self._plan.street) / 2

    def roads(self, built: list[Block]) -> Iterator[Road]:
        """The streets round the built blocks: long ones in one piece where they run on, side streets between two of them."""
        half = self._plan.street / 2
        for v, row, name in self._levels:
            beside = [block for block in built if name in (block.low_street, block.high_street)]
            for start, end in _joined([(block.u_low - half, block.u_high + half) for block in beside]):
                kind = "main" if row == 0 and self._plan.main_name else "street"
                yield Road(self.warp.line([(start, v), (end, v)]), name, kind)
        sides = {(round(u, 3), block.low_street): block for block in built for u in (block.u_low - half, block.u_high + half)}
        for (u, low_name), block in sides.items():
            low, high = (next(v for v, _, name in self._levels if name == wanted) for wanted in (low_name, block.high_street))
            yield Road(self.warp.line([(u, low), (u, high)]), next(self._names.short), "side")


def _joined(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1] + 1.0:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
