"""The council's own layers for an enquiry: addresses by words, the one nearest to a click, the parcel at a place, what was applied for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ...boundary.place.address_columns import address_columns
from ...boundary.place.council_address import CouncilAddress
from ...boundary.place.layer_name import layer_name
from ...boundary.place.plot import PARCELS_WITHIN_M, smallest_holding
from ...domain.errors import RedlineError
from ...domain.neighbour_sources import NeighbourSources
from ...domain.place import FoundPlace, Place
from ..neighbours.council_layer import CouncilLayer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.place.place_words import PlaceWords
    from ...casefile.earlier_applications import LayerOfApplications
    from ...constraints.box import Box
    from ...domain.placed_application import PlacedApplication

#: How far from a click an address is said to be by it, in metres.
_BY = 25.0
_HISTORY = "earlier applications"


class CouncilPlaces:
    """Made on the GUI thread, where the layers of the project are found; everything else belongs beside the window.

    ``give_way`` is set by whoever reads, and called between few features.
    """

    def __init__(self, sources: NeighbourSources, project: QgsProject) -> None:
        self._sources = sources
        self._context = project.transformContext()
        self._problems: dict[str, str] = {}
        self._in_project: dict[str, CouncilLayer] = {}
        self.give_way: Callable[[], None] = lambda: None
        for kind, source in (("addresses", sources.addresses), ("parcels", sources.parcels), (_HISTORY, sources.history)):
            try:
                found = CouncilLayer.of_project(source, kind, project) if source else None
            except RedlineError as error:
                self._problems[kind] = str(error)
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

    @property
    def history(self) -> LayerOfApplications | None:
        """The layer of earlier applications, None where the council has named none."""
        from ...casefile.earlier_applications import LayerOfApplications

        source = self._sources.history
        return LayerOfApplications(f"the layer {layer_name(source)}", self._applications) if source else None

    def _applications(self, box: Box) -> Iterator[PlacedApplication]:
        from ...boundary.mapping import ColumnMapping
        from ...domain.placed_application import PlacedApplication
        from ...reports.council_application import council_application

        layer = self._layer(_HISTORY, self._sources.history)
        mapping = ColumnMapping().over(layer.columns)
        wanted = [name for name in mapping.columns if name in layer.columns]
        for shape, values in layer.near(box, wanted, self.give_way):
            yield PlacedApplication(council_application(dict(zip(wanted, values)), mapping), shape, layer_name(self._sources.history))

    def _layer(self, kind: str, source: str) -> CouncilLayer:
        if kind in self._problems:
            raise RedlineError(self._problems[kind])
        return self._in_project.get(kind) or CouncilLayer.of_file(source, kind, self._context)
