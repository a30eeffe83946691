"""The council's own layers for an enquiry: addresses by words, the address nearest to a click, the parcel at a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ...boundary.place.address_columns import address_columns
from ...domain.errors import RedlineError
from ...domain.neighbour_sources import NeighbourSources
from ...domain.place import FoundPlace, Place
from ..neighbours.council_layer import CouncilLayer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.place.place_words import PlaceWords

_KIND = "council's addresses"
#: How far from a click an address is said to be by it, and how far round a place its parcel is looked for, in metres.
_BY, _AROUND = 25.0, 2.0


class CouncilPlaces:
    """Made on the GUI thread, where the layers of the project are found; everything else belongs beside the window.

    ``give_way`` is set by whoever reads, and called between few features.
    """

    def __init__(self, sources: NeighbourSources, project: QgsProject) -> None:
        self._sources = sources
        self._context = project.transformContext()
        self._problem = ""
        self._in_project: dict[str, CouncilLayer] = {}
        self.give_way: Callable[[], None] = lambda: None
        for kind, source in (("addresses", sources.addresses), ("parcels", sources.parcels)):
            try:
                found = CouncilLayer.of_project(source, kind, project) if source else None
            except RedlineError as error:
                self._problem = str(error)
                continue
            if found is not None:
                self._in_project[kind] = found

    @property
    def has_addresses(self) -> bool:
        return bool(self._sources.addresses)

    def addresses(self, words: PlaceWords) -> list[FoundPlace]:
        """The addresses that may fit some words; RedlineError where the layer can't be read."""
        import shapely

        layer = self._layer("addresses", self._sources.addresses)
        uprn, columns = address_columns(layer.columns, self._sources)
        if words.number and not uprn:
            return []
        asked = [*columns, *([uprn] if uprn else [])]
        read = layer.holding(words.number or words.filter, asked, self.give_way, number_in=uprn if words.number else "")
        found = []
        for shape, values in read:
            text, number = _told(values, uprn)
            if number == words.number if words.number else words.rank(text) is not None:
                point = shapely.point_on_surface(shape)
                found.append(FoundPlace(_KIND, text or f"UPRN {number}", point.x, point.y, f"UPRN {number}" if number else ""))
        return found

    def by(self, place: Place) -> str:
        """The address nearest to a place, "" where none is close or there is no such layer."""
        import shapely

        if not self.has_addresses:
            return ""
        layer = self._layer("addresses", self._sources.addresses)
        _, columns = address_columns(layer.columns, self._sources)
        point = shapely.Point(place.east, place.north)
        box = (place.east - _BY, place.north - _BY, place.east + _BY, place.north + _BY)
        near = [(float(shapely.distance(shape, point)), _told(values, "")[0]) for shape, values in layer.near(box, columns, self.give_way)]
        return min((each for each in near if each[0] <= _BY and each[1]), default=(0.0, ""))[1]

    def plot_at(self, place: Place) -> BaseGeometry:
        """The smallest parcel that holds a place (EPSG:27700); RedlineError where there is none."""
        import shapely

        layer = self._layer("parcels", self._sources.parcels)
        point = shapely.Point(place.east, place.north)
        box = (place.east - _AROUND, place.north - _AROUND, place.east + _AROUND, place.north + _AROUND)
        shapes = [shape for shape, _ in layer.near(box, [], self.give_way)]
        holding = [shape for shape in shapes if int(shapely.get_dimensions(shape)) == 2 and shapely.intersects(shape, point)]
        if not holding:
            raise RedlineError(f"No parcel of the council's layer lies at {place.coordinates}: look at the point, without its plot.")
        smallest: BaseGeometry = min(holding, key=lambda shape: float(shapely.area(shape)))
        return smallest

    def _layer(self, kind: str, source: str) -> CouncilLayer:
        if self._problem:
            raise RedlineError(self._problem)
        return self._in_project.get(kind) or CouncilLayer.of_file(source, kind, self._context)


def _told(values: list[str], uprn: str) -> tuple[str, str]:
    number = values[-1].lstrip("0") if uprn else ""
    words = values[:-1] if uprn else values
    return ", ".join(dict.fromkeys(value for value in words if value)), number
