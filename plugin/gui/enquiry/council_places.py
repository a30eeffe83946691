"""The council's own layers for an enquiry: addresses by words, the address nearest to a click, the parcel at a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ...boundary.place.address_columns import address_columns
from ...boundary.place.council_address import CouncilAddress
from ...boundary.place.plot import PARCELS_WITHIN_M, smallest_holding
from ...domain.errors import RedlineError
from ...domain.neighbour_sources import NeighbourSources
from ...domain.place import FoundPlace, Place
from ..neighbours.council_layer import CouncilLayer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.place.place_words import PlaceWords

#: How far from a click an address is said to be by it, in metres.
_BY = 25.0


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
        layer = self._layer("addresses", self._sources.addresses)
        uprn, columns = address_columns(layer.columns, self._sources)
        if words.number and not uprn:
            return []
        asked = [*columns, *([uprn] if uprn else [])]
        read = layer.holding(words.number or words.filter, asked, self.give_way, number_in=uprn if words.number else "")
        found = []
        for shape, values in read:
            address = CouncilAddress.of(values[:-1], values[-1]) if uprn else CouncilAddress.of(values)
            if address.fits(words):
                found.append(address.found(shape))
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
        read = layer.near(box, columns, self.give_way)
        near = [(float(shapely.distance(shape, point)), CouncilAddress.of(values).text) for shape, values in read]
        return min((each for each in near if each[0] <= _BY and each[1]), default=(0.0, ""))[1]

    def plot_at(self, place: Place) -> BaseGeometry:
        """The smallest parcel that holds a place (EPSG:27700); RedlineError where there is none."""
        layer, around = self._layer("parcels", self._sources.parcels), PARCELS_WITHIN_M
        box = (place.east - around, place.north - around, place.east + around, place.north + around)
        plot = smallest_holding((shape for shape, _ in layer.near(box, [], self.give_way)), place)
        if plot is None:
            raise RedlineError(f"No parcel of the council's layer lies at {place.coordinates}: look at the point, without its plot.")
        return plot

    def _layer(self, kind: str, source: str) -> CouncilLayer:
        if self._problem:
            raise RedlineError(self._problem)
        return self._in_project.get(kind) or CouncilLayer.of_file(source, kind, self._context)
