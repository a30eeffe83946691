"""redline:refresh: an authority's constraint data, fetched from the Planning Data platform."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm
from .table_sink import TableSink, fields_of

_COLUMNS = (("dataset", str), ("outcome", str), ("before", int), ("count", int), ("sent", int), ("sentence", str))

_HELP = """Fetches constraint data from planning.data.gov.uk into a store. What is in use stays in use until the new is whole.

Authority: its name, reference (SWK) or code (E09000028).
Datasets: all of them where none is chosen.
May shrink: datasets that may be emptied or lose more than a tenth of their records; else the store keeps what it has of them.
Put into use: else the new generation waits, to be compared first."""


class RefreshAlgorithm(RedlineAlgorithm):
    """Builds a generation beside the one in use, and puts it into use where that is wanted."""

    AUTHORITY, DATASETS, FEWER, AFRESH, ACCEPT = "AUTHORITY", "DATASETS", "FEWER", "AFRESH", "ACCEPT"
    ADDRESS, OUTCOMES, GENERATION = "ADDRESS", "OUTCOMES", "GENERATION"

    def name(self) -> str:
        return "refresh"

    def displayName(self) -> str:
        return "Refresh constraint data from the Planning Data platform"

    def shortDescription(self) -> str:
        return "Fetches an authority's constraint data, whole or only what is new, and never harms what is in use."

    def shortHelpString(self) -> str:
        return _HELP

    def tags(self) -> list[str]:
        return ["planning", "constraint", "store", "planning data", "download", "update"]

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        from ..constraints.catalogue import Catalogue

        slugs = [each.slug for each in Catalogue.load().constraints]
        for parameter in (
            self.store_parameter(),
            QgsProcessingParameterString(self.AUTHORITY, "Authority"),
            QgsProcessingParameterEnum(self.DATASETS, "Datasets", slugs, allowMultiple=True, optional=True, usesStaticStrings=True),
            QgsProcessingParameterEnum(self.FEWER, "May shrink", slugs, allowMultiple=True, optional=True, usesStaticStrings=True),
            QgsProcessingParameterBoolean(self.AFRESH, "Fetch everything, not only what is new", False),
            QgsProcessingParameterBoolean(self.ACCEPT, "Put into use", True),
            QgsProcessingParameterString(self.ADDRESS, "Address of the platform, where it is another", optional=True),
            QgsProcessingParameterFeatureSink(
                self.OUTCOMES, "What became of each dataset", Qgis.ProcessingSourceType.Vector, optional=True
            ),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputString(self.GENERATION, "The new generation, empty where nothing changed"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..boundary.transformer import Transformer
        from ..constraints.catalogue import Catalogue
        from ..constraints.platform.asker import Asker
        from ..constraints.platform.platform_settings import settings_for
        from ..constraints.platform.refresh import refresh
        from ..constraints.profile import Profile
        from ..constraints.store.put_back import put_into_use
        from ..domain.clock import SystemClock
        from ..gui.network.platform_web import QgisPlatformWeb

        folder = self.store_folder(parameters, context)
        catalogue, web = Catalogue.load(), QgisPlatformWeb(feedback)
        settings = settings_for(self.parameterAsString(parameters, self.ADDRESS, context))
        chosen = self.parameterAsEnumStrings(parameters, self.DATASETS, context)
        found = refresh(
            folder,
            self.parameterAsString(parameters, self.AUTHORITY, context),
            chosen or [each.slug for each in catalogue.constraints],
            Asker(web, settings, web.wait),
            transformer=Transformer(grid_folders(StoredSettings().load(), Profile.default())),
            clock=SystemClock(),
            catalogue=catalogue,
            allow_fewer=self.parameterAsEnumStrings(parameters, self.FEWER, context),
            afresh=self.parameterAsBoolean(parameters, self.AFRESH, context),
            told=lambda dataset, done, total: feedback.setProgressText(f"{dataset}: {done:,} of {total:,}"),
        )
        results: dict[str, Any] = {}
        sink = TableSink(self.sink(parameters, self.OUTCOMES, fields_of(_COLUMNS), Qgis.WkbType.NoGeometry, context, results), _COLUMNS)
        for each in found.datasets:
            told = {"dataset": each.dataset, "outcome": each.outcome.value, "before": each.before, "count": each.count, "sent": each.sent}
            sink.add({**told, "sentence": each.sentence})
            (feedback.pushWarning if each.sentence else feedback.pushInfo)(each.sentence or f"{each.dataset}: {each.outcome.value}")
        if found.generation and self.parameterAsBoolean(parameters, self.ACCEPT, context):
            put_into_use(folder, found.generation)
        return {**results, self.GENERATION: found.generation}
