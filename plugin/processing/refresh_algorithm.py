"""redline:refresh: an authority's constraint data, fetched from the Planning Data platform."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.settings import StoredSettings
from ..reports.entity_change_words import change_words
from ..reports.refresh_words import not_taken
from .about import About, Group
from .redline_algorithm import RedlineAlgorithm, stop_if_cancelled
from .table_sink import TableSink, fields_of

if TYPE_CHECKING:
    from ..casefile.screened.refreshing import Review

_COLUMNS = (("dataset", str), ("outcome", str), ("before", int), ("count", int), ("sent", int), ("sentence", str))


class RefreshAlgorithm(RedlineAlgorithm):
    """Builds a generation beside the one in use, and puts it into use where that is wanted."""

    AUTHORITY, DATASETS, FEWER, AFRESH, ACCEPT = "AUTHORITY", "DATASETS", "FEWER", "AFRESH", "ACCEPT"
    CASE_FILE, WITHIN, TOUCHED = "CASE_FILE", "WITHIN", "TOUCHED"
    BULK, ADDRESS, FILES, OUTCOMES, GENERATION = "BULK", "ADDRESS", "FILES", "OUTCOMES", "GENERATION"

    about = About(
        name="refresh",
        title="Refresh constraint data",
        summary="Fetches an authority's constraint data from planning.data.gov.uk into a store, whole or only what is new.",
        group=Group.LAYERS,
        icon="refresh-cases",
        help="What is in use stays in use until the new is whole. A dataset that comes back emptied or shrunken is refused, with the "
        "figures.",
        example="--STORE=store --AUTHORITY=southwark --OUTCOMES=outcomes.csv",
        tags=("planning", "constraint", "store", "planning data", "download", "update"),
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        from ..constraints.catalogue import Catalogue

        slugs = [each.slug for each in Catalogue.load().constraints]
        settings = StoredSettings().load()
        self.addParameter(self.store_parameter())
        self.add(
            QgsProcessingParameterString(self.AUTHORITY, "Authority", settings.platform_authority or None),
            "Whose data: its name (southwark), its reference (SWK) or its code (E09000028).",
        )
        self.add(
            QgsProcessingParameterEnum(self.DATASETS, "Datasets", slugs, allowMultiple=True, optional=True, usesStaticStrings=True),
            "All of them where none is chosen, and then the council's own layers are read again too.",
        )
        self.add(
            QgsProcessingParameterBoolean(self.ACCEPT, "Put into use", True),
            "Else the new generation waits, to be compared and accepted first.",
        )
        self.add(
            QgsProcessingParameterFile(self.CASE_FILE, "Case file whose cases are told", extension="redline", optional=True),
            "Once the new data is in use, the cases in it that lie where something changed show as changed to their officers.",
        )
        self.add(
            self.metres_parameter(self.WITHIN, "How far round a change a case is touched", settings.near),
            "As far as constraints count as near.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.AFRESH, "Fetch everything, not only what is new", False),
            "Slower; for a store whose data somebody doubts.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(self.FEWER, "May shrink", slugs, allowMultiple=True, optional=True, usesStaticStrings=True),
            "Datasets that may be emptied or lose more than a tenth of their records; of any other the store keeps what it has then.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.ADDRESS, "Address of the platform, where it is another", optional=True),
            "Left empty: planning.data.gov.uk.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.BULK, "Out of the platform's files of whole datasets, not page by page", False),
            "For days on which the platform answers slowly. Large files (flood zones) are refused.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.FILES, "Address of its files, where they are elsewhere", optional=True),
            "Left empty: files.planning.data.gov.uk.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                self.OUTCOMES, "What became of each dataset", Qgis.ProcessingSourceType.Vector, optional=True
            ),
            "A row each: how many records there were, are and came, and a sentence where it was refused.",
        )
        self.addOutput(QgsProcessingOutputString(self.GENERATION, "The new generation, empty where nothing changed"))
        self.addOutput(QgsProcessingOutputNumber(self.TOUCHED, "Cases that show as changed"))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        from ..boundary.transformer import Transformer
        from ..casefile.read_only import read_only
        from ..casefile.screened.refreshing import CasesNear, RefreshMeans, refresh_for_review
        from ..constraints.local_layers.declarations import load_layers
        from ..constraints.local_layers.local_choice import LocalChoice
        from ..constraints.platform.refresh_request import RefreshRequest
        from ..constraints.profile import Profile
        from ..gui.layers.qgis_layer_opener import QgisLayerOpener
        from ..gui.network.platform_asker import platform_asker, raise_if_cancelled

        accepting = self.parameterAsBoolean(parameters, self.ACCEPT, context)
        case_file = self._case_file(parameters, context)
        chosen = self.parameterAsEnumStrings(parameters, self.DATASETS, context)
        request = RefreshRequest(
            self.store_folder(parameters, context),
            self.parameterAsString(parameters, self.AUTHORITY, context),
            chosen or None,
            self.parameterAsEnumStrings(parameters, self.FEWER, context),
            afresh=self.parameterAsBoolean(parameters, self.AFRESH, context),
            from_files=self.parameterAsBoolean(parameters, self.BULK, context),
        )
        # Where datasets are chosen, the council's own layers are not among them
        own = LocalChoice(QgisLayerOpener({}, context.transformContext()), () if chosen else load_layers(request.folder))
        address, files = (self.parameterAsString(parameters, name, context) for name in (self.ADDRESS, self.FILES))
        means = RefreshMeans(
            lambda: platform_asker(feedback, address, files),
            Transformer(grid_folders(StoredSettings().load(), Profile.default())),
            self.clock,
            told=lambda dataset, done, total: feedback.setProgressText(f"{dataset}: {done:,} of {total:,}"),
            stop=lambda: raise_if_cancelled(feedback),
        )
        cases = CasesNear(
            lambda: read_only(case_file, self.clock) if accepting and case_file is not None else None,
            self.parameterAsDouble(parameters, self.WITHIN, context),
        )
        review = refresh_for_review(request, own, means, cases)
        results: dict[str, Any] = {}
        sink = TableSink(self.sink(parameters, self.OUTCOMES, fields_of(_COLUMNS), Qgis.WkbType.NoGeometry, context, results), _COLUMNS)
        for each in review.refreshed.datasets:
            told = {"dataset": each.dataset, "outcome": each.outcome.value, "before": each.before, "count": each.count, "sent": each.sent}
            sink.add({**told, "sentence": each.sentence})
            if not each.sentence:
                feedback.pushInfo(f"{each.dataset}: {each.outcome.value}")
        for alike in not_taken(review.refreshed.datasets):
            feedback.pushWarning(alike.sentence)
        stop_if_cancelled(feedback)
        generation = review.refreshed.generation
        if generation and accepting:
            self._accept(request.folder, review, case_file)
            for site, changes in review.touched:
                feedback.pushInfo(f"{site.reference}: {'; '.join(change_words(change) for change in changes)}")
        touched = len(review.touched) if generation and accepting else 0
        return {**results, self.GENERATION: generation, self.TOUCHED: touched}

    def _case_file(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path | None:
        """Looked for before anything is fetched, so that a slip in its name costs nothing."""
        named = self.parameterAsFile(parameters, self.CASE_FILE, context)
        if named and not Path(named).is_file():
            raise QgsProcessingException(f"There is no case file {named}. Correct its name.")
        return Path(named) if named else None

    def _accept(self, folder: Path, review: Review, case_file: Path | None) -> None:
        from ..casefile.existing_case_file import existing_case_file
        from ..casefile.screened.accepting import accept
        from ..domain.identity import Identity, Role

        settings = StoredSettings().load()
        officer = Identity(settings.officer, "", Role.GIS_TEAM)
        with existing_case_file(case_file, self.clock, officer) if case_file is not None else nullcontext() as file:
            accept(folder, review.refreshed.generation, file, review.touched, self.clock, settings.generations_kept)
