"""The places where the acceptance cases of screening occur: for each a site, the constraint that it needs, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from . import landscape
from .constraints import green_belt, listed_pair, zone
from .drafts import Draft, Outcome
from .finder import Finder
from .landscape import Landscape, local
from .plots import Plot
from .records import Record
from .town import Town

_HOUSEHOLDER = "pp.full.householder"


class Situations:
    """Builds drafts and, beside them, ``records``: constraints that exist for one case only. EPSG:27700."""

    def __init__(self, ground: Landscape, town: Town, finder: Finder, laid_down: tuple[Record, ...]) -> None:
        self._ground = ground
        self._town = town
        self._finder = finder
        self._laid_down = laid_down
        self.records: list[Record] = []

    def drafts(self) -> Iterator[Draft]:
        yield from self._touches_and_overlaps()
        yield from self._small_things()
        yield from self._listed()
        yield from self._dates()
        yield from self._policies()
        yield from self._edges_of_the_borough()

    def _touches_and_overlaps(self) -> Iterator[Draft]:
        plot = self._finder.plot("terrace", 4930, 2440)
        area, tab = _behind(plot)
        self.records.append(Record("conservation-area", "CA08", "Ropewalk Backs", area, start="1989-06-06"))
        yield Draft(
            _HOUSEHOLDER,
            "Single storey rear extension",
            shapely.union(plot.parcel, tab),
            plot.address,
            plot=plot,
            cases=(20, 4),
            shows="A tab of 3 m by 0.1 m of the red line lies in Ropewalk Backs conservation area: touches, for the officer to confirm. "
            "Without the OSTN15 grid the red line and the data stand the same way off the ground: the touch holds, and the sheet says so.",
            outcomes=(Outcome("conservation-area", "touches", "CA08"),),
        )
        meadow = shapely.Polygon(local([(6800, 3400), (7060, 3400), (7085, 3480), (7050, 3575), (6930, 3600), (6800, 3560)]))
        self.records.append(Record("local-nature-reserve", "LNR2", "Avocet Meadow", meadow, start="2006-02-02"))
        yield Draft(
            "pp.full.minor",
            "Change of use of field to riding school",
            shapely.box(*_corners(6830.0, 3290.0, 7030.0, 3400.3)),
            "Field south of Avocet Meadow",
            has_uprn=False,
            cases=(21,),
            shows="Avocet Meadow overlaps along 200 m by 0.3 m (60 m²): touches all the same, because it is nowhere deep.",
            outcomes=(Outcome("local-nature-reserve", "touches", "LNR2"),),
        )
        yield Draft(
            "pp.full.minor",
            "Erection of stables",
            shapely.box(*_corners(6741.0, 3350.0, 6801.05, 3402.1)),
            "Paddock beside Avocet Meadow",
            has_uprn=False,
            cases=(21,),
            shows="A corner of 1.05 m by 2.1 m lies in Avocet Meadow: overlaps.",
            outcomes=(Outcome("local-nature-reserve", "overlaps", "LNR2"),),
        )

    def _small_things(self) -> Iterator[Draft]:
        street = max((road.line for road in self._town.roads if road.name == "High Street"), key=shapely.length)
        pavement = shapely.get_coordinates(shapely.line_interpolate_point(shapely.offset_curve(street, 7.4), 0.31, normalized=True))[0]
        yield Draft(
            "advertConsent",
            "Illuminated panel on a telephone kiosk",
            shapely.box(*_about(pavement, 0.45, 0.45)),
            "Kiosk outside 31 High Street",
            has_uprn=False,
            cases=(21,),
            shows="A kiosk of 0.9 m square inside the conservation area: overlaps, although no side is as long as the tolerance.",
            outcomes=(Outcome("conservation-area", "overlaps", "CA01"),),
        )
        square = self._finder.place("Church Square").shape
        corner = shapely.get_coordinates(shapely.centroid(square))[0] + (26.0, -9.0)
        self.records += listed_pair("9901001", "Telephone kiosk, Church Square", "II", shapely.box(*_about(corner, 0.45, 0.45)))
        yield Draft(
            "pp.full.minor",
            "Relaying of paving and new market stalls",
            square,
            "Church Square",
            has_uprn=False,
            cases=(21,),
            shows="A listed kiosk of 0.9 m square stands in the middle of the site: deep inside, so it overlaps. So does the church.",
            outcomes=(Outcome("listed-building-outline", "overlaps", "LBO9901001"), Outcome("listed-building", "overlaps", "9900001")),
            forgotten=("tpo",),
        )

    def _listed(self) -> Iterator[Draft]:
        plot = self._finder.plot("terrace", 5150, 2560)
        self.records += listed_pair("9901002", plot.address, "II*", plot.house)
        yield Draft(
            "listed",
            "Replacement of sash windows and repair of roof",
            plot.parcel,
            plot.address,
            plot=plot,
            cases=(22,),
            shows="The national point and the council's outline are one listed building, grade II*, with two entities.",
            outcomes=(Outcome("listed-building", "overlaps", "9901002"), Outcome("listed-building-outline", "overlaps", "LBO9901002")),
        )
        plot = self._finder.plot("detached", 4450, 3600, lambda candidate: bool(self._next_door(candidate)))
        neighbour = max(self._next_door(plot), key=lambda other: other.number)
        point = shapely.line_interpolate_point(shapely.shortest_line(plot.house, neighbour.house), 0.8)
        self.records += listed_pair("9901003", neighbour.address, "II", neighbour.house, point)
        yield Draft(
            _HOUSEHOLDER,
            "Two storey side extension",
            plot.parcel,
            plot.address,
            plot=plot,
            cases=(22,),
            shows="The national point of the house next door is on the wrong side of the fence: point inside, outline outside; "
            "both are told.",
            outcomes=(Outcome("listed-building", "overlaps", "9901003"), Outcome("listed-building-outline", "near", "LBO9901003")),
        )

    def _next_door(self, plot: Plot) -> tuple[Plot, ...]:
        return tuple(
            other
            for other in self._town.plots
            if other.street == plot.street
            and other.number == plot.number + 2
            and shapely.length(shapely.intersection(other.parcel, plot.parcel)) > 5.0
        )

    def _dates(self) -> Iterator[Draft]:
        plot = self._in_zone("shop", 5010, 2790, self._shape("CA01"))
        yield Draft(
            "pa.part3.classMA",
            "Conversion of shop to two homes",
            plot.parcel,
            plot.address,
            plot=plot,
            cases=(23,),
            shows="Two publishers hold High Street conservation area, a metre and a half apart: one constraint with two entities.",
            outcomes=(Outcome("conservation-area", "overlaps", "CA01"), Outcome("conservation-area", "overlaps", "9910")),
        )
        for reference, east, north, state, sentence in (
            ("CA03", 4800, 2130, "ended", "Fathom Quarter ended on 31 March 2019: listed apart as ended, not counted."),
            ("CA04", 5180, 2030, "overlaps", "Windlass Quarter ends in 2099: counted today."),
            ("CA05", 4150, 3180, "not yet", "Uplands Garden Suburb starts in 2099: listed apart as not yet in force."),
        ):
            plot = self._in_zone("semi-detached", east, north, self._shape(reference))
            yield Draft(
                _HOUSEHOLDER,
                "Loft conversion with rear dormer",
                plot.parcel,
                plot.address,
                plot=plot,
                cases=(24,),
                shows=sentence,
                outcomes=(Outcome("conservation-area", state, reference),),
            )

    def _policies(self) -> Iterator[Draft]:
        wharf = shapely.difference(shapely.simplify(zone(5705.0, 2560.0, 58.0), 1.5), shapely.buffer(self._ground.river, 5.0))
        yield Draft(
            "pp.full.major",
            "Demolition of works and erection of 24 flats",
            wharf,
            "Cordage Wharf, River Salt",
            has_uprn=False,
            cases=(28,),
            shows="Flood zones 3 and 2 both lie on the site: told with the share of each.",
            forgotten=("flood",),
            outcomes=(Outcome("flood-risk-zone", "overlaps", "993001/3"), Outcome("flood-risk-zone", "overlaps", "992001/2")),
        )
        for reference, east, north, sentence in (
            (
                "A4D1-1",
                4290,
                2640,
                "A direction on houses in multiple occupation over a householder's certificate: it does not affect Part 1.",
            ),
            ("A4D3-1", 5470, 2320, "A direction whose class nobody knows: check the text of the direction."),
        ):
            plot = self._in_zone("semi-detached", east, north, self._shape(reference))
            yield Draft(
                "ldc.proposed",
                "Single storey rear extension under Part 1 Class A",
                plot.parcel,
                plot.address,
                plot=plot,
                cases=(29,),
                shows=sentence,
                outcomes=(Outcome("article-4-direction-area", "overlaps", reference),),
            )
        plot = self._in_zone("semi-detached", 5500, 2080, self._shape("9920-B"))
        yield Draft(
            _HOUSEHOLDER,
            "Front porch and new windows",
            plot.parcel,
            plot.address,
            plot=plot,
            cases=(30,),
            shows="The buffer zone of a world heritage site, and nothing else of the kind: not article 2(3) land.",
            outcomes=(Outcome("world-heritage-site-buffer-zone", "overlaps", "9920-B"), Outcome("world-heritage-site", "clear")),
        )
        plot = self._finder.plot("detached", 4250, 1980, lambda candidate: candidate.parcel.area > 450.0)
        belt = shapely.union(green_belt(self._ground), _garden_end(plot, share=0.02, deep=1.6))
        self.records.append(
            Record("green-belt", "E61999999", "Saltmere", belt, start="2013-11-01", attributes={"local-authority-district": "E07999999"})
        )
        yield Draft(
            _HOUSEHOLDER,
            "Detached garden room",
            plot.parcel,
            plot.address,
            plot=plot,
            cases=(31,),
            forgotten=("greenBelt",),
            shows="Two per cent of the site, at the end of the garden, is green belt: overlaps; is the building in it?",
            outcomes=(Outcome("green-belt", "overlaps", "E61999999"),),
        )

    def _edges_of_the_borough(self) -> Iterator[Draft]:
        middle = shapely.get_coordinates(shapely.point_on_surface(self._shape("9960")))[0] - landscape.ORIGIN
        marsh = zone(float(middle[0]), float(middle[1]), 45.0)
        yield Draft(
            "pp.full.minor",
            "Bird hide and boardwalk",
            marsh,
            "Saltern Marsh",
            has_uprn=False,
            cases=(26,),
            shows="Special protection areas are expected here, but the store has none: not checked, never clear.",
            outcomes=(
                Outcome("special-protection-area", "not checked"),
                Outcome("site-of-special-scientific-interest", "overlaps", "9960"),
            ),
        )
        yield Draft(
            "pp.full.minor",
            "Boat shed",
            shapely.box(*_corners(480.0, 3760.0, 540.0, 3800.0)),
            "Slipway, Fenwold Islet",
            has_uprn=False,
            shows="The site lies in the neighbouring authority: no coverage here, nothing reads clear.",
            outcomes=(Outcome("conservation-area", "not checked"),),
        )
        strip = shapely.intersection(self._ground.causeway, shapely.box(*_corners(1130.0, 3500.0, 1330.0, 4000.0)))
        yield Draft(
            "pp.full.major",
            "Strengthening of the causeway",
            strip,
            "Causeway Road at the borough boundary",
            has_uprn=False,
            shows="The site straddles the border: a finding counts, but nothing reads clear for the part outside.",
            outcomes=(Outcome("conservation-area", "not checked"),),
        )

    def _shape(self, reference: str) -> shapely.Geometry:
        return next(record.geometry for record in self._laid_down if record.reference == reference and record.geometry is not None)

    def _in_zone(self, kind: str, east: float, north: float, shape: shapely.Geometry) -> Plot:
        return self._finder.plot(kind, east, north, lambda candidate: bool(shapely.contains(shape, candidate.parcel)))


def _behind(plot: Plot) -> tuple[shapely.Polygon, shapely.Polygon]:
    """An area that begins exactly at the plot's back fence, and a tab of 3 m by 0.1 m over the fence."""
    middle, _, inward = _axes(plot)
    corners = shapely.get_coordinates(plot.parcel)[:-1]
    left, right = sorted(corners, key=lambda corner: float((corner - middle) @ inward))[-2:]
    along = (right - left) / np.hypot(*(right - left))
    over = np.array((-along[1], along[0]))
    over = over if float(over @ inward) > 0 else -over
    area = shapely.Polygon((left - 45 * along, right + 45 * along, right + 45 * along + 24 * over, left - 45 * along + 24 * over))
    centre = (left + right) / 2
    tab = shapely.Polygon(
        (
            centre - 1.5 * along - 0.5 * over,
            centre + 1.5 * along - 0.5 * over,
            centre + 1.5 * along + 0.1 * over,
            centre - 1.5 * along + 0.1 * over,
        )
    )
    return area, tab


