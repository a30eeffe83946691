"""The constraint datasets of a store's generation as read-only layers, straight from its GeoPackage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsVectorLayer

from .attribution import attribute
from .marks import LAYER
from .styles import style_constraint

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ...constraints.store.local_store import LocalStore

PREFIX = "constraint"

#: From the top: what is small would be lost beneath what is large.
_DRAWING_ORDER = (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon)
_KINDS = {Qgis.GeometryType.Point: " (points)", Qgis.GeometryType.Line: " (lines)"}


def constraint_layers(store: LocalStore, catalogue: Catalogue) -> dict[str, QgsVectorLayer]:
    """A styled layer for each dataset and kind of geometry that has features, by mark, in the order of drawing from the top.

    Points stand above lines, lines above areas; then the catalogue's order. Administrative datasets are left out: they constrain nothing.
    """
    return in_drawing_order(dict(filter(None, opened_layers(store, catalogue))))


def opened_layers(store: LocalStore, catalogue: Catalogue) -> Iterator[tuple[str, QgsVectorLayer] | None]:
    """The same, one layer a step, in the catalogue's order: opening one takes up to 20 ms. None for one that is not shown."""
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


def _layer(store: LocalStore, catalogue: Catalogue, slug: str, table: str) -> QgsVectorLayer:
    dataset, snapshot = catalogue.dataset(slug), store.snapshots()[slug]
    layer = QgsVectorLayer(f"{store.path}|layername={table}", dataset.name, "ogr")
    layer.setName(f"{dataset.name}{_KINDS.get(layer.geometryType(), '')}")
    layer.setCustomProperty(LAYER, f"{PREFIX}/{slug}/{table}")
    layer.setReadOnly(True)
    style_constraint(layer, dataset.colour)
    attribute(layer, snapshot.attribution or dataset.attribution, snapshot.licence or dataset.licence)
    return layer
