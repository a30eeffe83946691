"""Applications whose red line arrives in a shape of its own: acceptance cases 1 to 10 and 40, and what else is met in the wild."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from .constraints import zone
from .drafts import Draft, Outcome
from .finder import Finder, union
from .records import Record

_HOUSEHOLDER = "pp.full.householder"


class Shapes:
    """Builds drafts and, beside them, ``records``: constraints that exist for one case only. EPSG:27700."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self.records: list[Record] = []

    def drafts(self) -> Iterator[Draft]:
        yield self._house(
            4120,
            3050,
            "Single storey rear extension",
            "swapped",
            (1,),
            "Longitude and latitude stand the wrong way round: previewed, used only after a yes.",
        )
        yield self._house(
            4300, 3350, "Rear dormer", "keyed 3857", (2,), "The key says EPSG:3857, the numbers are degrees: read as WGS84.", form="geojson"
        )
        yield self._house(
            4180,
            2350,
            "Conservatory",
            "crs 3857",
            (2,),
            "A crs member says EPSG:3857, the numbers are degrees: read as WGS84.",
            form="geojson",
        )
        yield self._house(
            4650,
            3400,
            "Garage conversion",
            "national grid",
            (3,),
            "British National Grid without a word about it: recognised, stated.",
            form="portal",
        )
        yield self._house(
            4400,
            2250,
            "Outbuilding",
            "national grid",
            (3,),
            "British National Grid in a bare GeoJSON file: recognised, stated.",
            form="geojson",
        )
        yield self._bow_tie()
        yield self._house(5000, 1900, "Side extension", "open ring", (6,), "The ring is not closed: closed and told, the area is the same.")
        yield self._house(
            5150, 1850, "Replacement roof", "closed twice", (6,), "The closing vertex stands twice: told, the area is the same."
        )
        yield self._house_and_garage()
        yield self._substation()
        yield self._house(
            4850, 3450, "Loft conversion", "absent", (9,), "No boundary in the submission: told, never a buffer round the address."
        )
        yield self._house(
            4760, 1980, "Rear extension", "null", (9,), "The back office has no boundary: told.", form="show", status="not_started"
        )
        yield self._house(5600, 3150, "Porch", "", (10,), "An ordinary red line: there and back again within 0.02 m.")
        yield self._far_from_its_address()
        yield self._field_without_an_address()
        yield self._house(
            4080,
            2480,
            "Solar panels",
            "text in text",
            (),
            "The GeoJSON is text inside JSON, twice over: read all the same.",
            form="show",
            status="in_assessment",
        )
        yield self._house(5300, 1880, "Garden wall", "collection", (), "A FeatureCollection of one feature.")
        yield self._house(4560, 3560, "Air source heat pump", "heights", (), "Every position has a height: told, left out.")
        yield self._house(
            6100,
            3250,
            "Extension to kitchen",
            "repeated vertex and spike",
            (),
            "A vertex stands twice, and a spike of a few centimetres sticks out: told.",
        )
        yield self._house(4350, 2080, "New driveway", "no properties", (), "A Feature without properties.", form="show", status="pending")

    def _house(
        self,
        east: float,
        north: float,
        description: str,
        quirk: str,
        cases: tuple[int, ...],
        shows: str,
        form: str = "application",
        status: str = "",
    ) -> Draft:
        plot = self._finder.plot("semi-detached", east, north)
        return Draft(
            _HOUSEHOLDER, description, plot.parcel, plot.address, form=form, status=status, plot=plot, quirk=quirk, cases=cases, shows=shows
        )

    def _bow_tie(self) -> Draft:
        plot = self._finder.plot("detached", 5850, 3350)
        site = shapely.oriented_envelope(plot.parcel)
        return Draft(
            _HOUSEHOLDER,
            "Two storey side extension",
            site,
            plot.address,
            plot=plot,
            quirk="bow-tie",
            cases=(5,),
            shows="The red line crosses itself: blocked; a repair is offered with the area before and after, the original is kept.",
        )

    def _house_and_garage(self) -> Draft:
        plot = self._finder.plot("semi-detached", 5720, 3280, lambda candidate: len(self._finder.beside(candidate, 3)) == 3)
        centre = shapely.get_coordinates(shapely.centroid(plot.parcel))[0]
        front = shapely.get_coordinates(shapely.line_interpolate_point(plot.frontage, 0.5, normalized=True))[0]
        inward = (centre - front) / np.hypot(*(centre - front))
        along = np.array((-inward[1], inward[0]))
        corner = front - 18.0 * inward + 24.0 * along
        garage = shapely.Polygon((corner, corner + 6.2 * along, corner + 6.2 * along - 5.6 * inward, corner - 5.6 * inward))
        return Draft(
            "ldc.proposed",
            "Use of detached garage across the street as a workshop",
            shapely.union(plot.parcel, garage),
            plot.address,
            plot=plot,
            cases=(7,),
            shows="House and garage apart: two parts, allowed, told.",
        )

    def _substation(self) -> Draft:
        plot = self._finder.plot("industrial", 5900, 2950, lambda candidate: candidate.parcel.area > 2800.0)
        east, north = shapely.get_coordinates(shapely.centroid(plot.parcel))[0]
        hole = shapely.box(east - 8.0, north - 6.0, east + 8.0, north + 6.0)
        site = shapely.difference(plot.parcel, hole)
        tree = shapely.buffer(shapely.Point(east, north), 3.5, quad_segs=4)
        attributes = {"tree-preservation-order": "TPO31", "tree-preservation-zone-type": "group", "notes": "Beside the substation"}
        self.records.append(
            Record("tree-preservation-zone", "TPO31-G1", "Limes beside the substation", tree, start="2011-11-11", attributes=attributes)
        )
        return Draft(
            "pp.full.major",
            "Demolition of works and erection of warehouse",
            site,
            plot.address,
            plot=plot,
            cases=(8,),
            shows="The substation is cut out: the area leaves it out, the preserved trees in it are surrounded, not overlapped.",
            outcomes=(Outcome("tree-preservation-zone", "surrounded", "TPO31-G1"),),
        )

    def _far_from_its_address(self) -> Draft:
        plot = self._finder.plot("semi-detached", 6050, 3050)
        front = shapely.line_interpolate_point(plot.frontage, 0.5, normalized=True)
        centre = shapely.centroid(plot.parcel)
        reach = 35.0 / shapely.distance(front, centre)
        x, y = (float(start + reach * (start - end)) for start, end in ((front.x, centre.x), (front.y, centre.y)))
        return Draft(
            _HOUSEHOLDER,
            "First floor extension",
            plot.parcel,
            plot.address,
            plot=plot,
            address_point=(x, y),
            cases=(40,),
            shows="The address lies 35 m outside the red line: a warning with the distance, not a block.",
        )

    def _field_without_an_address(self) -> Draft:
        return Draft(
            "pp.full.minor",
            "Agricultural barn",
            zone(3600.0, 2450.0, 48.0),
            "Field at Marram Farm",
            has_uprn=False,
            cases=(40,),
            shows="A field has no UPRN: that is no fault.",
        )


def several(finder: Finder, kind: str, east: float, north: float, count: int) -> tuple[str, shapely.Geometry]:
    """A row of plots as one site, with the address of the row."""
    first = finder.plot(kind, east, north, lambda plot: plot.number > 2)
    row = (first, *finder.beside(first, count - 1))
    return f"{row[0].number} to {row[-1].number} {first.street}" if len(row) > 1 else first.address, union(row)
