"""redline:checkstandard: what a layer lacks of the national standard for its dataset."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from .about import About, Group
from .redline_algorithm import RedlineAlgorithm
from .standard_input import add_standard_input, progress_of, standard_input
from .table_sink import TableSink, fields_of, point_of

_COLUMNS = (("row", int), ("reference", str), ("field", str), ("code", str), ("severity", str), ("message", str), ("fix", str))


class CheckStandardAlgorithm(RedlineAlgorithm):
    """Each fault is a row, with the shape of its record where that has one."""

    ISSUES, PLACES, MET, MUST_FIX, SHOULD_FIX = "ISSUES", "PLACES", "MET", "MUST_FIX", "SHOULD_FIX"

    about = About(
        name="checkstandard",
        title="Check against the national standard",
        summary="Says what a layer lacks before it can be published on planning.data.gov.uk.",
        group=Group.STANDARD,
        icon="verdict-passes",
        help="Makes the checks of the platform's own service, and some that it does not make. Each fault names its row, field and remedy.",
        example="--INPUT=tpo.gpkg --DATASET=tree-preservation-zone --MAPPING=tpo.json --ISSUES=faults.gpkg",
        tags=("planning", "national standard", "conservation area", "tree preservation", "article 4", "publish", "validate"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_standard_input(self)
        self.add(
            QgsProcessingParameterFeatureSink(self.ISSUES, "Faults", Qgis.ProcessingSourceType.VectorPolygon),
            "A row each: row, reference, field, code, severity, a sentence and the remedy, with the record's area to zoom to. Faults of "
            "points and of tables have no geometry.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.PLACES, "Places of faults", Qgis.ProcessingSourceType.VectorPoint, optional=True),
            "The same as points on their records, also where these are points. What is of no record, a missing column say, has no point.",
        )
        self.addOutput(QgsProcessingOutputBoolean(self.MET, "Nothing must or should be mended"))
        self.addOutput(QgsProcessingOutputNumber(self.MUST_FIX, "Faults that must be mended"))
        self.addOutput(QgsProcessingOutputNumber(self.SHOULD_FIX, "Faults that should be mended"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.standard.check import check_standard
        from ..constraints.standard.issue import Severity
        from ..gui.layers.finding_row import polygons_of
        from ..reports.standard_words import check_words

        table, known, _, on = standard_input(self, parameters, context, feedback)
        report = check_standard(table, on, known, progress_of(feedback))
        results: dict[str, Any] = {}
        sink = TableSink(self.sink(parameters, self.ISSUES, fields_of(_COLUMNS), Qgis.WkbType.MultiPolygon, context, results), _COLUMNS)
        fields, point = fields_of(_COLUMNS), Qgis.WkbType.Point
        points = TableSink(self.sink(parameters, self.PLACES, fields, point, context, results), _COLUMNS)
        for issue in report.issues:
            told = {"row": issue.row, "field": issue.field, "code": issue.code, "severity": issue.severity.value, "message": issue.message}
            place = table.position(issue.row) if issue.row is not None else None
            reference = table.rows[place]["reference"] if place is not None else ""
            row = {**told, "reference": reference, "fix": issue.fix.words if issue.fix else ""}
            area, at = (table.shape(issue.row, name) if issue.row is not None else None for name in ("geometry", "point"))
            sink.add(row, polygons_of(area))
            where = point_of(at if area is None else area)
            if where is not None:
                points.add(row, where)
        for severity in Severity:
            feedback.pushInfo(f"{severity.value}: {len(report.of(severity)):,}")
        for words in check_words(report):
            feedback.pushInfo(words)
        counts = {self.MUST_FIX: len(report.of(Severity.MUST_FIX)), self.SHOULD_FIX: len(report.of(Severity.SHOULD_FIX))}
        return {**results, self.MET: report.is_met, **counts}
