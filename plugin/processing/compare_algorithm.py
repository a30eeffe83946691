"""redline:comparegenerations: what changed in a store between two of its generations."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from .about import About, Group
from .redline_algorithm import RedlineAlgorithm, stop_if_cancelled
from .table_sink import TableSink, fields_of

_COLUMNS = (
    *(("dataset", str), ("entity", int), ("reference", str), ("name", str), ("kinds", str), ("moved_m", float)),
    *(("end_date", str), ("words", str)),
)


class CompareAlgorithm(RedlineAlgorithm):
    """Records that were added, ended, moved, re-worded, or are gone."""

    BEFORE, AFTER, CHANGES, COUNT = "BEFORE", "AFTER", "CHANGES", "COUNT"

    about = About(
        name="comparegenerations",
        title="Compare two generations of a store",
        summary="Says which constraints were added, ended, moved or re-worded between two loadings of a constraint store.",
        group=Group.LAYERS,
        icon="constraint-layers",
        help="Compared record by record. A shape that moved by less than the platform's own simplification did not move.",
        example="--STORE=store --CHANGES=changes.gpkg",
        tags=("planning", "constraint", "store", "change", "generation", "history"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.store_parameter())
        self.add(
            QgsProcessingParameterString(self.BEFORE, "Older generation", optional=True),
            "The name of a generation, as “scripts/redline store info” and the Constraint layers window list them. Left empty: the one "
            "before the newer.",
        )
        self.add(
            QgsProcessingParameterString(self.AFTER, "Newer generation", optional=True),
            "The same. Left empty: the one in use.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(self.CHANGES, "Changes", Qgis.ProcessingSourceType.VectorPolygon),
            "A row for each record: what changed, how far it moved in metres, and its area as it is, or as it was last. Points and records "
            "without a shape have no geometry.",
        )
        self.addOutput(QgsProcessingOutputNumber(self.COUNT, "Changed records"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..constraints.changes.chosen_generations import chosen_generations
        from ..constraints.changes.compare_generations import compare_generations
        from ..domain.clock import today
        from ..gui.layers.finding_row import polygons_of
        from ..rules.rules import Rules

        place = self.store_place(parameters, context)
        before, after = (self.parameterAsString(parameters, name, context) for name in (self.BEFORE, self.AFTER))
        older, newer = chosen_generations(place.address, before, after, place.credentials())
        results: dict[str, Any] = {}
        sink = TableSink(self.sink(parameters, self.CHANGES, fields_of(_COLUMNS), Qgis.WkbType.MultiPolygon, context, results), _COLUMNS)
        count = 0

        def begun(slug: str) -> None:
            feedback.pushInfo(slug)
            stop_if_cancelled(feedback)

        with place.open(older) as old, place.open(newer) as new:
            for dataset in compare_generations(old, new, Rules(today(self.clock)), between=begun):
                for change in dataset.changes:
                    entity = change.entity
                    told = {"dataset": entity.dataset, "entity": entity.number, "reference": entity.reference, "name": entity.name}
                    words = "; ".join(f"{word.field}: {word.before} > {word.after}" for word in change.words)
                    ends = entity.end_date.isoformat() if entity.end_date is not None else None
                    kinds = ", ".join(kind.value for kind in change.kinds)
                    row = {**told, "kinds": kinds, "moved_m": change.moved_m, "end_date": ends, "words": words}
                    sink.add(row, polygons_of(change.shapes[-1]) if change.shapes else None)
                    count += 1
        stop_if_cancelled(feedback)
        feedback.pushInfo(f"Changed records: {count:,}.")
        return {**results, self.COUNT: count}
