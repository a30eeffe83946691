"""redline:exportstandard: a layer as the platform takes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from .about import About, Group
from .redline_algorithm import RedlineAlgorithm
from .standard_input import add_standard_input, file_of, progress_of, standard_input

#: Faults that are left and told one by one.
_MOST_TOLD = 20


class ExportStandardAlgorithm(RedlineAlgorithm):
    """Writes CSV and GeoJSON, and checks what it wrote."""

    FIX, OUTPUT, MET, READY, LEFT = "FIX", "OUTPUT", "MET", "READY", "LEFT"

    about = About(
        name="exportstandard",
        title="Export to the national standard",
        summary="Writes a layer as planning.data.gov.uk takes it, and checks once more what was written.",
        group=Group.STANDARD,
        icon="lay-on-line",
        help="DATASET.csv and, with geometries, DATASET.geojson, under the national names, in longitude and latitude (WGS 84) with six "
        "decimals. Nothing is dropped: what can't be mapped is named.",
        example="--INPUT=tpo.gpkg --DATASET=tree-preservation-zone --MAPPING=tpo.json --OUTPUT=published",
        tags=("planning", "national standard", "conservation area", "tree preservation", "article 4", "publish"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_standard_input(self)
        self.add(
            QgsProcessingParameterBoolean(self.FIX, "Make safe fixes", True),
            "Dates as YYYY-MM-DD, spaces taken off, codes in their register's letters, shapes repaired. The layer itself stays as it is.",
        )
        self.add(QgsProcessingParameterFolderDestination(self.OUTPUT, "Folder"), "Where the files are written.")
        self.addOutput(QgsProcessingOutputBoolean(self.MET, "Nothing must or should be mended"))
        self.addOutput(QgsProcessingOutputBoolean(self.READY, "Ready to be published"))
        self.addOutput(QgsProcessingOutputNumber(self.LEFT, "Faults that are left"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.standard.issue import Severity
        from ..constraints.standard.publish import publish
        from ..reports.standard_words import export_words, is_ready, issue_words
        from ..rules.rules import Rules

        table, known, transformer, on = standard_input(self, parameters, context, feedback)
        folder, rules = Path(self.parameterAsString(parameters, self.OUTPUT, context)), Rules(on)
        fix = self.parameterAsBoolean(parameters, self.FIX, context)
        source, told = file_of(self, parameters, context), progress_of(feedback)
        published = publish(table, folder, transformer, on, known, source=source, as_it_is=not fix, told=told)
        left = [issue for issue in published.report.issues if issue.severity is not Severity.WARNING]
        for issue in left[:_MOST_TOLD]:
            feedback.pushWarning(issue_words(issue))
        for words, is_concern in export_words(published, rules):
            (feedback.pushWarning if is_concern else feedback.pushInfo)(words)
        counts = {self.MET: published.report.is_met, self.READY: is_ready(published, rules), self.LEFT: len(left)}
        return {self.OUTPUT: str(folder), **counts}
