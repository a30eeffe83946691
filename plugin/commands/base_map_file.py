"""The council's base map around a place, for a page that is written without QGIS: what a vector file of it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shapely
import shapely.geometry

from ..boundary.vector_source import asking_nobody, failures, layer_names, opening_options
from ..reports.change_map.surroundings import LAYERS, Feature, Surroundings

if TYPE_CHECKING:
    from ..constraints.base_map import BaseMap
    from ..constraints.box import Box

#: Features of one layer beyond which a page would be larger than its reader's patience.
_MOST = 4000
_GRID = 27700


def base_map_around(base_map: BaseMap, box: Box) -> Surroundings:
    """What the layers of a base map of kind "file" hold in ``box`` (EPSG:27700), by the names that maps are drawn by.

    Nothing for any other kind, for a picture, and for a file that can't be read: a page is complete without it.
    """
    try:
        import fiona
    except ImportError:
        return Surroundings()
    if base_map.kind != "file" or not Path(base_map.source).is_file():
        return Surroundings()
    found: dict[str, list[Feature]] = {}
    try:
        with asking_nobody():
            for name in (layer for layer in layer_names(base_map.source) if layer in LAYERS):
                with fiona.open(base_map.source, layer=name, **opening_options(base_map.source)) as layer:
                    if layer.crs and layer.crs.to_epsg() == _GRID:
                        rows = [row for row, _ in zip(layer.filter(bbox=box), range(_MOST)) if row.geometry is not None]
                        found[name] = [Feature(shapely.geometry.shape(row.geometry), str(row.properties.get("name") or "")) for row in rows]
    except failures():
        return Surroundings()
    return Surroundings(found, base_map.attribution) if found else Surroundings()
