"""The plot of land at a place: the parcel that an enquiry looks at in place of a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ...domain.place import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: How far round a place a parcel that holds it is asked for, in metres.
PARCELS_WITHIN_M = 2.0


def smallest_holding(parcels: Iterable[BaseGeometry], place: Place) -> BaseGeometry | None:
    """The smallest of some parcels that holds a place, valid; None where none does. All in EPSG:27700."""
    import shapely

    point = shapely.Point(place.east, place.north)
    holding = [parcel for parcel in parcels if int(shapely.get_dimensions(parcel)) == 2 and shapely.intersects(parcel, point)]
    smallest = min(holding, key=lambda parcel: float(shapely.area(parcel)), default=None)
    return smallest if smallest is None or shapely.is_valid(smallest) else shapely.make_valid(smallest)


def with_plot(place: Place, plot: BaseGeometry) -> Place:
    """The place as the whole of a plot, and a sentence that says so."""
    return replace(place, plot=plot, how=f"{place.how} The parcel there is looked at.")
