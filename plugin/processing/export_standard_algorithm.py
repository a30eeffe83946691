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
from .standard_input import add_standard_input, standard_input


class ExportStandardAlgorithm(RedlineAlgorithm):
    """Writes CSV and GeoJSON, and checks what it wrote."""

    FIX, OUTPUT, MET, LEFT = "FIX", "OUTPUT", "MET", "LEFT"

    about = About(
        name="exportstandard",
        title="Export a layer to the national standard",
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
        self.addOutput(QgsProcessingOutputNumber(self.LEFT, "Faults that are left"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.standard.check import check_standard
        from ..constraints.standard.column_mapping import ColumnMapping
        from ..constraints.standard.export import export_standard
        from ..constraints.standard.issue import Severity
        from ..constraints.standard.mend import mended
        from ..constraints.standard.standard_table import read_table
        from ..domain.clock import SystemClock, today
        from ..reports.accuracy_words import accuracy_words

        table, transformer = standard_input(self, parameters, context, feedback)
        on = today(SystemClock())
        made, places = mended(table, on) if self.parameterAsBoolean(parameters, self.FIX, context) else (table, 0)
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        exported = export_standard(made, folder, transformer)
        report = check_standard(read_table(exported.files[0], table.standard, ColumnMapping(), transformer), on)
        feedback.pushInfo(f"Mended on the way: {places:,}. Positions: {accuracy_words(exported.accuracy)}.")
        if exported.unmapped:
            feedback.pushWarning(f"Not in the export, because no field takes it: {', '.join(exported.unmapped)}.")
        left = [issue for issue in report.issues if issue.severity is not Severity.WARNING]
        for issue in left[:20]:
            feedback.pushWarning(f"Row {issue.row}: {issue.message}")
        return {self.OUTPUT: str(folder), self.MET: report.is_met, self.LEFT: len(left)}
