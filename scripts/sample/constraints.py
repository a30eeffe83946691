"""The constraints that lie on the borough whoever applies for what."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from . import landscape
from .finder import Finder
from .landscape import Landscape, blob, local
from .plots import Plot
from .records import Record
from .town import Town

#: Waves of the edges of zones, so that none is a plain circle.
_WAVY = ((2, 0.16, 0.7), (3, 0.09, 1.9), (5, 0.05, 0.4))


def records(ground: Landscape, town: Town, finder: Finder, random_numbers: random.Random) -> Iterator[Record]:
    """All of them, EPSG:27700."""
    old_town = _round_the_high_street(town)
    yield from _heritage_areas(ground, old_town)
    yield from _listed_buildings(town, old_town, random_numbers)
    yield from _article_4(old_town)
    yield from _flood_zones(ground)
    yield from _countryside(ground)
    yield from _trees(ground, town, finder, random_numbers)
    yield from _brownfield(town)
    yield from _locally_listed(town, random_numbers)


def zone(east: float, north: float, radius: float) -> shapely.Polygon:
    """A wavy zone about a place of the borough (metres from its origin)."""
    return blob(east, north, radius, [(times, radius * height, phase) for times, height, phase in _WAVY])


def green_belt(ground: Landscape) -> shapely.Geometry:
    """The fields round the town; the village is washed over by none of it."""
    return shapely.difference(
        shapely.buffer(ground.shore, -15.0), shapely.union(shapely.buffer(ground.built_up, 60.0), shapely.buffer(ground.village, 25.0))
    )


def _round_the_high_street(town: Town) -> shapely.Geometry:
    streets = [road.line for road in town.roads if road.name == "High Street"]
    return shapely.simplify(shapely.buffer(shapely.union_all(streets), 92.0, quad_segs=6), 0.5)


def _heritage_areas(ground: Landscape, old_town: shapely.Geometry) -> Iterator[Record]:
    area = "conservation-area"
    yield Record(area, "CA01", "High Street and Church Square", old_town, start="1971-05-12", attributes={"designation-date": "1971-05-12"})
    moved = shapely.simplify(shapely.transform(old_town, lambda points: np.add(points, (1.4, -0.9))), 1.5)
    twin = {"designation-date": "1971-05-12", "notes": "The same area from another publisher, drawn on older mapping"}
    yield Record(area, "9910", "Saltmere High Street", moved, start="1971-05-12", quality="some", attributes=twin)
    yield Record(area, "CA02", "Wethering", shapely.simplify(ground.village, 1.0), start="1978-10-02")
    yield Record(area, "CA03", "Fathom Quarter", zone(4800.0, 2130.0, 120.0), start="1984-02-20", end="2019-03-31")
    yield Record(area, "CA04", "Windlass Quarter", zone(5180.0, 2030.0, 115.0), start="1990-07-01", end="2099-12-31")
    yield Record(area, "CA05", "Uplands Garden Suburb", zone(4150.0, 3180.0, 150.0), start="2099-01-01")
    bow_tie = shapely.Polygon(local([(3300, 2600), (3420, 2700), (3420, 2600), (3300, 2700)]))
    yield Record(area, "CA06", "Marram Farm", bow_tie, start="1996-03-03", attributes={"notes": "Its outline crosses itself"})
    yield Record(area, "CA07", "Lost Row", None, start="1999-09-09", attributes={"notes": "No outline was ever published"})
    yield Record("world-heritage-site", "9920", "The Tide Mills of Saltmere", zone(5690.0, 2000.0, 62.0), start="2004-07-04")
    ring = shapely.difference(zone(5660.0, 2030.0, 235.0), zone(5690.0, 2000.0, 62.0))
    yield Record("world-heritage-site-buffer-zone", "9920-B", "The Tide Mills of Saltmere, buffer zone", ring, start="2004-07-04")
    ditch = shapely.difference(zone(3720.0, 3860.0, 78.0), zone(3720.0, 3860.0, 52.0))
    yield Record("scheduled-monument", "9930001", "Cocklebury Ring, ditch and bank", ditch, start="1954-11-30")
    yield Record("scheduled-monument", "9930002", "Beacon mound on Saltern Hill", zone(6850.0, 2700.0, 28.0), start="1961-04-18")
    grade = {"park-and-garden-grade": "II*"}
    yield Record("park-and-garden", "9940", "Saltmere Hall Park", ground.park, start="1986-06-01", attributes=grade)
    priority = shapely.union(shapely.buffer(ground.core, 18.0), shapely.buffer(ditch, 120.0))
    yield Record(
        "archaeological-priority-area", "APA1", "Old town and Cocklebury Ring", priority, attributes={"notes": "Two parts, one area"}
    )


def _listed_buildings(town: Town, old_town: shapely.Geometry, random_numbers: random.Random) -> Iterator[Record]:
    church = next(place for place in town.landmarks if place.kind == "church")
    yield from listed_pair("9900001", "Church of the Tides", "I", church.shape)
    shapely.prepare(old_town)
    candidates = [plot for plot in town.plots if plot.kind == "shop" and shapely.contains(old_town, plot.parcel)]
    for count, plot in enumerate(random_numbers.sample(candidates, 34), start=2):
        grade = "II*" if count % 9 == 0 else "II"
        pair = tuple(listed_pair(f"99{count:05d}", plot.address, grade, plot.house))
        yield from pair if count % 2 == 0 else pair[:1]


def listed_pair(reference: str, name: str, grade: str, outline: shapely.Geometry, point: shapely.Point | None = None) -> Iterator[Record]:
    """The point of the national list and the council's outline of one building."""
    where = point if point is not None else shapely.point_on_surface(outline)
    yield Record(
        "listed-building",
        reference,
        name.upper(),
        None,
        where,
        start="1972-03-14",
        attributes={"listed-building-grade": grade, "documentation-url": "https://list.example"},
    )
    attributes = {"listed-building": reference, "listed-building-grade": grade}
    yield Record("listed-building-outline", f"LBO{reference}", name, outline, start="1972-03-14", attributes=attributes)


