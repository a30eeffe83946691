"""Screened sites as one GeoJSON FeatureCollection in WGS84: a feature for each site, one for each finding with its overlap."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..domain.finding import Screening
from ..domain.reading import SiteReading
from ..reports.forms import dataset_form
from ..reports.table import finding_rows, site_row
from .json_document import JsonDocument
from .site_sink import SiteSink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..boundary.transformer import Transformer

#: Degrees to about a millimetre.
_DEGREE_DECIMALS = 8


class GeoJsonSink(SiteSink):
    """RFC 7946. ``kind`` is "site" or "finding"; a site holds the states of all its datasets, what does not overlap has no geometry."""

    def __init__(self, path: Path, transformer: Transformer) -> None:
        super().__init__(path)
        self._transformer = transformer

    def _open(self, path: Path) -> None:
        self._closing = ExitStack()
        file = self._closing.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace"))
        self._document = JsonDocument(file, "features", ensure_ascii=False)
        self._document.also("type", "FeatureCollection")
        self._closing.enter_context(self._document)

    def add(self, reading: SiteReading, screening: Screening) -> None:
        """The site, then its findings."""
        boundary = reading.boundary
        site = {"kind": "site", **site_row(reading, screening), "datasets": [dataset_form(result) for result in screening.datasets]}
        self._document.add(self._feature(boundary.geometry if boundary is not None else None, site))
        for finding, row in finding_rows(screening):
            self._document.add(self._feature(finding.overlap, {"kind": "finding", **row}))

    def _feature(self, geometry: shapely.Geometry | None, properties: dict[str, Any]) -> dict[str, Any]:
        return {"type": "Feature", "geometry": self._geometry(geometry), "properties": properties}

    def _geometry(self, geometry: shapely.Geometry | None) -> dict[str, Any] | None:
        if geometry is None or shapely.is_empty(geometry):
            return None
        return degrees_geojson(self._transformer, np.array([geometry], dtype=object))[0]

    def _close(self) -> None:
        self._closing.close()


def degrees_geojson(transformer: Transformer, shapes: NDArray[np.object_]) -> list[dict[str, Any]]:
    """Shapes in EPSG:27700 as GeoJSON geometries in WGS84, exteriors anticlockwise, to about a millimetre."""
    degrees = shapely.orient_polygons(transformer.to_wgs84(shapes))
    return [json.loads(text, parse_float=lambda digits: round(float(digits), _DEGREE_DECIMALS)) for text in shapely.to_geojson(degrees)]
