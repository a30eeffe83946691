"""geopandas: sjoin for the pairs, overlay for what of each constraint lies in the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from ..answers import Answers
from ..job import Job, SiteFile
from ..peer import Bulk, Peer
from ..source import site_texts, wholes

_CRS = "EPSG:27700"


class GeopandasOverlay(Bulk):
    """As its guide has it; only what sjoin has found goes into overlay, which is far quicker."""

    @property
    def versions(self) -> str:
        return f"geopandas {geopandas.__version__}, shapely {shapely.__version__}, GEOS {shapely.geos_version_string}"

    def load(self) -> None:
        """Read the constraints into a frame."""
        numbers, shapes = [], []
        for batch in wholes(self.generation):
            numbers.append(batch.numbers)
            shapes.append(shapely.from_wkb(np.array(batch.geometries, dtype=object)))
        self._constraints = geopandas.GeoDataFrame({"entity": np.concatenate(numbers)}, geometry=np.concatenate(shapes), crs=_CRS)

    def sites(self, file: SiteFile) -> Any:
        """The sites as a frame."""
        shapes = shapely.from_wkt(np.array(site_texts(Path(file.path)), dtype=object))
        return geopandas.GeoDataFrame({"site": np.arange(len(shapes))}, geometry=shapes, crs=_CRS)

    def bulk(self, sites: Any) -> Any:
        """Pairs first, then the overlay of the outlines that are in one."""
        pairs = geopandas.sjoin(self._constraints, sites, predicate="intersects")
        met = self._constraints.loc[pairs.index.unique()]
        outlines = met[met.geom_type.isin(["Polygon", "MultiPolygon"])]
        return pairs, geopandas.overlay(outlines, sites, how="intersection")

    def keep(self, found: Any, path: Path) -> None:
        """The pairs with the areas of the overlay, 0 where there is none."""
        pairs, overlaid = found
        sites = np.concatenate([pairs["site"], overlaid["site"]])
        entities = np.concatenate([pairs["entity"], overlaid["entity"]])
        Answers.of(sites, entities, np.concatenate([np.zeros(len(pairs)), overlaid.geometry.area])).save(path)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return GeopandasOverlay(job)
