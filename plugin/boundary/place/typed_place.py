"""What somebody types as a place: coordinates in every usual form. Addresses and names are looked up elsewhere."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...domain.boundary import SourceCrs
from ...domain.place import Place, PlaceRefused
from .degrees import Angle, two_angles
from .grid_reference import GridSquare, grid_square
from .map_link import coordinates_in_link
from .metres import two_metres

if TYPE_CHECKING:
    from ..transformer import Transformer

#: Metres in a degree of latitude; half a diagonal of a rounded degree at England's latitudes is about 0.6 of that.
_DEGREE_M = 111_320.0
_HALF_DIAGONAL = 0.6
_OUTSIDE = "lies outside England, and Redline answers for places in England."
_NOTHING = (
    "Type a place: an address, a postcode, a UPRN, a reference, easting and northing (530000 180000), "
    "a grid reference (TQ 300 800), or latitude and longitude."
)


def typed_place(text: str, transformer: Transformer) -> Place | None:
    """The place that a text names by coordinates, or None where it does not: then it is words, to be looked up.

    Raises PlaceRefused with a sentence for what is meant as coordinates and names no place in England.
    """
    told = " ".join(text.split())
    if not told:
        raise PlaceRefused(_NOTHING)
    linked = coordinates_in_link(told)
    if linked is not None:
        place = _by_numbers(linked, transformer)
        if place is None:
            raise PlaceRefused(f"The coordinates {linked} in this link can't be read.")
        return Place(place.east, place.north, place.words, f"From the link. {place.how}", place.within_m)
    square = grid_square(told)
    if square is not None:
        return _in_square(square)
    return _by_numbers(told, transformer)


def _by_numbers(told: str, transformer: Transformer) -> Place | None:
    metres = two_metres(told)
    if metres is not None:
        return _by_metres(told, metres.first, metres.second, metres.within_m)
    angles = two_angles(told)
    return None if angles is None else _by_angles(told, *angles, transformer)


def _in_square(square: GridSquare) -> Place:
    east, north = square.middle
    if not _in_england(east, north):
        raise PlaceRefused(f"{square.words} {_OUTSIDE}")
    side = f"{square.side // 1000:,} km" if square.side >= 1000 else f"{square.side} m"
    how = f"A grid reference names a square, here of {side}: its middle is taken."
    return Place(east, north, square.words, how, square.half_diagonal)


def _by_metres(told: str, first: float, second: float, within_m: float) -> Place:
    if _in_england(first, second):
        return Place(first, second, f"{first:.10g} {second:.10g}", "Easting and northing on the National Grid.", within_m)
    if _in_england(second, first):
        how = f"Taken as easting {second:.10g} and northing {first:.10g}: the other way round it lies outside England."
        return Place(second, first, f"{second:.10g} {first:.10g}", how, within_m)
    figures = "" if min(first, second) >= 5_000 else " An easting and a northing in metres have five or six figures each."
    raise PlaceRefused(f"{told} {_OUTSIDE}{figures}")


def _by_angles(told: str, first: Angle, second: Angle, transformer: Transformer) -> Place:
    named = first.side in ("e", "w") or second.side in ("n", "s")
    latitude, longitude = (second, first) if named else (first, second)
    position = _positioned(latitude, longitude, transformer)
    swapped = ""
    if position is None and not (first.side or second.side):
        position = _positioned(longitude, latitude, transformer)
        if position is not None:
            latitude, longitude = longitude, latitude
            swapped = ", in this order because the other way round it lies outside England"
    if position is None:
        raise PlaceRefused(f"{told} {_OUTSIDE}{_other_side(latitude, longitude, transformer)}")
    side = "east" if longitude.degrees >= 0 else "west"
    words = f"{latitude.degrees:.10g}, {longitude.degrees:.10g}"
    how = f"Latitude {latitude.degrees:.8g} north, longitude {abs(longitude.degrees):.8g} {side} of Greenwich{swapped}."
    accuracy = transformer.accuracy()
    rough = accuracy.metres or 0.0 if accuracy.grid is None else 0.0
    within_m = max(latitude.unit, longitude.unit) * _DEGREE_M * _HALF_DIAGONAL + rough
    return Place(*position, words, how, within_m)


def _positioned(latitude: Angle, longitude: Angle, transformer: Transformer) -> tuple[float, float] | None:
    """Where two angles lie in EPSG:27700; None outside England."""
    import shapely

    if abs(latitude.degrees) > 90:
        return None
    point = transformer.to_national_grid(shapely.Point(longitude.degrees, latitude.degrees), SourceCrs.WGS84)
    east, north = float(shapely.get_x(point)), float(shapely.get_y(point))
    return (east, north) if math.isfinite(east) and math.isfinite(north) and _in_england(east, north) else None


def _other_side(latitude: Angle, longitude: Angle, transformer: Transformer) -> str:
    """What helps where only the side of Greenwich is wrong: a minus was lost, or E was said for W."""
    mirrored = longitude._replace(degrees=-longitude.degrees)
    if _positioned(latitude, mirrored, transformer) is None:
        return ""
    return f" West of Greenwich it would lie in England: is {mirrored.degrees:.8g} meant?" if mirrored.degrees < 0 else ""


def _in_england(east: float, north: float) -> bool:
    import numpy as np

    from ..england import in_england

    return bool(in_england(np.array([east]), np.array([north]))[0])
