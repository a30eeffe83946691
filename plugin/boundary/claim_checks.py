"""Whether the red line agrees with what the application says of it: its area, its address."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.application import Address
from ..domain.areas import Areas
from ..domain.boundary import SourceCrs
from ..domain.check import Check, Severity
from ..domain.plain_figures import metres_words
from ..rules.rules import Rules
from .transformer import Transformer

#: Figures that agree to this share came from the same computation.
_SAME_METHOD = 0.0002
#: PlanX measures an accepted title with turf, whose sphere has the equator's radius, and a drawn line with OpenLayers and the mean radius.
_TITLE_SPHERE = (6_378_137.0 / 6_371_008.7714) ** 2


def area_checks(areas: Areas, rules: Rules) -> Iterator[Check]:
    """The declared area against the measured one, and the method that the declared one was most likely got by."""
    if areas.declared is None or areas.planar <= 0:
        return
    difference = (areas.declared - areas.planar) / areas.planar * 100
    said = f"The application says {areas.declared:,.1f} m²; the red line encloses {areas.planar:,.1f} m² ({_signed(difference)} %)."
    if abs(difference) > rules.number("boundary.area-difference"):
        yield Check("area-differs", Severity.WARNING, f"{said} Find out which of the two is meant.")
    elif abs(difference) > rules.number("boundary.area-agreement"):
        yield Check("area-differs-slightly", Severity.INFORMATION, said)
    else:
        yield Check("area-agrees", Severity.INFORMATION, f"{said} {_method(areas, areas.declared)}")


def _method(areas: Areas, declared: float) -> str:
    """Which way of measuring gives the declared figure, in words."""
    figures = {
        "It is the figure that the applicant's drawing tool computes on a sphere; they agree.": areas.spherical,
        "It is the figure that the applicant's tool gives for a title, on a larger sphere; they agree.": areas.spherical * _TITLE_SPHERE,
        "It is the area on the National Grid; they agree.": areas.planar,
        "It is the area on the ground (WGS84 ellipsoid); they agree.": areas.ellipsoidal,
    }
    words, nearest = min(figures.items(), key=lambda figure: abs(figure[1] - declared))
    if abs(declared - nearest) <= _SAME_METHOD * nearest:
        return words
    return "They agree within what two ways of measuring differ by."


def address_checks(geometry: BaseGeometry, address: Address, transformer: Transformer, rules: Rules) -> Iterator[Check]:
    """How far the application's own address lies from the red line (EPSG:27700)."""
    point = address_point(address, transformer)
    if point is None:
        return
    distance = float(shapely.distance(point, geometry))
    if distance <= 0:
        return
    place = (float(point.x), float(point.y))
    where = f"The application's address{f' ({address.text})' if address.text else ''} lies {metres_words(distance)} from the red line."
    if distance <= rules.number("boundary.address-tolerance"):
        yield Check("address-beside", Severity.INFORMATION, f"{where} That is within what address points are good for.", place)
    elif distance <= rules.number("boundary.address-elsewhere"):
        yield Check("address-outside", Severity.WARNING, f"{where} Is the red line drawn round the right land?", place)
    else:
        message = f"{where} One of the two is wrong: the red line may be of another place, and the site in another authority's area."
        yield Check("address-elsewhere", Severity.WARNING, message, place)


def address_point(address: Address, transformer: Transformer) -> shapely.Point | None:
    """The address in EPSG:27700, from its easting and northing or else its longitude and latitude; None without either."""
    if address.easting is not None and address.northing is not None:
        return shapely.Point(address.easting, address.northing)
    if address.longitude is None or address.latitude is None:
        return None
    point = transformer.to_national_grid(shapely.Point(address.longitude, address.latitude), SourceCrs.WGS84)
    return point if shapely.get_coordinates(point).max() < float("inf") else None


def _signed(percent: float) -> str:
    """To one decimal with its sign; what rounds to nothing has none."""
    text = f"{percent:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text
