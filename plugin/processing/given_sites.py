"""The sites that an algorithm was given: features of a layer, applications in a folder, or both."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import shapely
from qgis.core import QgsFeature, QgsFeatureSource, QgsProcessingException, QgsProcessingFeedback

from ..boundary.documents import read_document
from ..boundary.intake import read_sites
from ..boundary.many.site_names import SiteNames
from ..boundary.mapping import ColumnMapping
from ..boundary.tables import arcs_straightened
from ..boundary.transformer import Transformer
from ..domain.boundary import SourceCrs
from ..domain.clock import Clock, today
from ..domain.errors import UnreadableFile
from ..gui.layers.layer_records import plain_value
from .redline_algorithm import is_left_out, stop_if_cancelled

if TYPE_CHECKING:
    from ..domain.reading import SiteReading

_OURS = {crs.value for crs in SourceCrs}


class GivenSite(NamedTuple):
    """One site: ``row`` is the number of its feature in the layer, or its place in its file, counted from 1."""

    row: int
    reading: SiteReading


class GivenSites:
    """Reads on demand; ``unreadable`` counts the files that gave no site, each told by name."""

    def __init__(
        self, source: QgsFeatureSource | None, reference: str, applications: str, grid_folders: Sequence[Path], clock: Clock
    ) -> None:
        self._source = source
        self._reference = reference
        self._applications = applications
        self._transformer = Transformer(grid_folders)
        self._names = SiteNames()
        self._clock = clock
        self.unreadable = 0

    def readings(self, feedback: QgsProcessingFeedback) -> Iterator[SiteReading]:
        """Every site; see :meth:`sites`."""
        for site in self.sites(feedback):
            yield site.reading

    def sites(self, feedback: QgsProcessingFeedback) -> Iterator[GivenSite]:
        """Every site; the bar follows the features, then the files. Raises QgsProcessingException where the user stops it."""
        if self._source is not None:
            yield from self._features(self._source, feedback)
        if self._applications:
            yield from self._documents(Path(self._applications), feedback)
        stop_if_cancelled(feedback)

    def _features(self, source: QgsFeatureSource, feedback: QgsProcessingFeedback) -> Iterator[GivenSite]:
        crs = source.sourceCrs().authid() or source.sourceCrs().toWkt()
        if not crs:
            raise QgsProcessingException(f"The layer {source.sourceName()} has no coordinate system. Set it in the layer's properties.")
        total = max(source.featureCount(), 1)
        for number, feature in enumerate(source.getFeatures()):
            stop_if_cancelled(feedback)
            try:
                yield GivenSite(feature.id(), self._reading(feature, crs, source.sourceName()))
            except UnreadableFile as error:
                self._told(error, feedback)
            feedback.setProgress(100.0 * (number + 1) / total)

    def _reading(self, feature: QgsFeature, crs: str, layer: str) -> SiteReading:
        """One feature, read and checked like any other red line.

        A system that red lines don't arrive in is brought to the National Grid first, and the reading says by which operation.
        """
        (site,) = self._names.free([self._name(feature, layer)])
        drawn = feature.geometry()
        arcs = feature.hasGeometry() and drawn.constGet().hasCurvedSegments()
        if arcs:
            drawn.convertToStraightSegment()
        shape = shapely.from_wkb(bytes(drawn.asWkb())) if feature.hasGeometry() else None
        foreign = shape is not None and crs not in _OURS
        if foreign:
            shape = self._transformer.to_national_grid_from(shape, crs)
        document = _document(shape, SourceCrs.NATIONAL_GRID.value if foreign else crs, self._said(feature))
        (reading,) = read_document(f"{site}.geojson", document, self._transformer, on=today(self._clock))
        checks = (*reading.checks, arcs_straightened()) if arcs else reading.checks
        reading = replace(reading, site=site, file=layer, found=f"feature {feature.id()} of the layer {layer}", checks=checks)
        if foreign and reading.boundary is not None:
            return replace(reading, boundary=replace(reading.boundary, accuracy=self._transformer.accuracy_from(crs)))
        return reading

    def _said(self, feature: QgsFeature) -> dict[str, Any]:
        """What a feature says of its application, as the same layer would in a file: its day is what rules are asked for, say."""
        names = [field.name() for field in feature.fields()]
        known = ColumnMapping().over(names)
        wanted = {column for column in (getattr(known, each.name) for each in fields(known)) if column}
        said = {name: plain_value(value) for name, value in zip(names, feature.attributes()) if name in wanted}
        return {name: value for name, value in said.items() if isinstance(value, (str, int, float))}

    def _name(self, feature: QgsFeature, layer: str) -> str:
        named = feature[self._reference] if self._reference else None
        return f"{layer} {feature.id()}" if is_left_out(named) else str(named)

    def _documents(self, path: Path, feedback: QgsProcessingFeedback) -> Iterator[GivenSite]:
        total = sum(1 for each in path.rglob("*") if each.is_file()) or 1
        found: Counter[str] = Counter()
        for item in read_sites([path], self._transformer, clock=self._clock):
            stop_if_cancelled(feedback)
            found[item.file] += 1
            # What lies in a zip is many files of one
            feedback.setProgress(min(100.0, 100.0 * len(found) / total))
            if isinstance(item, UnreadableFile):
                self._told(item, feedback)
                continue
            feedback.setProgressText(f"{item.file}: {item.site}")
            yield GivenSite(found[item.file], item)

    def _told(self, error: UnreadableFile, feedback: QgsProcessingFeedback) -> None:
        self.unreadable += 1
        feedback.reportError(str(error))


def _document(shape: shapely.Geometry | None, crs: str, properties: dict[str, Any]) -> bytes:
    """A feature as GeoJSON that says which system it is in; every digit of the coordinates is kept."""
    geometry: Any = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    labelled = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
    return json.dumps({"type": "Feature", "crs": labelled, "properties": properties, "geometry": geometry}).encode("utf-8")
