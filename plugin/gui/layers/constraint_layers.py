"""The constraint datasets of a store's generation as read-only layers, straight from its GeoPackage or its database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from qgis.core import Qgis, QgsRectangle, QgsVectorLayer

from ...domain.errors import StoreError
from .attribution import attribute
from .marks import LAYER
from .styles import style_constraint
from .unnamed_errors import UnnamedErrors

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ...domain.dataset import Snapshot
    from ..environment.store_in_use import LayerSource

PREFIX = "constraint"

#: From the top: what is small would be lost beneath what is large.
_DRAWING_ORDER = (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon)
_KINDS = {Qgis.GeometryType.Point: " (points)", Qgis.GeometryType.Line: " (lines)"}


class MapStore(Protocol):
    """What layers ask of a store: ``StoreInUse`` answers it on any thread."""

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What was loaded, by dataset slug."""
        ...

    def layers(self) -> Mapping[str, tuple[str, ...]]:
        """The feature layers of each dataset, by slug."""
        ...

    def layer_source(self, layer: str) -> LayerSource:
        """What QGIS opens one of the feature layers by."""
        ...


def constraint_layers(store: MapStore, catalogue: Catalogue) -> dict[str, QgsVectorLayer]:
    """A styled layer for each dataset and kind of geometry that has features, by mark, in the order of drawing from the top.

    Points stand above lines, lines above areas; then the catalogue's order. Administrative datasets are left out: they constrain nothing.
    Raises StoreError where one can't be opened: a map that lacks a constraint would say that there is none.
    """
    return in_drawing_order(dict(filter(None, opened_layers(store, catalogue))))


def opened_layers(store: MapStore, catalogue: Catalogue) -> Iterator[tuple[str, QgsVectorLayer] | None]:
    """The same, one layer a step, in the catalogue's order: opening one takes up to 20 ms. None for one that is not shown."""
    catalogue = catalogue.with_local(store.snapshots())
    order = {dataset.slug: place for place, dataset in enumerate(catalogue.datasets)}
    tables = store.layers()
    for slug in sorted(tables, key=lambda slug: (order.get(slug, len(order)), slug)):
        if catalogue.dataset(slug).administrative:
            continue
        for table in tables[slug]:
            layer = _layer(store, catalogue, slug, table)
            shown = layer.featureCount() > 0 and layer.geometryType() in _DRAWING_ORDER
            yield (f"{PREFIX}/{slug}/{table}", layer) if shown else None


def in_drawing_order(layers: Mapping[str, QgsVectorLayer]) -> dict[str, QgsVectorLayer]:
    """From the top; layers of one kind stay in the order in which they came."""
    return dict(sorted(layers.items(), key=lambda item: _DRAWING_ORDER.index(item[1].geometryType())))


def dataset_of(layer_mark: str) -> str:
    """The slug of the dataset that a constraint layer shows."""
    return layer_mark.split("/")[1]


def shut_layer(name: str) -> StoreError:
    """What is said of a layer that can't be opened: a map without it would say that the constraint is nowhere."""
    return StoreError(f"The layer {name} of the constraint store can't be opened. Screen again once the store can be read.")


def _layer(store: MapStore, catalogue: Catalogue, slug: str, table: str) -> QgsVectorLayer:
    dataset, snapshot = catalogue.dataset(slug), store.snapshots()[slug]
    source = store.layer_source(table)
    shut = shut_layer(dataset.name)
    with UnnamedErrors(shut):
        layer = QgsVectorLayer(source.uri, dataset.name, source.provider, QgsVectorLayer.LayerOptions(False))
    if not layer.isValid():
        raise shut
    if source.extent is not None:
        layer.setExtent(QgsRectangle(*source.extent))
    layer.setName(f"{dataset.name}{_KINDS.get(layer.geometryType(), '')}")
    layer.setCustomProperty(LAYER, f"{PREFIX}/{slug}/{table}")
    layer.setReadOnly(True)
    style_constraint(layer, dataset.colour, local=dataset.local)
    attribute(layer, snapshot.attribution or dataset.attribution, snapshot.licence or dataset.licence)
    return layer
