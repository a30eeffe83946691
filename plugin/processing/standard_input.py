"""What both algorithms of the national standard are given: a layer, its dataset, a mapping of its columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm, stop_if_cancelled

if TYPE_CHECKING:
    from datetime import date

    from ..boundary.transformer import Transformer
    from ..constraints.standard.check import Known
    from ..constraints.standard.standard_table import StandardTable

INPUT, DATASET, MAPPING = "INPUT", "DATASET", "MAPPING"
RELATED, PUBLISHED, BOUNDARY = "RELATED", "PUBLISHED", "BOUNDARY"

_RELATED = (
    "The orders of zones and trees, the directions of areas, the conservation areas of documents, the list of listed buildings. Without it "
    "such references are not looked up."
)


class StandardInput(NamedTuple):
    """The layer as the standard sees it, what other layers tell of it, and who places them."""

    table: StandardTable
    known: Known
    transformer: Transformer
    today: date


def add_standard_input(algorithm: RedlineAlgorithm) -> None:
    """The parameters."""
    from ..constraints.standard.standard import standard_datasets

    any_layer = [Qgis.ProcessingSourceType.Vector]
    algorithm.add(
        QgsProcessingParameterFeatureSource(INPUT, "Layer", any_layer),
        "Any layer that QGIS reads, in any coordinate system, a table without geometries too.",
    )
    algorithm.add(
        QgsProcessingParameterEnum(DATASET, "Dataset", list(standard_datasets()), usesStaticStrings=True),
        "Whose national standard counts.",
    )
    algorithm.add(
        QgsProcessingParameterFile(MAPPING, "Mapping of columns", extension="json", optional=True),
        "A file that says which of your columns is which field, what your words are in the standard's, and what every row says: "
        '{"columns": {"reference": "TPO_number"}, "values": {}, "constants": {}}. Columns that are called as the fields need none.',
    )
    for name, title, words in (
        (RELATED, "Records that its references lead to", _RELATED),
        (PUBLISHED, "What was published before", "Records that are gone from the layer are told: they should stay, with an end date."),
        (BOUNDARY, "The authority's area", "Records that lie nowhere in it are told."),
    ):
        algorithm.add(QgsProcessingParameterFeatureSource(name, title, any_layer, optional=True), words, advanced=True)


def standard_input(
    algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> StandardInput:
    """All of it. Raises RedlineError, and QgsProcessingException without a layer."""
    from ..boundary.transformer import Transformer
    from ..constraints.profile import Profile
    from ..constraints.standard.column_mapping import ColumnMapping, load_mapping
    from ..constraints.standard.standard import standard_for
    from ..domain.clock import today
    from ..domain.errors import RedlineError
    from ..gui.layers.standard_layers import known_from_layers, linked_dataset, table_of_layer

    source = algorithm.needed_source(parameters, INPUT, context)
    on = today(algorithm.clock)
    standard = standard_for(algorithm.parameterAsEnumString(parameters, DATASET, context), on)
    named = algorithm.parameterAsFile(parameters, MAPPING, context)
    mapping = load_mapping(Path(named), standard.names) if named else ColumnMapping()
    transformer = Transformer(grid_folders(StoredSettings().load(), Profile.default()))
    related = {}
    for name, dataset in ((RELATED, linked_dataset(standard)), (PUBLISHED, standard.dataset)):
        if parameters.get(name) and not dataset:
            raise RedlineError(f"The references of {standard.dataset} lead to no other records: leave “{RELATED}” empty.")
        if parameters.get(name):
            related[dataset] = algorithm.needed_source(parameters, name, context)
    boundary = algorithm.needed_source(parameters, BOUNDARY, context) if parameters.get(BOUNDARY) else None
    known = known_from_layers(related, boundary, transformer)
    return StandardInput(table_of_layer(source, standard, mapping, transformer, feedback), known, transformer, on)


def file_of(algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> Path | None:
    """The file behind the layer, None where there is none."""
    layer = algorithm.parameterAsVectorLayer(parameters, INPUT, context)
    file = Path(layer.source().partition("|")[0]) if layer is not None else None
    return file if file is not None and file.is_file() else None


def progress_of(feedback: QgsProcessingFeedback) -> Callable[[float], None]:
    """Shows how far the work is, and raises QgsProcessingException once it is to stop."""

    def told(share: float) -> None:
        feedback.setProgress(100.0 * share)
        stop_if_cancelled(feedback)

    return told
