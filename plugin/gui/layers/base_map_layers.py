"""The base map of a council's choice as map layers, with the attribution that must go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer

from ...domain.errors import RedlineError
from .attribution import attribute
from .base_map_style import drawing_place, style_base_map
from .marks import LAYER
from .wmts import wmts_source

if TYPE_CHECKING:
    from ...constraints.base_map import BaseMap

PREFIX = "base-map"


def base_map_layers(base_map: BaseMap) -> dict[str, QgsMapLayer]:
    """The layers by mark, in the order of drawing from the top; none for the kind "project".

    Raises RedlineError where the source can't be shown.
    """
    return dict(filter(None, opened_base_map(base_map)))


def opened_base_map(base_map: BaseMap) -> Iterator[tuple[str, QgsMapLayer] | None]:
    """The same, one layer a step: opening one takes up to 20 ms. None for a step that brought no layer."""
    if base_map.kind == "project":
        return
    if base_map.trouble:
        raise RedlineError(base_map.trouble)
    for opened in _KINDS[base_map.kind](base_map):
        if opened is not None:
            mark, layer = opened
            if not layer.isValid():
                raise RedlineError(f"The base map {base_map.source} can't be shown; correct its source in the options or in the profile.")
            layer.setCustomProperty(LAYER, mark)
            attribute(layer, base_map.attribution, base_map.licence_line)
        yield opened


def _tiles(base_map: BaseMap) -> Iterator[tuple[str, QgsMapLayer]]:
    source = f"type=xyz&zmin=0&zmax=20&url={quote(base_map.source, safe='')}"
    yield PREFIX, QgsRasterLayer(source, "Base map", "wms")


def _wmts(base_map: BaseMap) -> Iterator[tuple[str, QgsMapLayer]]:
    yield PREFIX, QgsRasterLayer(wmts_source(base_map.source, base_map.layer), base_map.layer or "Base map", "wms")


def _file(base_map: BaseMap) -> Iterator[tuple[str, QgsMapLayer] | None]:
    tables = QgsProviderRegistry.instance().querySublayers(base_map.source)
    chosen = [table for table in tables if not base_map.layer or table.name() == base_map.layer]
    if not chosen:
        wanted = f" named {base_map.layer}" if base_map.layer else ""
        raise RedlineError(
            f"The base map {base_map.source} has no layer{wanted} that QGIS can show; correct it in the options or in the profile."
        )
    yield None
    rasters = [table for table in chosen if table.providerKey() in ("gdal", "wms")]
    if rasters:
        yield PREFIX, QgsRasterLayer(rasters[0].uri(), "Base map", rasters[0].providerKey())
        return
    for table in sorted(chosen, key=lambda each: (-drawing_place(each.name()), each.name())):
        layer = QgsVectorLayer(table.uri(), table.name().replace("_", " ").capitalize(), table.providerKey())
        layer.setReadOnly(True)
        style_base_map(layer, table.name())
        yield f"{PREFIX}/{table.name()}", layer


_KINDS: Mapping[str, Callable[[BaseMap], Iterator[tuple[str, QgsMapLayer] | None]]] = {
    "xyz": _tiles,
    "wmts": _wmts,
    "file": _file,
}
