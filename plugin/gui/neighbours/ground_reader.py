"""The council's addresses, parcels and highways round a site: which columns hold what, and how they become neighbours' ground."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ...boundary.place.address_columns import USUAL_ADDRESS, USUAL_UPRN, address_columns, first_of
from ...domain.errors import RedlineError
from ...domain.neighbour_sources import NeighbourSources
from .council_layer import CouncilLayer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.neighbour_ground import AddressPoint, NeighbourGround
    from ...constraints.box import Box

_TITLES: Mapping[str, str] = {"addresses": "addresses", "parcels": "parcels", "highways": "highways"}
_USUAL_PARCEL = (
    "inspireid",
    "inspire_id",
    "title_no",
    "title_number",
    "titleno",
    "toid",
    "parcel",
    "parcel_id",
    "reference",
    "gml_id",
    "id",
    "fid",
)
_NO_UPRN = "The addresses have no UPRN: they are told apart by their words."
_NO_WORDS = "no address in the layer"
_PARCELS_ALONE = "There is no layer of addresses, so neighbours are parcels: {missing}find out who owns or occupies each of them."
_MISSING = "{number} of {every} here bear no address; "


class GroundReader:
    """Made on the GUI thread, where the layers of the project are found; ``read`` belongs beside the window."""

    def __init__(self, sources: NeighbourSources, project: QgsProject) -> None:
        self._sources = sources
        self._context = project.transformContext()
        self._in_project: dict[str, CouncilLayer] = {}
        self._problem = ""
        for kind, title in _TITLES.items():
            source = getattr(sources, kind)
            try:
                found = CouncilLayer.of_project(source, title, project) if source else None
            except RedlineError as error:
                self._problem = str(error)
                continue
            if found is not None:
                self._in_project[kind] = found

    def read(self, box: Box, give_way: Callable[[], None]) -> NeighbourGround:
        """What the layers have in ``box`` (EPSG:27700). Raises RedlineError with what is wrong with a source or a column."""
        from ...boundary.neighbour_ground import NeighbourGround

        if self._problem:
            raise RedlineError(self._problem)
        if self._sources.addresses:
            addresses, own_parcels, notes = self._addresses(box, give_way)
            parcels = self._shapes("parcels", box, give_way)
        else:
            addresses, parcels, notes = self._parcels_alone(box, give_way)
            own_parcels = []
        highways = self._shapes("highways", box, give_way)
        return NeighbourGround(tuple(addresses), tuple(own_parcels if parcels is None else parcels), _frozen(highways), box, tuple(notes))

    def describe(self) -> str:
        """Which columns hold the addresses, and which layers there are: for the person who sets them. RedlineError as for ``read``."""
        read = "addresses" if self._sources.addresses else "parcels"
        layer = self._layer(read)
        if self._problem:
            raise RedlineError(self._problem)
        if layer is None:
            raise RedlineError("No layer of addresses or parcels is set.")
        others = [title for kind, title in _TITLES.items() if kind != read and self._layer(kind) is not None]
        beside = f", with {' and '.join(others)} beside them" if others else ""
        if read == "parcels":
            uprn, words, name = self._columns_of_parcels(layer)
            known = " and ".join([*words, *([name] if name else [])])
            called = known or uprn or "where they lie"
            return f"Neighbours are the parcels themselves, called by {called}{beside}. Addresses would say who lives there."
        uprn, words = address_columns(layer.columns, self._sources)
        return f"Addresses are read from {' and '.join(words) or 'no column'}, UPRNs from {uprn or 'no column'}{beside}."

    def _layer(self, kind: str) -> CouncilLayer | None:
        source = getattr(self._sources, kind)
        if not source:
            return None
        return self._in_project.get(kind) or CouncilLayer.of_file(source, _TITLES[kind], self._context)

    def _addresses(self, box: Box, give_way: Callable[[], None]) -> tuple[list[AddressPoint], list[BaseGeometry], list[str]]:
        """Addresses as points; the areas that bore them, where the layer is one of parcels; what has to be said of both."""
        import shapely

        from ...boundary.neighbour_ground import AddressPoint

        layer = self._layer("addresses")
        if layer is None:
            return [], [], []
        uprn, words = address_columns(layer.columns, self._sources)
        found: list[AddressPoint] = []
        parcels: list[BaseGeometry] = []
        for shape, values in layer.near(box, [*([uprn] if uprn else []), *words], give_way):
            number = values.pop(0).lstrip("0") if uprn else ""
            address = ", ".join(dict.fromkeys(value for value in values if value)) or (f"{uprn} {number}, {_NO_WORDS}" if number else "")
            if not address:
                continue
            if shapely.get_dimensions(shape) > 0:
                parcels.append(shape)
            found.append(AddressPoint(number, address, shapely.point_on_surface(shape)))
        return found, parcels, [] if uprn else [_NO_UPRN]

    def _parcels_alone(self, box: Box, give_way: Callable[[], None]) -> tuple[list[AddressPoint], list[BaseGeometry] | None, list[str]]:
        """Each parcel as a neighbour: by its address where it bears one, else by its own number, else by where it lies."""
        import shapely

        from ...boundary.neighbour_ground import AddressPoint

        layer = self._layer("parcels")
        if layer is None:
            return [], None, []
        uprn, words, name = self._columns_of_parcels(layer)
        columns = [*([uprn] if uprn else []), *([name] if name else []), *words]
        found: list[AddressPoint] = []
        parcels: list[BaseGeometry] = []
        without = 0
        for shape, values in layer.near(box, columns, give_way):
            number = values.pop(0).lstrip("0") if uprn else ""
            called = values.pop(0) if name else ""
            point = shapely.point_on_surface(shape)
            address = ", ".join(dict.fromkeys(value for value in values if value))
            without += not address
            place = f"{name} {called}" if called else f"at {point.x:.0f} E {point.y:.0f} N"
            parcels.append(shape)
            found.append(AddressPoint(number, address or f"Parcel {place}, {_NO_WORDS}", point))
        missing = "" if without == len(found) else _MISSING.format(number=without, every=len(found))
        return found, parcels, [_PARCELS_ALONE.format(missing=missing)] if without else []

    def _columns_of_parcels(self, layer: CouncilLayer) -> tuple[str, list[str], str]:
        """The column of UPRNs, those of the address, and that of the parcel's own number; a parcel may have none of them."""
        there = {name.lower(): name for name in layer.columns}
        asked = [there[name.strip().lower()] for name in self._sources.address.split(",") if name.strip().lower() in there]
        uprn = first_of(there, [each for each in (self._sources.uprn.lower(), *USUAL_UPRN) if each not in _USUAL_PARCEL])
        words = asked or [each for each in [first_of(there, USUAL_ADDRESS)] if each]
        return uprn, words, first_of(there, _USUAL_PARCEL)

    def _shapes(self, kind: str, box: Box, give_way: Callable[[], None]) -> list[BaseGeometry] | None:
        layer = self._layer(kind)
        return None if layer is None else [shape for shape, _ in layer.near(box, [], give_way)]


def _frozen(shapes: list[BaseGeometry] | None) -> tuple[BaseGeometry, ...] | None:
    return None if shapes is None else tuple(shapes)