def _garden_end(plot: Plot, share: float, deep: float) -> shapely.Polygon:
    """A tongue over the back fence that takes ``share`` of the plot, about ``deep`` metres far in."""
    front, aside, inward = _axes(plot)
    back = float(((shapely.get_coordinates(plot.parcel) - front) @ inward).max())
    half = share * plot.parcel.area / deep / 2
    near, far = front + inward * (back - deep), front + inward * (back + 45.0)
    for _ in range(6):
        tongue = shapely.Polygon((near - half * aside, near + half * aside, far + half * aside, far - half * aside))
        half *= share * plot.parcel.area / shapely.intersection(tongue, plot.parcel).area
    return tongue


def _axes(plot: Plot) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The middle of the plot's frontage, and unit vectors along the street and away from it."""
    front = shapely.get_coordinates(shapely.line_interpolate_point(plot.frontage, 0.5, normalized=True))[0]
    inward = shapely.get_coordinates(shapely.centroid(plot.parcel))[0] - front
    inward = inward / np.hypot(*inward)
    return front, np.array((-inward[1], inward[0])), inward


def _about(centre: tuple[float, float], half_width: float, half_height: float) -> tuple[float, float, float, float]:
    east, north = float(centre[0]), float(centre[1])
    return east - half_width, north - half_height, east + half_width, north + half_height


def _corners(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """A box of the borough (metres from its origin) in EPSG:27700."""
    return landscape.ORIGIN[0] + west, landscape.ORIGIN[1] + south, landscape.ORIGIN[0] + east, landscape.ORIGIN[1] + north
