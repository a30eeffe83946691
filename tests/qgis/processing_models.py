"""Models of Redline's algorithms, put together as the model designer does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
)

from plugin.processing.provider import RedlineProvider

Source = QgsProcessingModelChildParameterSource


@contextmanager
def provided() -> Iterator[RedlineProvider]:
    """The provider in QGIS's registry, as the plugin puts it there."""
    provider = RedlineProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        yield provider
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)


def child(
    model: QgsProcessingModelAlgorithm, name: str, parameters: Mapping[str, Any], outputs: Mapping[str, str] | None = None, after: str = ""
) -> None:
    """Add an algorithm by its name: a parameter is a value, or a source; ``outputs`` are what the model gives, by the child's own names."""
    added = QgsProcessingModelChildAlgorithm(f"redline:{name}")
    added.setChildId(name)
    added.setDescription(added.algorithm().displayName())
    for parameter, value in parameters.items():
        added.addParameterSources(parameter, [value if isinstance(value, Source) else Source.fromStaticValue(value)])
    given = {}
    for output, title in (outputs or {}).items():
        one = QgsProcessingModelOutput(title, title)
        one.setChildId(name)
        one.setChildOutputName(output)
        given[title] = one
    added.setModelOutputs(given)
    model.addChildAlgorithm(added)


def screening_model() -> QgsProcessingModelAlgorithm:
    """Applications are read, their boundaries checked, and what was read is screened."""
    model = QgsProcessingModelAlgorithm("Read, check and screen applications", "Applications")
    folder = Qgis.ProcessingFileParameterBehavior.Folder
    for name, title in (("APPLICATIONS", "Folder of applications"), ("STORE", "Constraint store")):
        model.addModelParameter(QgsProcessingParameterFile(name, title, folder), QgsProcessingModelParameter(name))
    applications, store = Source.fromModelParameter("APPLICATIONS"), Source.fromModelParameter("STORE")
    child(model, "read", {"APPLICATIONS": applications})
    child(model, "checkboundaries", {"APPLICATIONS": applications}, {"ISSUES": "Faults", "PLACES": "Places of faults"})
    screened = {"SOURCE": Source.fromChildOutput("read", "SITES"), "REFERENCE": "site", "STORE": store}
    child(model, "screen", screened, {"SITES": "Screened sites", "FINDINGS": "Findings", "DATASETS": "States of the datasets"})
    return model
