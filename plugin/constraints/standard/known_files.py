"""What files beside a council's own tell of it: the records that its references lead to, and the authority's area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import shapely

from ...domain.errors import RedlineError
from ..records.record import Record
from ..records.record_geometry import to_geometries
from ..records.record_place import NationalGridTransformer, Placer
from ..records.record_source import RecordSource
from ..records.records import open_records
from ..store.geometry_repair import repair
from .check import Known

_ORGANISATION = "organisation"


def known_from(related: Mapping[str, Path], boundary: Path | None, transformer: NationalGridTransformer) -> Known:
    """What the files tell: ``related`` by dataset, ``boundary`` the authority's area.

    Raises UnreadableFile, MissingLibrary, and RedlineError for a file without references or without an area.
    """
    references = {dataset: references_in(path, dataset) for dataset, path in related.items()}
    return Known(references, _ground_in(boundary, transformer) if boundary is not None else None)


def references_in(path: Path, dataset: str) -> frozenset[str]:
    """The references of all records of a file. Raises as ``references_of``, and UnreadableFile, MissingLibrary."""
    streams = open_records(RecordSource(path), dataset, with_shapes=False)
    return references_of((record for stream in streams for record in stream.records), dataset, str(path))


def references_of(records: Iterable[Record], dataset: str, where: str) -> frozenset[str]:
    """By what other records name these: an organisation by its name with its register (local-authority:SWK).

    Raises RedlineError where there are none; ``where`` is how it calls what was read.
    """
    named = (record.attributes.get(_ORGANISATION, "").strip() if dataset == _ORGANISATION else record.reference for record in records)
    found = frozenset(reference for reference in named if reference)
    if not found:
        raise RedlineError(f"{where} names no record of {dataset}: it needs a column called reference.")
    return found


def ground_of(records: Iterable[Record], placer: Placer, where: str) -> shapely.Geometry:
    """The area of all polygons, in EPSG:27700. Raises RedlineError where there are none."""
    made, _ = to_geometries([record.geometry for record in records])
    placed, _ = placer.place(made)
    mended = repair(placed).geometries
    parts = mended[np.isin(shapely.get_type_id(mended), (3, 6))]
    if len(parts) == 0:
        raise RedlineError(f"{where} has no polygon, so it tells no authority's area.")
    return shapely.union_all(parts)


def _ground_in(path: Path, transformer: NationalGridTransformer) -> shapely.Geometry:
    stream = next(iter(open_records(RecordSource(path), "boundary")))
    return ground_of(stream.records, Placer(transformer, stream.crs, stream.wgs84_unless_said), str(path))
