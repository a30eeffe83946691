"""The sites that an algorithm was given: features of a layer, applications in a folder, or both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from qgis.core import QgsFeature, QgsFeatureSource, QgsProcessingException, QgsProcessingFeedback

from ..boundary.documents import read_document
from ..boundary.intake import read_sites
from ..boundary.transformer import Transformer
from ..domain.boundary import SourceCrs
from ..domain.clock import Clock, today
from ..domain.errors import UnreadableFile

if TYPE_CHECKING:
    from ..domain.reading import SiteReading

_OURS = {crs.value for crs in SourceCrs}


class GivenSites:
    """Reads on demand and stops when the user cancels; ``unreadable`` counts the files that gave no site, each told by name."""

    def __init__(
        self, source: QgsFeatureSource | None, reference: str, applications: str, grid_folders: Sequence[Path], clock: Clock
    ) -> None:
        """Raises QgsProcessingException where neither a layer nor applications were given."""
        if source is None and not applications:
            raise QgsProcessingException("There is nothing to screen: give a layer of sites, or a folder of applications.")
        self._source = source
        self._reference = reference
        self._applications = applications
        self._transformer = Transformer(grid_folders)
        self._clock = clock
        self.unreadable = 0

    def readings(self, feedback: QgsProcessingFeedback) -> Iterator[SiteReading]:
        """Every site; the bar follows the features of the layer."""
        if self._source is not None:
            yield from self._features(self._source, feedback)
        if self._applications:
            yield from self._documents(Path(self._applications), feedback)

    def _features(self, source: QgsFeatureSource, feedback: QgsProcessingFeedback) -> Iterator[SiteReading]:
        crs = source.sourceCrs().authid() or source.sourceCrs().toWkt()
        if not crs:
            raise QgsProcessingException(f"The layer {source.sourceName()} has no coordinate system. Set it in the layer's properties.")
        total = max(source.featureCount(), 1)
        for number, feature in enumerate(source.getFeatures()):
            if feedback.isCanceled():
                return
            try:
                yield self._reading(feature, crs, source.sourceName())
            except UnreadableFile as error:
                self._told(error, feedback)
            feedback.setProgress(100.0 * (number + 1) / total)

    def _reading(self, feature: QgsFeature, crs: str, layer: str) -> SiteReading:
        """One feature, read and checked like any other red line.

        A system that red lines don't arrive in is brought to the National Grid first, and the reading says by which operation.
        """
        site = str(feature[self._reference]) if self._reference else f"{layer} {feature.id()}"
        shape = shapely.from_wkb(bytes(feature.geometry().asWkb())) if feature.hasGeometry() else None
        foreign = shape is not None and crs not in _OURS
        if foreign:
            shape = self._transformer.to_national_grid_from(shape, crs)
        document = _document(shape, SourceCrs.NATIONAL_GRID.value if foreign else crs)
        (reading,) = read_document(f"{site}.geojson", document, self._transformer, on=today(self._clock))
        reading = replace(reading, site=site, file=layer, found=f"feature {feature.id()} of the layer {layer}")
        if foreign and reading.boundary is not None:
            return replace(reading, boundary=replace(reading.boundary, accuracy=self._transformer.accuracy_from(crs)))
        return reading

    def _documents(self, path: Path, feedback: QgsProcessingFeedback) -> Iterator[SiteReading]:
        for number, item in enumerate(read_sites([path], self._transformer, clock=self._clock)):
            if feedback.isCanceled():
                return
            if isinstance(item, UnreadableFile):
                self._told(item, feedback)
                continue
            feedback.setProgressText(f"Site {number + 1}: {item.site}")
            yield item

    def _told(self, error: UnreadableFile, feedback: QgsProcessingFeedback) -> None:
        self.unreadable += 1
        feedback.reportError(str(error))


def _document(shape: shapely.Geometry | None, crs: str) -> bytes:
    """A feature as GeoJSON that says which system it is in; every digit of the coordinates is kept."""
    geometry: Any = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    labelled = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
    return json.dumps({"type": "Feature", "crs": labelled, "properties": {}, "geometry": geometry}).encode("utf-8")
