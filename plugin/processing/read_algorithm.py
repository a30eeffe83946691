"""redline:read: red lines of applications or of a layer, where they lie, and everything that is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingParameterFeatureSink

from .about import About, Group
from .sites_algorithm import SitesAlgorithm
from .table_sink import TableSink, fields_of

if TYPE_CHECKING:
    from ..domain.reading import SiteReading

SITE_COLUMNS = (
    *(("site", str), ("reference", str), ("file", str), ("address", str), ("type", str)),
    *(("type_description", str), ("description", str), ("status", str)),
    *(("submitted_on", date), ("received_on", date), ("valid_on", date), ("found", str), ("crs", str), ("accuracy_m", float)),
    *(("area_m2", float), ("declared_area_m2", float), ("parts", int), ("holes", int), ("errors", int), ("warnings", int)),
)


class ReadAlgorithm(SitesAlgorithm):
    """Two tables: the sites with their red lines, and the findings of the checks."""

    SITES, CHECKS, BLOCKED_COUNT = "SITES", "CHECKS", "BLOCKED_COUNT"

    doing = "read"
    about = About(
        name="read",
        title="Read applications",
        summary="Brings the red lines of planning applications, or of a layer, to one layer in the British National Grid.",
        group=Group.APPLICATIONS,
        icon="open-applications",
        help="Each is read as an officer's window reads it, and checked on the way. Its sites can be given to “Screen sites against "
        "constraints”, with “site” as the field that names them: they say of their application what its files said.",
        example="--APPLICATIONS=inbox --SITES=sites.gpkg",
        tags=("planning", "application", "boundary", "red line", "import", "ODP", "BOPS", "Planning Portal"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_sites()
        self.add(
            QgsProcessingParameterFeatureSink(self.SITES, "Sites", Qgis.ProcessingSourceType.VectorPolygon),
            "A row each, with the red line in EPSG:27700 and what the application says of itself. One that can't be used as it is has no "
            "geometry.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.CHECKS, "Checks", Qgis.ProcessingSourceType.Vector, optional=True),
            "A row for each error, warning and remark about a red line; “Check boundaries” gives them with their places.",
        )
        self.add_site_counts()
        self.addOutput(QgsProcessingOutputNumber(self.BLOCKED_COUNT, "Sites whose red line can't be used as it is"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from .red_line_faults import FAULT_COLUMNS, fault_rows

        given = self.given_sites(parameters, context)
        results: dict[str, Any] = {}
        lines = TableSink(
            self.sink(parameters, self.SITES, fields_of(SITE_COLUMNS), Qgis.WkbType.MultiPolygon, context, results), SITE_COLUMNS
        )
        fields, nowhere = fields_of(FAULT_COLUMNS), Qgis.WkbType.NoGeometry
        checks = TableSink(self.sink(parameters, self.CHECKS, fields, nowhere, context, results), FAULT_COLUMNS)
        sites = blocked = 0
        for site in given.sites(feedback):
            boundary = site.reading.boundary
            lines.add(_row(site.reading), boundary.geometry if boundary is not None else None)
            for row, _ in fault_rows(site):
                checks.add(row)
            sites += 1
            blocked += site.reading.blocked
        feedback.pushInfo(f"Sites: {sites:,}. Of them {blocked:,} can't be used as they are. Files not read: {given.unreadable:,}.")
        return {**results, self.SITE_COUNT: sites, self.BLOCKED_COUNT: blocked, self.UNREADABLE_COUNT: given.unreadable}


def _row(reading: SiteReading) -> dict[str, Any]:
    from ..domain.application import Application
    from ..domain.check import Severity

    application, boundary = reading.application or Application(reference=""), reading.boundary
    counts = {severity: sum(check.severity is severity for check in reading.checks) for severity in Severity}
    return {
        "site": reading.site,
        "reference": application.reference,
        "file": reading.file,
        "address": application.address.text,
        "type": application.type_code,
        "type_description": application.type_description,
        "description": application.description,
        "status": application.status,
        "submitted_on": application.submitted_on,
        "received_on": application.received_on,
        "valid_on": application.valid_on,
        "found": reading.found,
        "crs": boundary.crs.value if boundary is not None else None,
        "accuracy_m": boundary.accuracy.metres if boundary is not None else None,
        "area_m2": boundary.area_m2 if boundary is not None else None,
        "declared_area_m2": application.declared_area_m2,
        "parts": len(boundary.polygons) if boundary is not None else None,
        "holes": boundary.hole_count if boundary is not None else None,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
    }
