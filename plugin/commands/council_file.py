"""The council's files of addresses, parcels and earlier applications, as the profile names them, read without QGIS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import shapely.geometry

from ..boundary.mapping import ColumnMapping
from ..boundary.place.address_columns import address_columns
from ..boundary.place.council_address import CouncilAddress
from ..boundary.place.layer_name import layer_name
from ..boundary.place.place_words import PlaceWords
from ..boundary.place.plot import PARCELS_WITHIN_M, smallest_holding
from ..boundary.vector_records import vector_records
from ..boundary.vector_source import LOOKED_AT, asking_nobody, failures, opening_options, refuse_pointer, system_of
from ..casefile.earlier_applications import LayerOfApplications
from ..constraints.box import Box
from ..domain.errors import MissingLibrary, RedlineError, UnreadableFile
from ..domain.neighbour_sources import NeighbourSources
from ..domain.place import FoundPlace, Place
from ..domain.placed_application import PlacedApplication
from ..reports.council_application import council_application

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..boundary.transformer import Transformer

#: How tables of addresses call their coordinates; GDAL makes points of them.
_CSV = {
    "X_POSSIBLE_NAMES": "X_COORDINATE,EASTING,X,LONGITUDE",
    "Y_POSSIBLE_NAMES": "Y_COORDINATE,NORTHING,Y,LATITUDE",
}
_MOST_FOUND = 5000


class CouncilFiles:
    """What the profile's layers have: addresses by words, the parcel at a place, what was applied for near it."""

    def __init__(self, sources: NeighbourSources, transformer: Transformer) -> None:
        self._sources = sources
        self._transformer = transformer

    def addresses(self) -> Callable[[PlaceWords], list[FoundPlace]] | None:
        """What looks addresses up, None where the profile names no layer of them."""
        return self._addresses if self._sources.addresses else None

    def plot_at(self, place: Place) -> BaseGeometry:
        """The smallest parcel that holds a place (EPSG:27700); RedlineError where there is none, or no layer of parcels."""
        source = self._sources.parcels
        if not source:
            raise RedlineError(
                "The profile names no layer of parcels (neighbours.parcels), so there is no plot to look at. Leave --plot out."
            )
        with asking_nobody(), _opened(source, "parcels", "parcels") as layer:
            around = PARCELS_WITHIN_M
            box = place.east - around, place.north - around, place.east + around, place.north + around
            rows = layer.filter(bbox=self._box(box, layer))
            shapes = [self._placed(shapely.geometry.shape(row.geometry), layer) for row in rows if row.geometry is not None]
        plot = smallest_holding(shapes, place)
        if plot is None:
            raise RedlineError(f"No parcel of {source} lies at {place.coordinates}. Leave --plot out, and the point itself is looked at.")
        return plot

    def history(self) -> LayerOfApplications | None:
        """The layer of earlier applications, None where the profile names none."""
        source = self._sources.history
        return LayerOfApplications(f"the layer {layer_name(source)}", self._applications) if source else None

    def _applications(self, box: Box) -> Iterator[PlacedApplication]:
        source, name = self._sources.history, layer_name(self._sources.history)
        with asking_nobody(), _opened(source, "earlier applications", "history") as layer:
            mapping = ColumnMapping().over(list(layer.schema["properties"]))
            try:
                for row in layer.filter(bbox=self._box(box, layer)):
                    if row.geometry is not None:
                        shape = self._placed(shapely.geometry.shape(row.geometry), layer)
                        told = {column: _words(row.properties.get(column)) for column in mapping.columns}
                        yield PlacedApplication(council_application(told, mapping), shape, name)
            except failures() as error:
                raise UnreadableFile(f"{source} can't be read to its end: {error}.") from error

    def _box(self, box: Box, layer: Any) -> tuple[float, ...]:
        """A box in EPSG:27700 in the layer's own system."""
        west, south, east, north = box
        corners = shapely.MultiPoint([(west, south), (west, north), (east, south), (east, north)])
        return tuple(self._to_layer(corners, layer).bounds)

    def _addresses(self, words: PlaceWords) -> list[FoundPlace]:
        found: list[FoundPlace] = []
        with asking_nobody(), _opened(self._sources.addresses, "addresses", "addresses") as layer:
            uprn, columns = address_columns(list(layer.schema["properties"]), self._sources)
            for record in _rows(layer, self._sources.addresses):
                told = dict(record.properties)
                address = CouncilAddress.of((_words(told.get(name)) for name in columns), _words(told.get(uprn)) if uprn else "")
                if address.fits(words) and record.geometry is not None and len(found) < _MOST_FOUND:
                    found.append(address.found(self._placed(shapely.geometry.shape(record.geometry), layer)))
        return found

    def _placed(self, shape: BaseGeometry, layer: Any) -> BaseGeometry:
        return self._transformer.to_national_grid_from(shapely.force_2d(shape), _crs(layer, shape))

    def _to_layer(self, shape: BaseGeometry, layer: Any) -> BaseGeometry:
        """A shape in EPSG:27700 in the layer's own system; only British ones and degrees are turned round, others are read whole."""
        crs = _crs(layer, shapely.box(*layer.bounds))
        if _is_grid(crs):
            return shape
        degrees = self._transformer.to_wgs84(shape)
        return degrees if "4326" in crs or "4258" in crs else shapely.box(*layer.bounds)


def _opened(source: str, title: str, key: str) -> Any:
    try:
        import fiona
    except ImportError as error:
        raise MissingLibrary(f"Reading the {title} needs the library fiona, which is not installed here.") from error
    file, _, layer = source.partition("|")
    path = Path(file)
    if not path.is_file():
        raise RedlineError(
            f"{file} is no file here, so the {title} can't be read: the command line reads files, and not layers of a project. "
            f"Name the file under neighbours.{key} in the profile."
        )
    with path.open("rb") as stream:
        refuse_pointer(stream.read(LOOKED_AT), path.name)
    options = _CSV if path.suffix.lower() == ".csv" else opening_options(str(path))
    try:
        return fiona.open(str(path), layer=layer.removeprefix("layername=") or None, allow_unsupported_drivers=True, **options)
    except failures() as error:
        raise UnreadableFile(f"{path} can't be read as {title}: {error}.", path.name) from error


def _rows(layer: Any, source: str) -> Iterator[Any]:
    try:
        yield from (record for record in vector_records(layer) if record is not None)
    except failures() as error:
        raise UnreadableFile(f"{source} can't be read to its end: {error}.") from error


def _crs(layer: Any, shape: BaseGeometry) -> str:
    """The system of a layer, by the size of its coordinates where it names none, as in all that Redline reads."""
    if layer.crs and (told := system_of(layer.crs.to_epsg(), str(layer.crs_wkt))):
        return told
    bounds: Sequence[float] = shape.bounds
    return "EPSG:4326" if np.abs(bounds).max() <= 180 else "EPSG:27700"


def _is_grid(crs: str) -> bool:
    return crs == "EPSG:27700"


def _words(value: Any) -> str:
    """A value as people write it; a UPRN that was kept as a number has no decimals."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
