"""redline:checkboundaries: what is wrong with red lines, and where."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
)

from .about import About, Group
from .sites_algorithm import SitesAlgorithm
from .table_sink import TableSink, fields_of

_LEVELS = ("error", "warning", "information")


class CheckBoundariesAlgorithm(SitesAlgorithm):
    """A table of faults, and a layer of where they are."""

    LEVEL, ISSUES, PLACES = "LEVEL", "ISSUES", "PLACES"
    SOUND, ERROR_COUNT, WARNING_COUNT, BLOCKED_COUNT = "SOUND", "ERROR_COUNT", "WARNING_COUNT", "BLOCKED_COUNT"

    doing = "check"
    about = About(
        name="checkboundaries",
        title="Check boundaries",
        summary="Says what is wrong with red lines, and where.",
        group=Group.APPLICATIONS,
        icon="severity-warning",
        help="A line that crosses itself, holes outside it, parts that lie over each other, spikes and gaps, swapped axes, a place that "
        "is not in England, an area other than the one declared, and more: each with a code that does not change. An error means that "
        "the red line can't be used as it is. Nothing is repaired here.",
        example="--SOURCE=red-lines.gpkg --REFERENCE=ref --ISSUES=faults.csv --PLACES=places.gpkg",
        tags=("planning", "application", "boundary", "red line", "check", "validate", "geometry", "self-intersection"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_sites()
        self.add(
            QgsProcessingParameterEnum(
                self.LEVEL, "Least severity to list", list(_LEVELS), defaultValue=_LEVELS[-1], usesStaticStrings=True
            ),
            "“error” lists what stops a red line from being used, “warning” also what an officer should look at, “information” all.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.ISSUES, "Faults", Qgis.ProcessingSourceType.Vector),
            "A row for each: the site, its row in the layer or file, severity, code, a sentence, and where.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.PLACES, "Places of faults", Qgis.ProcessingSourceType.VectorPoint, optional=True),
            "The same as points: where the fault is, or on the site where it is nowhere in particular. What can't be placed has no point.",
        )
        self.add_site_counts()
        self.addOutput(QgsProcessingOutputBoolean(self.SOUND, "No red line has an error, and every file could be read"))
        self.addOutput(QgsProcessingOutputNumber(self.ERROR_COUNT, "Errors"))
        self.addOutput(QgsProcessingOutputNumber(self.WARNING_COUNT, "Warnings"))
        self.addOutput(QgsProcessingOutputNumber(self.BLOCKED_COUNT, "Sites whose red line can't be used as it is"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from .red_line_faults import FAULT_COLUMNS, fault_rows

        given = self.given_sites(parameters, context)
        listed = _LEVELS[: _LEVELS.index(self.parameterAsEnumString(parameters, self.LEVEL, context)) + 1]
        results: dict[str, Any] = {}
        fields, nowhere, point = fields_of(FAULT_COLUMNS), Qgis.WkbType.NoGeometry, Qgis.WkbType.Point
        issues = TableSink(self.sink(parameters, self.ISSUES, fields, nowhere, context, results), FAULT_COLUMNS)
        places = TableSink(self.sink(parameters, self.PLACES, fields, point, context, results), FAULT_COLUMNS)
        counts: Counter[str] = Counter()
        sites = blocked = 0
        for site in given.sites(feedback):
            for row, place in fault_rows(site):
                counts[row["severity"]] += 1
                if row["severity"] in listed:
                    issues.add(row)
                    if place is not None:
                        places.add(row, place)
            sites += 1
            blocked += site.reading.blocked
        errors, warnings = counts["error"], counts["warning"]
        feedback.pushInfo(
            f"Sites: {sites:,}. Errors: {errors:,}. Warnings: {warnings:,}. Files that could not be read: {given.unreadable:,}."
        )
        told = {self.SITE_COUNT: sites, self.UNREADABLE_COUNT: given.unreadable, self.BLOCKED_COUNT: blocked}
        sound = not errors and not given.unreadable
        return {**results, **told, self.SOUND: sound, self.ERROR_COUNT: errors, self.WARNING_COUNT: warnings}
