"""redline:read: red lines of applications or of a layer, where they lie, and everything that is wrong with them."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm
from .table_sink import TableSink, fields_of

_SITES = (
    *(("site", str), ("reference", str), ("file", str), ("address", str), ("found", str), ("area_m2", float), ("parts", int)),
    *(("holes", int), ("errors", int), ("warnings", int)),
)
_CHECKS = (("site", str), ("file", str), ("severity", str), ("code", str), ("message", str))

_HELP = """Reads red lines and checks them.

Give a polygon layer, or a folder of planning applications (ODP, BOPS or Planning Portal JSON, GeoJSON, zip), or both.

Sites: a row each, with the red line in EPSG:27700; one that can't be used as it is has none.
Checks: a row for each error, warning and remark about a red line."""


class ReadAlgorithm(RedlineAlgorithm):
    """Two tables: the sites with their red lines, and the findings of the checks."""

    SOURCE, REFERENCE, APPLICATIONS, SITES, CHECKS = "SOURCE", "REFERENCE", "APPLICATIONS", "SITES", "CHECKS"
    SITE_COUNT, BLOCKED_COUNT, UNREADABLE_COUNT = "SITE_COUNT", "BLOCKED_COUNT", "UNREADABLE_COUNT"

    def name(self) -> str:
        return "read"

    def displayName(self) -> str:
        return "Read applications and check their boundaries"

    def shortDescription(self) -> str:
        return "Red lines out of planning applications or a layer, each with what is wrong with it."

    def shortHelpString(self) -> str:
        return _HELP

    def tags(self) -> list[str]:
        return ["planning", "application", "boundary", "red line", "check", "validate", "ODP", "BOPS"]

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        polygons = [Qgis.ProcessingSourceType.VectorPolygon]
        folder = Qgis.ProcessingFileParameterBehavior.Folder
        for parameter in (
            QgsProcessingParameterFeatureSource(self.SOURCE, "Sites (polygons)", polygons, optional=True),
            QgsProcessingParameterField(self.REFERENCE, "Field that names the sites", parentLayerParameterName=self.SOURCE, optional=True),
            QgsProcessingParameterFile(self.APPLICATIONS, "Folder of applications", folder, optional=True),
            QgsProcessingParameterFeatureSink(self.SITES, "Sites", Qgis.ProcessingSourceType.VectorPolygon),
            QgsProcessingParameterFeatureSink(self.CHECKS, "Checks", Qgis.ProcessingSourceType.Vector, optional=True),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(self.SITE_COUNT, "Sites"))
        self.addOutput(QgsProcessingOutputNumber(self.BLOCKED_COUNT, "Sites whose red line can't be used as it is"))
        self.addOutput(QgsProcessingOutputNumber(self.UNREADABLE_COUNT, "Files that could not be read"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.profile import Profile
        from ..domain.check import Severity
        from ..domain.clock import SystemClock
        from .given_sites import GivenSites

        given = GivenSites(
            source=self.parameterAsSource(parameters, self.SOURCE, context),
            reference=self.parameterAsString(parameters, self.REFERENCE, context),
            applications=self.parameterAsFile(parameters, self.APPLICATIONS, context),
            grid_folders=grid_folders(StoredSettings().load(), Profile.default()),
            clock=SystemClock(),
        )
        results: dict[str, Any] = {}
        lines = TableSink(self.sink(parameters, self.SITES, fields_of(_SITES), Qgis.WkbType.MultiPolygon, context, results), _SITES)
        checks = TableSink(self.sink(parameters, self.CHECKS, fields_of(_CHECKS), Qgis.WkbType.NoGeometry, context, results), _CHECKS)
        sites = blocked = 0
        for reading in given.readings(feedback):
            application, boundary = reading.application, reading.boundary
            told = {"site": reading.site, "file": reading.file, "found": reading.found}
            counts = {severity: sum(check.severity is severity for check in reading.checks) for severity in Severity}
            row = {
                **told,
                "reference": application.reference if application is not None else "",
                "address": application.address.text if application is not None else "",
                "area_m2": boundary.area_m2 if boundary is not None else None,
                "parts": len(boundary.polygons) if boundary is not None else None,
                "holes": boundary.hole_count if boundary is not None else None,
                "errors": counts[Severity.ERROR],
                "warnings": counts[Severity.WARNING],
            }
            lines.add(row, boundary.geometry if boundary is not None else None)
            for check in reading.checks:
                about = {"severity": check.severity.value, "code": check.code, "message": check.message}
                checks.add({"site": reading.site, "file": reading.file, **about})
            sites += 1
            blocked += reading.blocked
        return {**results, self.SITE_COUNT: sites, self.BLOCKED_COUNT: blocked, self.UNREADABLE_COUNT: given.unreadable}
