"""The island of Saltmere before anyone built on it: coast, river, harbour, wood, park, causeway."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

#: Where the sample lies, EPSG:27700: open sea off Lincolnshire, so that nobody takes it for a place.
ORIGIN = (565000.0, 365000.0)
SEA = shapely.box(563600.0, 363600.0, 574400.0, 373400.0)
#: The centre of the town.
CENTRE = (ORIGIN[0] + 5050.0, ORIGIN[1] + 2760.0)
#: West of this easting lies the neighbouring authority.
BORDER_EASTING = ORIGIN[0] + 1250.0


@dataclass(frozen=True)
class Landscape:
    """Polygons and lines in EPSG:27700; ``shore`` is the island with its harbour cut out."""

    shore: shapely.Geometry
    islet: shapely.Polygon
    beach: shapely.Geometry
    river: shapely.Geometry
    river_line: shapely.LineString
    harbour: shapely.Polygon
    quays: shapely.Geometry
    wood: shapely.Polygon
    copse: shapely.Polygon
    park: shapely.Polygon
    lake: shapely.Polygon
    railway: shapely.LineString
    causeway: shapely.Geometry
    built_up: shapely.Geometry
    core: shapely.Polygon
    village: shapely.Polygon
    highways: tuple[tuple[str, shapely.LineString], ...]

    @property
    def land(self) -> shapely.Geometry:
        """Everything above the tide."""
        return shapely.union_all([self.shore, self.islet, self.causeway, self.quays])


def make() -> Landscape:
    """Draw it. Nothing here depends on the seed: the cases of docs/sample.md keep their places."""
    island = blob(
        4500.0, 3450.0, 2680.0, ((2, 300.0, 0.6), (3, 230.0, 1.9), (5, 120.0, 0.4), (9, 55.0, 2.0), (17, 24.0, 1.0), (31, 9.0, 0.3)), 1.14
    )
    islet = blob(560.0, 3900.0, 430.0, ((2, 60.0, 1.0), (3, 45.0, 0.2), (7, 18.0, 2.0), (15, 8.0, 0.5)))
    river_line = smooth(
        [
            (3050, 5450),
            (3300, 5000),
            (3900, 4560),
            (4250, 4130),
            (4820, 3820),
            (5330, 3530),
            (5520, 3130),
            (5560, 2700),
            (5800, 2260),
            (6080, 1880),
            (6420, 1400),
        ]
    )
    river = _river(river_line)
    harbour = shapely.Polygon(local([(5930, 2010), (6290, 2230), (6560, 1900), (6700, 1200), (6250, 1250), (5880, 1850)]))
    quays = shapely.union_all(
        [
            _strip([(5905, 1800), (6060, 1560), (6330, 1440)], 9.0),
            _strip([(6420, 2010), (6520, 1700), (6480, 1560)], 8.0),
            _strip([(6180, 2120), (6290, 1960)], 7.0),
        ]
    )
    shore = shapely.difference(island, shapely.union(harbour, river))
    town = blob(5050.0, 2760.0, 1150.0, ((2, 120.0, 2.4), (3, 110.0, 0.5), (5, 55.0, 1.5)), 1.12)
    return Landscape(
        shore=shapely.set_precision(shore, 0.001),
        islet=islet,
        beach=shapely.difference(shapely.buffer(island, 30.0), shapely.union_all([island, harbour, river])),
        river=shapely.intersection(river, island),
        river_line=river_line,
        harbour=harbour,
        quays=quays,
        wood=blob(3180.0, 4620.0, 400.0, ((2, 90.0, 0.3), (3, 60.0, 1.1), (7, 25.0, 0.9), (13, 14.0, 0.1))),
        copse=blob(4100.0, 5150.0, 170.0, ((2, 45.0, 1.3), (5, 20.0, 0.4), (11, 8.0, 0.7))),
        park=blob(6330.0, 4020.0, 430.0, ((2, 60.0, 0.9), (3, 45.0, 2.2), (5, 25.0, 1.2))),
        lake=blob(6400.0, 3900.0, 95.0, ((2, 40.0, 0.4), (3, 20.0, 1.4), (5, 10.0, 0.2))),
        railway=smooth([(-200, 4060), (520, 3960), (1100, 3760), (1800, 3560), (2700, 3330), (3500, 3140), (4100, 2960), (4560, 2790)]),
        causeway=_strip([(900, 3850), (1100, 3763), (1480, 3655), (1900, 3532)], 17.0),
        built_up=shapely.intersection(town, shapely.buffer(island, -45.0)),
        core=blob(4960.0, 2740.0, 440.0, ((2, 45.0, 0.4), (3, 25.0, 1.7), (5, 14.0, 0.2)), 1.08),
        village=blob(2900.0, 1850.0, 235.0, ((2, 40.0, 0.5), (3, 25.0, 1.0))),
        highways=_HIGHWAYS,
    )


def _highway(name: str, points: Sequence[tuple[float, float]]) -> tuple[str, shapely.LineString]:
    return name, smooth(points)


def blob(x: float, y: float, radius: float, waves: Sequence[tuple[int, float, float]], stretch: float = 1.0) -> shapely.Polygon:
    """A rounded shape about a place of the borough (metres from the origin), its edge wavy: (times round, metres, phase)."""
    turn = np.linspace(0.0, 2.0 * math.pi, 361)[:-1]
    reach = radius + sum(height * np.sin(times * turn + phase) for times, height, phase in waves)
    return shapely.Polygon(
        np.round(np.column_stack((ORIGIN[0] + x + stretch * reach * np.cos(turn), ORIGIN[1] + y + reach * np.sin(turn))), 3)
    )


def local(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Metres from the origin to EPSG:27700."""
    return [(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in points]


def smooth(points: Sequence[tuple[float, float]], steps: int = 14) -> shapely.LineString:
    """A Catmull-Rom curve through places of the borough."""
    given = np.array(local(points))
    padded = np.vstack((2 * given[0] - given[1], given, 2 * given[-1] - given[-2]))
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    pieces = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:]):
        pieces.append(0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3))
    return shapely.LineString(np.round(np.vstack((*pieces, given[-1:])), 3))


