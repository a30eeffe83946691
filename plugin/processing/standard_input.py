"""What both algorithms of the national standard are given: a layer, its dataset, a mapping of its columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
)

from ..gui.environment.grid_folders import grid_folders
from ..gui.layers.layer_records import layer_records
from ..gui.settings import StoredSettings
from .redline_algorithm import RedlineAlgorithm, stop_if_cancelled

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from ..constraints.standard.standard_table import StandardTable

INPUT, DATASET, MAPPING = "INPUT", "DATASET", "MAPPING"


def add_standard_input(algorithm: RedlineAlgorithm) -> None:
    """The parameters."""
    from ..constraints.standard.standard import standard_datasets

    algorithm.add(
        QgsProcessingParameterFeatureSource(INPUT, "Layer", [Qgis.ProcessingSourceType.Vector]),
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


def standard_input(
    algorithm: RedlineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> tuple[StandardTable, Transformer]:
    """The layer as the standard sees it. Raises RedlineError, and QgsProcessingException without a layer."""
    from ..boundary.transformer import Transformer
    from ..constraints.profile import Profile
    from ..constraints.records.record_place import Placer
    from ..constraints.standard.column_mapping import ColumnMapping, load_mapping
    from ..constraints.standard.standard import standard_for
    from ..constraints.standard.standard_table import table_of
    from ..domain.clock import SystemClock, today

    source = algorithm.needed_source(parameters, INPUT, context)
    standard = standard_for(algorithm.parameterAsEnumString(parameters, DATASET, context), today(SystemClock()))
    named = algorithm.parameterAsFile(parameters, MAPPING, context)
    mapping = load_mapping(Path(named), standard.names) if named else ColumnMapping()
    transformer = Transformer(grid_folders(StoredSettings().load(), Profile.default()))
    crs = source.sourceCrs().authid() or source.sourceCrs().toWkt()
    records = list(layer_records(source, standard.dataset, feedback))
    stop_if_cancelled(feedback)
    declared = [field.name() for field in source.fields()]
    return table_of(records, declared, Placer(transformer, crs, False), standard, mapping), transformer
