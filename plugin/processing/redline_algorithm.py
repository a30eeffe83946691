"""What every algorithm of Redline has: words and a picture, a look at what is missing, faults in sentences, nothing half-done."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsVariantUtils,
)
from qgis.PyQt.QtGui import QIcon

from ..domain.clock import Clock, SystemClock
from ..gui.environment.missing_libraries import advice, missing_libraries, mixed_up
from ..gui.environment.store_place import StorePlace
from ..gui.settings import StoredSettings
from ..resources_path import resources_path
from .about import About
from .written_sinks import WrittenSinks


class RedlineAlgorithm(QgsProcessingAlgorithm):
    """Runs off the GUI thread; what a person must know is one sentence."""

    STORE = "STORE"

    #: What a subclass says of itself.
    about: About

    def __init__(self, clock: Clock | None = None) -> None:
        """``clock`` is that of the session; qgis_process has none, and there the computer's counts."""
        super().__init__()
        self.clock = clock if clock is not None else SystemClock()
        self._written = WrittenSinks()

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)(self.clock)

    def name(self) -> str:
        return self.about.name

    def displayName(self) -> str:
        return self.about.title

    def shortDescription(self) -> str:
        return self.about.summary

    def group(self) -> str:
        return self.about.group.value

    def groupId(self) -> str:
        return self.about.group.id

    def tags(self) -> list[str]:
        return list(self.about.tags)

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(resources_path("icons", f"{self.about.icon}.svg"))

    def shortHelpString(self) -> str:
        """What it does, what each parameter means, and a call of it: the words stand once, with the parameters.

        Advanced ones explain themselves where they are unfolded.
        """
        advanced = Qgis.ProcessingParameterFlag.Advanced
        told = [f"{each.description()}: {each.help()}" for each in self.parameterDefinitions() if not each.flags() & advanced]
        return "\n\n".join((f"{self.about.summary} {self.about.help}", *told, f"As a command: {self.about.command}"))

    def canExecute(self) -> tuple[bool, str]:
        missing = advice(missing_libraries())
        return not missing, missing

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        # qgis_process asks this alone, a model neither of the two
        lacking = advice(missing_libraries()) or self.lacking(parameters, context)
        if lacking:
            return False, lacking
        for each in self.parameterDefinitions():
            if not each.isDestination() and not each.checkValueIsAcceptable(parameters.get(each.name()), context):
                return False, f"“{each.description()}” is missing, or is not what it can be. {each.help()}"
        good, why = super().checkParameterValues(parameters, context)
        return good, why

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Raises QgsProcessingException with a sentence where nothing can be done at all, and where the user stops it.

        Files that it has begun to write are taken away then.
        """
        from ..domain.errors import RedlineError

        lacking = advice(missing_libraries()) or mixed_up() or self.lacking(parameters, context)
        if lacking:
            raise QgsProcessingException(lacking)
        with ExitStack() as until_it_is_done:
            until_it_is_done.callback(self._discard, feedback)
            try:
                results = self.work(parameters, context, feedback)
            except RedlineError as error:
                raise QgsProcessingException(str(error)) from error
            until_it_is_done.pop_all()
        self._written.keep()
        return results

    def _discard(self, feedback: QgsProcessingFeedback) -> None:
        for destination in self._written.discard():
            feedback.reportError(f"What was written to {destination} is not complete. Delete it.")

    def add(self, parameter: QgsProcessingParameterDefinition, words: str, *, advanced: bool = False) -> None:
        """Declare a parameter with the sentences that explain it."""
        parameter.setHelp(words)
        if advanced:
            parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
        self.addParameter(parameter)

    def metres_parameter(self, name: str, title: str, usual: float) -> QgsProcessingParameterNumber:
        """A distance on the ground."""
        real = Qgis.ProcessingNumberParameterType.Double
        parameter = QgsProcessingParameterNumber(name, f"{title} (metres)", real, usual, minValue=0.0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 2}})
        return parameter

    def store_parameter(self) -> QgsProcessingParameterFile:
        """The constraint store, that of Redline's options unless another is named: a folder, or the address of a team's database."""
        folder, usual = Qgis.ProcessingFileParameterBehavior.Folder, StoredSettings().load().store or None
        parameter = QgsProcessingParameterFile(self.STORE, "Constraint store", folder, defaultValue=usual)
        parameter.setHelp(
            "A folder, or a team's PostGIS (postgresql://...), with the constraint data; that of Redline's options unless another is named."
        )
        return parameter

    def store_place(self, parameters: dict[str, Any], context: QgsProcessingContext) -> StorePlace:
        """The store that was named, to be read; see :meth:`lacking` for where none was."""
        named, settings = self.parameterAsFile(parameters, self.STORE, context), StoredSettings().load()
        return settings.store_place() if named == settings.store else StorePlace(named)

    def store_folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder that was named, to be filled. Raises QgsProcessingException where a database was."""
        place = self.store_place(parameters, context)
        if not place.is_folder:
            raise QgsProcessingException(f"{place.words} is a database, which is filled from a folder (store push). Name the folder here.")
        return Path(place.address)

    def lacking(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """What has to be given before it can run, in a sentence; "" where nothing is missing."""
        if self.parameterDefinition(self.STORE) is None or self.parameterAsFile(parameters, self.STORE, context):
            return ""
        return "No constraint store is set: name one here, or in Redline's options."

    @abstractmethod
    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Do it. May raise RedlineError."""

    def source(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> QgsProcessingFeatureSource | None:
        """The features that were chosen; see :meth:`needed_source`. None where no layer was given."""
        return None if is_left_out(parameters.get(name)) else self.needed_source(parameters, name, context)

    def needed_source(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> QgsProcessingFeatureSource:
        """The features that were chosen, those with invalid geometries too: telling of them is what Redline is for.

        Only where the user says otherwise of this very layer are they left out, or do they stop the run.
        Raises QgsProcessingException for a layer that is not there.
        """
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        asked, own = parameters.get(name), Qgis.ProcessingFeatureSourceDefinitionFlag.OverrideDefaultGeometryCheck
        if not (isinstance(asked, QgsProcessingFeatureSourceDefinition) and asked.flags & own):
            source.setInvalidGeometryCheck(Qgis.InvalidGeometryCheck.NoCheck)
        return source

    def sink(
        self,
        parameters: dict[str, Any],
        name: str,
        fields: QgsFields,
        kind: Qgis.WkbType,
        context: QgsProcessingContext,
        results: dict[str, Any],
    ) -> QgsFeatureSink | None:
        """The sink that the user asked for, its destination noted in ``results``; None where it was left out."""
        crs = QgsCoordinateReferenceSystem("EPSG:27700") if kind != Qgis.WkbType.NoGeometry else QgsCoordinateReferenceSystem()
        sink, destination = self.parameterAsSink(parameters, name, context, fields, kind, crs)
        if destination:
            results[name] = destination
            self._written.add(sink, destination, parameters.get(name))
        elif not is_left_out(parameters.get(name)):
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink


def is_left_out(value: Any) -> bool:
    """Whether a parameter's value says nothing; a cell of a batch that is left empty is an output without a place."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return value is None or value == "" or QgsVariantUtils.isNull(value)


def stop_if_cancelled(feedback: QgsProcessingFeedback) -> None:
    """Raises QgsProcessingException once the user has stopped the run."""
    if feedback.isCanceled():
        raise QgsProcessingException("Stopped. Nothing of this run is kept.")