def _strip(points: Sequence[tuple[float, float]], half_width: float) -> shapely.Geometry:
    return shapely.buffer(smooth(points), half_width, cap_style="flat")


def _river(line: shapely.LineString) -> shapely.Geometry:
    """A river that widens from a brook to a mouth."""
    pieces = 28
    reaches = [shapely.line_interpolate_point(line, step / pieces, normalized=True) for step in range(pieces + 1)]
    discs = [shapely.buffer(point, 5.0 + 22.0 * (step / pieces) ** 1.6) for step, point in enumerate(reaches)]
    hulls = [shapely.convex_hull(shapely.union(first, second)) for first, second in zip(discs, discs[1:])]
    along = shapely.union_all([shapely.buffer(line, 4.0), *hulls])
    return shapely.simplify(along, 0.5)


#: The roads that were there before the town: out of the old walls to the causeway, the village, the hall and round the island.
_HIGHWAYS = (
    _highway(
        "Causeway Road", [(150, 3990), (600, 3925), (1110, 3742), (1900, 3515), (2900, 3190), (3700, 2960), (4300, 2700), (4700, 2690)]
    ),
    _highway("Wethering Road", [(2400, 2150), (2650, 1905), (3000, 1820), (3600, 1900), (4200, 2150), (4760, 2540)]),
    _highway("Sallow Road", [(3350, 5900), (3700, 5350), (3780, 4800), (4000, 4250), (4420, 3700), (4770, 3000)]),
    _highway("Hall Road", [(5080, 2980), (5230, 3400), (5640, 3760), (5920, 4180), (6000, 4700), (5700, 5300)]),
    _highway("Harbour Road", [(5200, 2600), (5620, 2300), (5790, 1990)]),
    _highway("Saltern Road", [(5300, 2800), (5900, 2790), (6400, 2900), (6900, 3200), (7200, 3700)]),
    _highway("Spindrift Road", [(4950, 2500), (4800, 1950), (4600, 1500), (4000, 1150), (3300, 1050), (2700, 1500)]),
)