def _article_4(old_town: shapely.Geometry) -> Iterator[Record]:
    area = "article-4-direction-area"
    houses = {
        "permitted-development-rights": "3L",
        "description": "Change of use from a dwellinghouse to a small house in multiple occupation",
        "article-4-direction": "A4D1",
    }
    yield Record(
        area,
        "A4D1-1",
        "Small houses in multiple occupation, west quarter",
        zone(4270.0, 2600.0, 215.0),
        start="2014-10-17",
        attributes=houses,
    )
    extensions = {
        "permitted-development-rights": "1A;1C;1D;2A;2C",
        "description": "Alterations to houses in the conservation area",
        "article-4-direction": "A4D2",
    }
    yield Record(
        area,
        "A4D2-1",
        "High Street and Church Square, alterations to houses",
        shapely.buffer(old_town, -4.0),
        start="2009-01-05",
        attributes=extensions,
    )
    unknown = {"permitted-development-rights": "XQ7", "description": "See the text of the direction", "article-4-direction": "A4D3"}
    yield Record(area, "A4D3-1", "Harbour quarter, direction of 1988", zone(5480.0, 2330.0, 140.0), start="1988-08-08", attributes=unknown)


def _flood_zones(ground: Landscape) -> Iterator[Record]:
    """Zone 3 along river and harbour, zone 2 round it: two zones that share an edge, as the Environment Agency publishes them now."""
    water = shapely.segmentize(shapely.simplify(shapely.union(ground.river, ground.harbour), 2.0), 6.0)
    low, middle = _frayed(shapely.buffer(water, 26.0), 5.0), _frayed(shapely.buffer(water, 74.0), 12.0)
    land = shapely.union(ground.shore, ground.quays)
    high = shapely.intersection(low, land)
    medium = shapely.intersection(shapely.difference(middle, low), land)
    for level, shape in (("3", high), ("2", medium)):
        attributes = {"flood-risk-level": level, "flood-risk-type": "Fluvial Models"}
        yield Record("flood-risk-zone", f"99{level}001/{level}", "", shape, start="2025-03-25", quality="", attributes=attributes)


def _frayed(shape: shapely.Geometry, reach: float) -> shapely.Geometry:
    """The same shape with the restless edge of modelled data."""

    def fray(points: NDArray[np.float64]) -> NDArray[np.float64]:
        east, north = points[:, 0], points[:, 1]
        return np.asarray(
            points + reach * np.column_stack((np.sin(north / 31.0) * np.cos(east / 53.0), np.cos(north / 43.0 + east / 71.0)))
        )

    return shapely.make_valid(shapely.transform(shapely.segmentize(shape, 5.0), fray))


