"""What every algorithm of Redline has: its picture, its check of libraries, and faults in sentences."""

from __future__ import annotations

from abc import abstractmethod
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
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtGui import QIcon

from ..gui.environment.missing_libraries import advice, missing_libraries
from ..gui.settings import StoredSettings
from ..resources_path import resources_path


class RedlineAlgorithm(QgsProcessingAlgorithm):
    """Runs off the GUI thread; what a person must know is one sentence."""

    STORE = "STORE"

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(str(resources_path("icons", "redline.svg")))

    def canExecute(self) -> tuple[bool, str]:
        missing = advice(missing_libraries())
        return not missing, missing

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Raises QgsProcessingException with a sentence where nothing can be done at all."""
        from ..domain.errors import RedlineError

        try:
            return self.work(parameters, context, feedback)
        except RedlineError as error:
            raise QgsProcessingException(str(error)) from error

    def store_parameter(self) -> QgsProcessingParameterFile:
        """The constraint store, that of Redline's options unless another is named."""
        folder, usual = Qgis.ProcessingFileParameterBehavior.Folder, StoredSettings().load().store or None
        return QgsProcessingParameterFile(self.STORE, "Constraint store", folder, defaultValue=usual, optional=True)

    def store_folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The store that was named. Raises QgsProcessingException where none was."""
        named = self.parameterAsFile(parameters, self.STORE, context)
        if not named:
            raise QgsProcessingException("No constraint store is set: name one here, or in Redline's options.")
        return Path(named)

    @abstractmethod
    def work(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Do it. May raise RedlineError."""

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
        elif parameters.get(name) is not None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink
