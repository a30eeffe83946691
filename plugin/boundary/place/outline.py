"""An outline of land as the place that is asked about: drawn on the map, chosen in a layer, or read out of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain.check import Severity
from ...domain.clock import Clock
from ...domain.errors import UnreadableFile
from ...domain.place import Place, PlaceRefused

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..transformer import Transformer

#: A point is asked about as a point; of more than this nobody asks on the telephone.
LEAST_M2, MOST_M2 = 0.5, 25_000_000.0
_WKT_SUFFIXES = (".wkt", ".txt")
_BEGINS_JSON = (b"{", b"[")
_MOST_WKT = 5_000_000
_AS_A_POINT = "Ask for a point instead."


def place_of_outline(shape: BaseGeometry, words: str, how: str) -> Place:
    """The place of an outline in EPSG:27700. Raises PlaceRefused with a sentence where it is no site in England that can be used."""
    import numpy as np
    import shapely

    from ..england import in_england

    flat: Any = shapely.force_2d(shape)
    called = f"{words[:1].upper()}{words[1:]}"
    if int(shapely.get_dimensions(flat)) != 2 or shapely.is_empty(flat):
        raise PlaceRefused(f"{called} is no area: a site needs an outline of three corners at least. {_AS_A_POINT}")
    if not shapely.is_valid(flat):
        raise PlaceRefused(f"The outline of {words} crosses itself, so nobody can say what is inside. Draw it anew, or mend it first.")
    area = float(shapely.area(flat))
    if area < LEAST_M2:
        raise PlaceRefused(f"The outline of {words} encloses {area:.2f} m²: that is no site. {_AS_A_POINT}")
    if area > MOST_M2:
        raise PlaceRefused(f"The outline of {words} encloses {area / 1e6:,.0f} km²; Enquiry looks at {MOST_M2 / 1e6:,.0f} km² at most.")
    middle = shapely.point_on_surface(flat)
    if not in_england(np.array([middle.x]), np.array([middle.y]))[0]:
        raise PlaceRefused(f"{called} lies outside England, and Redline answers for places in England.")
    return Place(middle.x, middle.y, words, how, plot=flat)


def place_of_file(path: Path, transformer: Transformer, clock: Clock) -> Place:
    """The one site of a file: whatever Redline reads red lines from, or well-known text.

    Raises UnreadableFile, and PlaceRefused where the file has no site, more than one, or one that has to be repaired first.
    """
    readings = list(_readings(path, transformer, clock))
    if len(readings) > 1:
        raise PlaceRefused(f"{path.name} has {len(readings)} sites, and an enquiry is about one: give a file with that one alone.")
    reading = readings[0]
    if reading.boundary is None:
        why = next((check.message for check in reading.checks if check.severity is Severity.ERROR), "It has no outline.")
        raise PlaceRefused(f"The outline in {path.name} can't be used: {why}")
    doubts = [check.message for check in reading.checks if check.severity is Severity.WARNING]
    geometry: Any = reading.boundary.geometry
    return place_of_outline(geometry, f"the site of {path.name}", " ".join([f"The outline in {path.name}.", *doubts]))


def _readings(path: Path, transformer: Transformer, clock: Clock) -> Any:
    from ..intake import read_sites

    if path.suffix.lower() in _WKT_SUFFIXES and not _is_json(path):
        yield from _of_wkt(path, transformer, clock)
        return
    for item in read_sites([path], transformer, clock=clock):
        if isinstance(item, UnreadableFile):
            raise item
        yield item


def _of_wkt(path: Path, transformer: Transformer, clock: Clock) -> Any:
    """Located by the size of its coordinates, as all that names no system."""
    import shapely

    from ...domain.clock import today
    from ..documents import read_document

    try:
        with path.open("rb") as stream:
            told = stream.read(_MOST_WKT + 1)
        if len(told) > _MOST_WKT:
            raise UnreadableFile(f"{path.name} is larger than {_MOST_WKT // 1_000_000} MB: that is no outline of one site.", path.name)
        document = shapely.to_geojson(shapely.from_wkt(told.decode("utf-8-sig").strip())).encode()
    except OSError as error:
        raise UnreadableFile(f"{path} can't be read: {error.strerror or error}.", path.name) from error
    except (UnicodeDecodeError, shapely.GEOSException) as error:
        raise UnreadableFile(f"{path.name} has no well-known text such as POLYGON ((530000 180000, ...)).", path.name) from error
    except NotImplementedError as error:
        raise UnreadableFile(f"{path.name} has an outline with curves. Save it with straight lines between corners.", path.name) from error
    yield from read_document(path.name, document, transformer, on=today(clock))


def _is_json(path: Path) -> bool:
    """Whether a file without a telling name begins as GeoJSON does; one that can't be read is told of by whoever reads it."""
    try:
        with path.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_BEGINS_JSON)
    except OSError:
        return False
