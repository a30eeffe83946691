"""redline:comparegenerations: what changed in a store between two of its generations."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from .redline_algorithm import RedlineAlgorithm
from .table_sink import TableSink, fields_of

_COLUMNS = (
    *(("dataset", str), ("entity", int), ("reference", str), ("name", str), ("kinds", str), ("moved_m", float)),
    *(("end_date", str), ("words", str)),
)

_HELP = """Compares two generations of a constraint store record by record.

Older, newer: names of generations; usually the one in use and the one before it.

Changes: a row a record, with its area as it is, or as it was last; points and records without a shape have none. A shape that moved by
less than the platform's own simplification did not move."""


class CompareAlgorithm(RedlineAlgorithm):
    """Records that were added, ended, moved, re-worded, or are gone."""

    BEFORE, AFTER, CHANGES, COUNT = "BEFORE", "AFTER", "CHANGES", "COUNT"

    def name(self) -> str:
        return "comparegenerations"

    def displayName(self) -> str:
        return "Compare two generations of a store"

    def shortDescription(self) -> str:
        return "Which constraints were added, ended, moved or re-worded between two loadings."

    def shortHelpString(self) -> str:
        return _HELP

    def tags(self) -> list[str]:
        return ["planning", "constraint", "store", "change", "generation", "history"]

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.store_parameter())
        self.addParameter(QgsProcessingParameterString(self.BEFORE, "Older generation", optional=True))
        self.addParameter(QgsProcessingParameterString(self.AFTER, "Newer generation", optional=True))
        self.addParameter(QgsProcessingParameterFeatureSink(self.CHANGES, "Changes", Qgis.ProcessingSourceType.VectorPolygon))
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, "Changed records"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.changes.chosen_generations import chosen_generations
        from ..constraints.changes.compare_generations import compare_generations
        from ..constraints.store.local_store import LocalStore
        from ..domain.clock import SystemClock, today
        from ..gui.layers.finding_row import polygons_of
        from ..rules.rules import Rules

        folder = self.store_folder(parameters, context)
        before, after = (self.parameterAsString(parameters, name, context) for name in (self.BEFORE, self.AFTER))
        older, newer = chosen_generations(folder, before, after)
        results: dict[str, Any] = {}
        sink = TableSink(self.sink(parameters, self.CHANGES, fields_of(_COLUMNS), Qgis.WkbType.MultiPolygon, context, results), _COLUMNS)
        count = 0

        def begun(slug: str) -> None:
            feedback.pushInfo(slug)
            if feedback.isCanceled():
                raise QgsProcessingException("Stopped.")

        with LocalStore(folder, older) as old, LocalStore(folder, newer) as new:
            for dataset in compare_generations(old, new, Rules(today(SystemClock())), between=begun):
                for change in dataset.changes:
                    entity = change.entity
                    told = {"dataset": entity.dataset, "entity": entity.number, "reference": entity.reference, "name": entity.name}
                    words = "; ".join(f"{word.field}: {word.before} > {word.after}" for word in change.words)
                    ends = entity.end_date.isoformat() if entity.end_date is not None else None
                    kinds = ", ".join(kind.value for kind in change.kinds)
                    row = {**told, "kinds": kinds, "moved_m": change.moved_m, "end_date": ends, "words": words}
                    sink.add(row, polygons_of(change.shapes[-1]) if change.shapes else None)
                    count += 1
        return {**results, self.COUNT: count}