def _countryside(ground: Landscape) -> Iterator[Record]:
    yield Record(
        "area-of-outstanding-natural-beauty",
        "9950",
        "Sallow Hills",
        shapely.intersection(blob(2400.0, 5000.0, 1550.0, ((2, 190.0, 0.4), (5, 70.0, 1.0))), ground.shore),
    )
    marsh = shapely.intersection(zone(7150.0, 4700.0, 820.0), shapely.difference(ground.shore, shapely.buffer(ground.shore, -150.0)))
    yield Record("site-of-special-scientific-interest", "9960", "Saltern Marsh", marsh, start="1987-10-26")
    crossed = shapely.Polygon(local([(6900, 1900), (7080, 2040), (7060, 1890), (6880, 2060)]))
    yield Record("site-of-special-scientific-interest", "9961", "Shingle Point", crossed, start="1991-01-17")
    for reference, name, status, wood in (
        ("9970", "Sallow Wood", "ASNW", ground.wood),
        ("9971", "Tidewaiter's Copse", "PAWS", ground.copse),
    ):
        yield Record("ancient-woodland", reference, name, wood, start="", attributes={"ancient-woodland-status": status})
    meadow = shapely.difference(
        shapely.intersection(shapely.buffer(ground.river, 48.0), zone(4620.0, 3960.0, 330.0)), shapely.buffer(ground.river, 2.0)
    )
    yield Record("local-nature-reserve", "LNR1", "Withy Bed", meadow, start="2001-05-05")


def _trees(ground: Landscape, town: Town, finder: Finder, random_numbers: random.Random) -> Iterator[Record]:
    zones = (
        ("TPO03-G1", "group", "Limes in Lantern Gardens", shapely.buffer(finder.place("Lantern Gardens").shape, -6.0)),
        ("TPO07-A1", "area", "Churchyard", finder.place("Church Square").shape),
        ("TPO11-W1", "woodland", "Tidewaiter's Copse", shapely.simplify(ground.copse, 4.0)),
        ("TPO15-A1", "area", "Queen's Meadow", finder.place("Queen's Meadow").shape),
    )
    for reference, kind, name, shape in zones:
        attributes = {"tree-preservation-order": reference.split("-")[0], "tree-preservation-zone-type": kind}
        yield Record("tree-preservation-zone", reference, name, shape, start="1998-04-04", attributes=attributes)
    revoked = {"tree-preservation-order": "TPO01", "tree-preservation-zone-type": "area", "notes": "Revoked"}
    yield Record(
        "tree-preservation-zone",
        "TPO01-A1",
        "Fathom Quarter",
        zone(4800.0, 2130.0, 90.0),
        start="1951-01-01",
        end="2008-12-31",
        attributes=revoked,
    )
    gardens = [plot for plot in town.plots if plot.kind in ("detached", "semi-detached")]
    kinds = ("Oak", "Beech", "Holm oak", "Scots pine", "Yew", "Silver birch", "Field maple")
    for count, plot in enumerate(random_numbers.sample(gardens, 70), start=1):
        attributes = {
            "tree-preservation-order": f"TPO{20 + count // 4}",
            "tree-species": random_numbers.choice(kinds),
            "address-text": plot.address,
        }
        yield Record("tree", f"TPO{20 + count // 4}-T{count}", "", None, _in_the_garden(plot), start="2003-02-01", attributes=attributes)
    yield Record(
        "tree",
        "TPO99-T99",
        "",
        None,
        None,
        start="2003-02-01",
        attributes={"tree-preservation-order": "TPO99", "notes": "Position unknown"},
    )


def _in_the_garden(plot: Plot) -> shapely.Point:
    garden = shapely.buffer(shapely.difference(plot.parcel, shapely.buffer(plot.house, 2.0)), -1.0)
    return shapely.point_on_surface(garden if not garden.is_empty else plot.parcel)


def _brownfield(town: Town) -> Iterator[Record]:
    works = [plot for plot in town.plots if plot.kind == "industrial"]
    for count, plot in enumerate(works[5::13], start=1):
        attributes = {
            "site-address": plot.address,
            "hectares": f"{plot.parcel.area / 10000.0:.2f}",
            "minimum-net-dwellings": str(10 + 4 * count),
        }
        yield Record(
            "brownfield-land",
            f"BR{count:03d}",
            plot.address,
            None,
            shapely.centroid(plot.parcel),
            start="2019-12-20",
            attributes=attributes,
        )


def _locally_listed(town: Town, random_numbers: random.Random) -> Iterator[Record]:
    terraces = [plot for plot in town.plots if plot.kind == "terrace"]
    for count, plot in enumerate(random_numbers.sample(terraces, 40), start=1):
        yield Record("locally-listed-building", f"LL{count:03d}", plot.address, plot.house, start="2016-03-01")


def district() -> Record:
    """The authority's own area: island and sea east of the border."""
    area = shapely.box(landscape.BORDER_EASTING, 364100.0, 573950.0, 372900.0)
    return Record("local-authority-district", "E07999999", "Saltmere (sample)", area, start="1974-04-01")
