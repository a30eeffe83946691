"""Models of Redline's algorithms, put together as the model designer does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QPointF

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
    model: QgsProcessingModelAlgorithm,
    name: str,
    parameters: Mapping[str, Any],
    outputs: Mapping[str, str] | None = None,
    after: Sequence[str] = (),
) -> None:
    """Add an algorithm by its name: a parameter is a value, or a source; ``outputs`` are what the model gives, by the child's own names."""
    added = QgsProcessingModelChildAlgorithm(f"redline:{name}")
    added.setChildId(name)
    added.setDescription(added.algorithm().displayName())
    added.setDependencies([QgsProcessingModelChildDependency(each) for each in after])
    column = len(model.childAlgorithms())
    added.setPosition(QPointF(300 + 260 * column, 200))
    for parameter, value in parameters.items():
        added.addParameterSources(parameter, [value if isinstance(value, Source) else Source.fromStaticValue(value)])
    given = {}
    for row, (output, title) in enumerate((outputs or {}).items()):
        one = QgsProcessingModelOutput(title, title)
        one.setChildId(name)
        one.setChildOutputName(output)
        one.setPosition(QPointF(300 + 260 * column, 320 + 60 * row))
        given[title] = one
    added.setModelOutputs(given)
    model.addChildAlgorithm(added)


def screening_model() -> QgsProcessingModelAlgorithm:
    """Applications are read, their boundaries checked, and what was read is screened: the model under resources/models."""
    model = QgsProcessingModelAlgorithm("Read, check and screen applications", "Applications")
    words = {
        "ALG_DESC": "Reads a folder of planning applications, lists what is wrong with their red lines, and screens them against a store.",
        "APPLICATIONS": "Applications as files, also in folders within it and in zips.",
        "STORE": "Where the constraint data lies: a folder, or a team's PostGIS (postgresql://...).",
    }
    model.setHelpContent(words)
    folder = Qgis.ProcessingFileParameterBehavior.Folder
    for row, (name, title) in enumerate((("APPLICATIONS", "Folder of applications"), ("STORE", "Constraint store"))):
        shown = QgsProcessingModelParameter(name)
        shown.setPosition(QPointF(430 + 390 * row, 60))
        parameter = QgsProcessingParameterFile(name, title, folder)
        parameter.setHelp(words[name])
        model.addModelParameter(parameter, shown)
    applications, store = Source.fromModelParameter("APPLICATIONS"), Source.fromModelParameter("STORE")
    child(model, "checkboundaries", {"APPLICATIONS": applications}, {"ISSUES": "Faults", "PLACES": "Places of faults"})
    child(model, "read", {"APPLICATIONS": applications})
    screened = {"SOURCE": Source.fromChildOutput("read", "SITES"), "REFERENCE": "site", "STORE": store}
    child(model, "screen", screened, {"SITES": "Screened sites", "FINDINGS": "Findings", "DATASETS": "States of the datasets"})
    return model


def model_of_all(stand_in: str, store: Path, applications: Path, areas: Path, published: Path) -> QgsProcessingModelAlgorithm:
    """Every algorithm once: a refresh from the platform at ``stand_in`` into ``store`` first, the others on what it left and on files."""
    model = QgsProcessingModelAlgorithm("Everything", "Tests")
    refreshed = {"STORE": str(store), "AUTHORITY": "southwark", "DATASETS": ["conservation-area"], "ADDRESS": stand_in}
    child(model, "refresh", refreshed, {"OUTCOMES": "Outcomes"})
    child(model, "comparegenerations", {"STORE": str(store)}, {"CHANGES": "Changes"}, after=("refresh",))
    child(model, "read", {"APPLICATIONS": str(applications)})
    sites = {"SOURCE": Source.fromChildOutput("read", "SITES"), "REFERENCE": "site"}
    child(model, "checkboundaries", sites, {"ISSUES": "Faults"})
    child(model, "screen", {**sites, "STORE": str(store)}, {"SITES": "Screened", "DATASETS": "States"}, after=("refresh",))
    looked_in = {"LAYER": Source.fromChildOutput("screen", "SITES"), "REFERENCE_COLUMN": "file", "CASE_FILE": "", "WITHIN": 1000.0}
    child(model, "sitehistory", {**sites, **looked_in}, {"HISTORY": "History"})
    standard = {"INPUT": str(areas), "DATASET": "conservation-area"}
    child(model, "checkstandard", standard, {"ISSUES": "Of the standard"})
    child(model, "exportstandard", {**standard, "OUTPUT": str(published)})
    return model
