"""What the window knows of the store without asking it again, and from where QGIS draws its layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsDataSourceUri

from .store_place import StorePlace

if TYPE_CHECKING:
    from ...constraints.open_store import AnyStore
    from ...constraints.postgis.postgis_store import PostgisStore
    from ...domain.dataset import Snapshot

_GRID_ID = "27700"
_TYPES = {"polygon": "MultiPolygon", "line": "MultiLineString", "point": "Point", "multipoint": "MultiPoint"}


class LayerSource(NamedTuple):
    """What QGIS opens a layer by. ``extent`` is west, south, east and north (EPSG:27700) where QGIS would read the whole table for that."""

    uri: str
    provider: str
    extent: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class StoreInUse:
    """One generation of a store as it was when it was read; for any thread, because it holds no connection.

    ``authority`` is "" where the store does not say whose area it is for.
    """

    place: StorePlace
    generation: str
    authority: str
    held: Mapping[str, Snapshot]
    tables: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, LayerSource]

    @classmethod
    def of(cls, store: AnyStore, place: StorePlace) -> StoreInUse:
        """What an open store has, on the thread that opened it."""
        tables = store.layers()
        sources = _sources(store, place, store.layer_kinds())
        return cls(place, store.generation, store.authority_name(), dict(store.snapshots()), tables, sources)

    @classmethod
    def read(cls, place: StorePlace) -> StoreInUse:
        """What the store at a place has now. Raises StoreError, MissingLibrary."""
        with place.open() as store:
            return cls.of(store, place)

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What was loaded, by dataset slug; administrative datasets too."""
        return self.held

    def layers(self) -> Mapping[str, tuple[str, ...]]:
        """The feature layers of each dataset, by slug."""
        return self.tables

    def layer_source(self, layer: str) -> LayerSource:
        """What QGIS opens one of the feature layers by."""
        return self.sources[layer]


def _sources(store: AnyStore, place: StorePlace, kinds: Mapping[str, str]) -> dict[str, LayerSource]:
    from ...constraints.store.local_store import LocalStore

    if isinstance(store, LocalStore):
        return {layer: LayerSource(f"{store.path}|layername={layer}", "ogr") for layer in kinds}
    extents = store.layer_extents()
    return {layer: LayerSource(_uri(store, place, layer, kind), "postgres", extents.get(layer)) for layer, kind in kinds.items()}


def _uri(store: PostgisStore, place: StorePlace, layer: str, kind: str) -> str:
    """The view of a feature layer, with everything told that QGIS would else have to ask the database for."""
    from qgis.core import QgsWkbTypes

    parts, uri = store.parts, QgsDataSourceUri()
    mode = QgsDataSourceUri.decodeSslMode(parts.get("sslmode", "prefer"))
    name, user = parts.get("dbname", ""), parts.get("user", "")
    if parts.get("service"):
        uri.setConnection(parts["service"], name, user, "", mode, place.authcfg)
    else:
        uri.setConnection(parts.get("host", ""), parts.get("port", ""), name, user, "", mode, place.authcfg)
    uri.setDataSource(store.schema, layer, "geom", "", "fid")
    uri.setSrid(_GRID_ID)
    uri.setWkbType(QgsWkbTypes.parseType(_TYPES[kind]))
    uri.setParam("checkPrimaryKeyUnicity", "0")
    # Else each opening counts every record and looks at every shape
    uri.setUseEstimatedMetadata(True)
    return str(uri.uri(False))
