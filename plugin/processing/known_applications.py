"""The applications among which the history of a site is looked for: a case file's, a layer's, a folder's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from qgis.core import QgsFeature, QgsFeatureSource, QgsProcessingException, QgsProcessingFeedback

from ..boundary.claim_checks import address_point
from ..boundary.intake import read_sites
from ..casefile.read_only import read_only
from ..domain.application import Application
from ..domain.errors import UnreadableFile
from ..domain.placed_application import PlacedApplication
from ..gui.layers.layer_records import plain_value
from ..reports.council_application import council_application
from .redline_algorithm import stop_if_cancelled

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..boundary.mapping import ColumnMapping
    from ..boundary.transformer import Transformer
    from ..domain.clock import Clock


@dataclass
class KnownApplications:
    """Reads them to EPSG:27700; ``unreadable`` counts the files that gave none, each told by name."""

    transformer: Transformer
    clock: Clock
    feedback: QgsProcessingFeedback
    unreadable: int = 0

    def of_case_file(self, path: Path) -> list[PlacedApplication]:
        """Open and closed ones. Raises CaseFileError."""
        with read_only(path, self.clock) as reader:
            return reader.placed_applications(self.transformer)

    def of_layer(self, source: QgsFeatureSource, mapping: ColumnMapping) -> Iterator[PlacedApplication]:
        """One for each feature, of any kind of geometry; what ``mapping`` leaves out is looked for by the usual names."""
        crs = source.sourceCrs().authid() or source.sourceCrs().toWkt()
        if not crs:
            raise QgsProcessingException(f"The layer {source.sourceName()} has no coordinate system. Set it in the layer's properties.")
        names = [field.name() for field in source.fields()]
        for feature in source.getFeatures():
            stop_if_cancelled(self.feedback)
            row = {name: plain_value(value) for name, value in zip(names, feature.attributes())}
            yield PlacedApplication(council_application(row, mapping), self._place(feature, crs), source.sourceName())

    def of_folder(self, path: Path) -> Iterator[PlacedApplication]:
        """Every application in the files of a folder; a red line that would have to be repaired counts as it would be then."""
        for item in read_sites([path], self.transformer, clock=self.clock):
            stop_if_cancelled(self.feedback)
            if isinstance(item, UnreadableFile):
                self.unreadable += 1
                self.feedback.reportError(str(item))
                continue
            application = item.application or Application(reference=item.site)
            boundary = item.boundary or (item.proposal.boundary if item.proposal is not None else None)
            place = boundary.geometry if boundary is not None else address_point(application.address, self.transformer)
            yield PlacedApplication(application, place, item.file)

    def _place(self, feature: QgsFeature, crs: str) -> BaseGeometry | None:
        """Where a feature lies; None where it has no geometry, or one that is nowhere in Great Britain."""
        drawn = feature.geometry()
        if drawn.isEmpty():
            return None
        drawn.convertToStraightSegment()
        placed: BaseGeometry = self.transformer.to_national_grid_from(shapely.from_wkb(bytes(drawn.asWkb())), crs)
        return placed if np.isfinite(shapely.get_coordinates(placed)).all() else None
