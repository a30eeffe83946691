"""The records of a dataset in a store as the national standard sees them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ..geopackage.geopackage_blob import decoded_all
from ..store.stored_record import StoredRecord
from .column_mapping import ColumnMapping
from .placed_shapes import PlacedShapes
from .six_decimals import ToDegrees
from .standard import Standard
from .standard_table import StandardRow, StandardTable

_POINT = 0


def stored_table(records: Iterable[StoredRecord], standard: Standard, mapping: ColumnMapping, to_degrees: ToDegrees) -> StandardTable:
    """Rows count from 1 in the order of the store. Shapes are those that the store screens with: repaired where they had to be.

    ``to_degrees`` brings a shape from EPSG:27700 to longitude and latitude, as an export does: by which operation says on which corners of
    six decimals it falls. In which system the source had its coordinates a store does not keep, so nothing is said of that. Raises
    RedlineError where the mapping names a column that is not there.
    """
    kept = list(records)
    filled = dict.fromkeys(name for record in kept for name in record.attributes)
    columns = mapping.found(standard.names, filled)
    columns.update({name: "" for name in mapping.constants if name not in columns})
    placed = decoded_all([record.shape for record in kept])
    points: NDArray[np.bool_] = np.asarray(shapely.get_type_id(placed) == _POINT)
    fields: dict[str, PlacedShapes] = {}
    for field in (each.name for each in standard.fields if each.is_geometry):
        shapes = placed.copy()
        shapes[~points if field == "point" else points] = None
        spots = dict.fromkeys(values(np.flatnonzero(points)), False) if field == "geometry" else {}
        fields[field] = PlacedShapes(shapes, {}, {}, {}, 0, spots)
        if spots or not shapely.is_missing(shapes).all():
            columns.setdefault(field, field)
    rows = tuple(StandardRow(number, mapping.values_of(record.attributes, columns)) for number, record in enumerate(kept, 1))
    unmapped = tuple(name for name in filled if name not in columns.values())
    return StandardTable(standard, rows, columns, unmapped, fields, frozenset(), (), to_degrees)
