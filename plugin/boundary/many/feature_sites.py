"""Features of a GeoJSON file of which each is a site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapely

from ...domain.reading import SiteReading
from ..documents import EachFeature
from ..mapping import ColumnMapping
from ..plain_values import as_text
from .raw_sites import RawSites

_POLYGONAL = frozenset({"Polygon", "MultiPolygon"})


def feature_sites(collection: EachFeature, name: str, mapping: ColumnMapping, size: int) -> Iterator[RawSites]:
    """``size`` features of a collection at a time."""

    @lru_cache(maxsize=64)
    def over(keys: tuple[str, ...]) -> ColumnMapping:
        return mapping.over(keys)

    for start in range(0, len(collection.features), size):
        features = collection.features[start : start + size]
        properties = [_properties(feature) for feature in features]
        columns = [over(tuple(each)) for each in properties]
        shapes = shapely.from_geojson(np.array([_geometry(feature) for feature in features], dtype=object), on_invalid="ignore")

        def reread(position: int, start: int = start) -> SiteReading:
            return collection.reading(start + position)

        yield RawSites(
            file=name,
            stem=PurePosixPath(name).stem,
            numbers=range(start + 1, start + len(features) + 1),
            references=[as_text(each.get(known.reference)) for each, known in zip(properties, columns)],
            types=[as_text(each.get(known.type)) for each, known in zip(properties, columns)],
            submitted=[as_text(each.get(known.submitted)) for each, known in zip(properties, columns)],
            shapes=shapes,
            label=collection.label or mapping.crs,
            reread=reread,
        )


def _properties(feature: Any) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _geometry(feature: Any) -> str | None:
    """The polygons of a plain feature as text; whatever is not plain is left to be read by itself."""
    geometry = feature.get("geometry") if isinstance(feature, Mapping) and feature.get("type") == "Feature" else None
    if not isinstance(geometry, Mapping) or geometry.get("type") not in _POLYGONAL or "crs" in feature or "crs" in geometry:
        return None
    return json.dumps(geometry)
