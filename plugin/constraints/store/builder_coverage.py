"""Says of every dataset of a generation where it can speak."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import shapely

from ...domain.dataset import Coverage
from ...domain.errors import UnreadableFile
from ..geopackage.geopackage_blob import decoded_all
from ..geopackage.geopackage_sql import filled
from ..records.record_geometry import to_geometries
from ..records.record_place import NationalGridTransformer, Placer
from ..records.record_source import sources_of
from ..records.records import open_records
from .generation_writer import GenerationWriter
from .geometry_repair import one_kind, repair

#: Where the authority's own area stands in the coverage table; no dataset is called so.
AUTHORITY = ":authority"
#: The administrative datasets that say what the authority's area is, the planning authority's own first.
AUTHORITY_DATASETS = ("local-planning-authority", "local-authority-district")
_MOST_NAMES = 3

_LAYER_NAMES = "SELECT layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset WHERE dataset.slug = ? AND layer.kind = 'polygon'"
_ENTITY_NAMES = """
SELECT DISTINCT entity.name FROM entity JOIN dataset ON dataset.id = entity.dataset
WHERE dataset.slug = ? AND entity.name <> '' AND entity.end_date IS NULL ORDER BY entity.name
"""
_NOT_GIVEN = """
SELECT snapshot.dataset FROM snapshot JOIN dataset ON dataset.slug = snapshot.dataset
WHERE snapshot.coverage_given = 0 AND dataset.administrative = 0
"""
_SET = "UPDATE snapshot SET coverage = ?, coverage_given = ? WHERE dataset = ?"


def area_of_file(path: Path, transformer: NationalGridTransformer) -> shapely.Geometry:
    """The union of all polygons in a file, EPSG:27700. Raises UnreadableFile where there is none."""
    areas: list[shapely.Geometry] = []
    for source in sources_of(path):
        for stream in open_records(source, None):
            placer = Placer(transformer, stream.crs, stream.wgs84_unless_said)
            for record in stream.records:
                geometries, _ = to_geometries([record.geometry])
                placed, _ = placer.place(geometries)
                areas.extend(area for area in repair(placed).geometries.tolist() if area is not None and area.area > 0)
    if not areas:
        raise UnreadableFile(f"{path} holds no area, so it cannot say where the data is complete.")
    return shapely.union_all(areas)


def write_coverage(generation: GenerationWriter, built: Collection[str], given: shapely.Geometry | str | None) -> None:
    """Set the coverage of the datasets ``built`` now as it was given ("full", or an area).

    Where none was given, now or earlier, the authority's own area is the coverage, if the store has it.
    """
    connection = generation.connection
    if given is not None:
        full = isinstance(given, str)
        for slug in built:
            connection.execute(_SET, ((Coverage.FULL if full else Coverage.PARTIAL).value, 1, slug))
            if not isinstance(given, str):
                generation.add_coverage(slug, "", given)
    authority = _authority(generation)
    if authority is not None:
        generation.add_coverage(AUTHORITY, authority[1], authority[0])
    for (slug,) in connection.execute(_NOT_GIVEN).fetchall():
        if authority is None:
            connection.execute(_SET, (Coverage.UNKNOWN.value, 0, slug))
        else:
            connection.execute(_SET, (Coverage.PARTIAL.value, 0, slug))
            generation.add_coverage(str(slug), authority[1], authority[0])


def _authority(generation: GenerationWriter) -> tuple[shapely.Geometry, str] | None:
    connection = generation.connection
    for slug in AUTHORITY_DATASETS:
        areas: list[shapely.Geometry] = []
        for (layer,) in connection.execute(_LAYER_NAMES, (slug,)).fetchall():
            rows = connection.execute(filled("layer_rows", columns=["geom", "end_date"], table=str(layer))).fetchall()
            areas.extend(decoded_all([blob for blob, end_date in rows if blob is not None and end_date is None]).tolist())
        if areas:
            names = [str(name) for (name,) in connection.execute(_ENTITY_NAMES, (slug,)).fetchall()]
            return _union(areas), ", ".join(names) if len(names) <= _MOST_NAMES else f"{len(names)} authorities"
    return None


def _union(areas: list[shapely.Geometry]) -> shapely.Geometry:
    union = one_kind(shapely.union_all(np.array(areas, dtype=object)))
    return shapely.Polygon() if union is None else union
