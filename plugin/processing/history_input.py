"""Where the history of a site is looked for: a case file, a layer of applications, a folder of them, or several of these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm, is_left_out

if TYPE_CHECKING:
    import shapely

    from ..domain.clock import Clock
    from ..domain.placed_application import PlacedApplication
    from .known_applications import KnownApplications

CASE, CASE_FILE, LAYER, FOLDER = "CASE", "CASE_FILE", "LAYER", "FOLDER"

#: Parameters for the columns of the layer: name, field of a column mapping, what people call it.
_COLUMNS = (
    ("REFERENCE_COLUMN", "reference", "references"),
    ("TYPE_COLUMN", "type", "types"),
    ("DESCRIPTION_COLUMN", "description", "proposals"),
    ("ADDRESS_COLUMN", "address", "addresses"),
    ("STATUS_COLUMN", "status", "stages"),
    ("DECISION_COLUMN", "decision", "decisions"),
    ("DECIDED_COLUMN", "decided", "days of decision"),
    ("RECEIVED_COLUMN", "submitted", "days of receipt"),
)


def add_history_input(algorithm: RedlineAlgorithm) -> None:
    """The parameters, the case whose site it may be among them."""
    case_file = StoredSettings().load().case_file_path()
    usual, folder = str(case_file) if case_file.is_file() else None, Qgis.ProcessingFileParameterBehavior.Folder
    algorithm.add(
        QgsProcessingParameterString(CASE, "Site of a case, by its reference", optional=True),
        "An application of the case file, by any of its references: its red line in force is the site.",
    )
    algorithm.add(
        QgsProcessingParameterFile(CASE_FILE, "Look in a case file", defaultValue=usual, optional=True),
        "Its applications, open and decided. It is only read. Redline's own on this computer unless another is named.",
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(LAYER, "Look in a layer of applications", [Qgis.ProcessingSourceType.Vector], optional=True),
        "Areas, points or lines, in any coordinate system, as planning systems export them. Columns are known by "
        "their usual names; others are chosen among the advanced parameters.",
    )
    algorithm.add(
        QgsProcessingParameterFile(FOLDER, "Look in a folder of applications", folder, optional=True),
        "Files of every kind that sites come in.",
    )
    for name, _, words in _COLUMNS:
        algorithm.add(
            QgsProcessingParameterField(name, f"Column of {words}", parentLayerParameterName=LAYER, optional=True),
            f"The column of the layer of applications that has the {words}, where its name is none of the usual.",
            advanced=True,
        )


def lacking_history(algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """What is missing of all that, in a sentence; "" where it can be looked."""
    case, file, folder = (algorithm.parameterAsString(parameters, name, context) for name in (CASE, CASE_FILE, FOLDER))
    if case and not file:
        return f"The case file that has {case} is missing: name it."
    if not (file or folder) and is_left_out(parameters.get(LAYER)):
        return "There is nowhere to look: give a case file, a layer of applications or a folder of them."
    if folder and not Path(folder).exists():
        return f"The folder to look in, {folder}, is not there. Check its name."
    return ""


def case_site(
    algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, clock: Clock
) -> dict[str, shapely.Geometry]:
    """The red line in force (EPSG:27700) of the case that was named, by its reference; empty where none was.

    Raises CaseFileError, and QgsProcessingException where there is no such case, or no red line of it.
    """
    from ..casefile.read_only import read_only

    case, file = (algorithm.parameterAsString(parameters, name, context) for name in (CASE, CASE_FILE))
    if not case:
        return {}
    with read_only(Path(file), clock) as reader:
        uuid = reader.find(case)
        if uuid is None:
            raise QgsProcessingException(f"{Path(file).name} has no case {case}. Correct the reference.")
        sites = {site.reference: site.geometry for batch in reader.sites([uuid]) for site in batch}
    if not sites:
        raise QgsProcessingException(f"The case {case} has no red line that can be used, so there is no site to look around.")
    return sites


def applications_of(
    algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, known: KnownApplications
) -> Iterator[PlacedApplication]:
    """Every application where it is to be looked. Raises CaseFileError, and QgsProcessingException where the user stops it."""
    from ..boundary.mapping import ColumnMapping

    file, folder = (algorithm.parameterAsString(parameters, name, context) for name in (CASE_FILE, FOLDER))
    if file:
        yield from known.of_case_file(Path(file))
    layer = algorithm.source(parameters, LAYER, context)
    if layer is not None:
        chosen = {field: algorithm.parameterAsString(parameters, name, context) for name, field, _ in _COLUMNS}
        yield from known.of_layer(layer, ColumnMapping(**chosen))
    if folder:
        yield from known.of_folder(Path(folder))
