"""Says of every dataset of a generation where it can speak."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import shapely

from ...arrays import values
from ...domain.dataset import Coverage
from ...domain.errors import UnreadableFile
from ..records.record_geometry import to_geometries
from ..records.record_place import NationalGridTransformer, Placer
from ..records.record_source import sources_of
from ..records.records import open_records
from .builder_authority import Authority
from .generation_writer import GenerationWriter
from .geometry_repair import repair
from .local_files import AUTHORITY as WITHIN_AUTHORITY
from .local_files import FULL, LocalFiles

#: Where the authority's own area stands in the coverage table; no dataset is called so.
AUTHORITY = ":authority"
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
                areas.extend(area for area in values(repair(placed).geometries) if area is not None and area.area > 0)
    if not areas:
        raise UnreadableFile(f"{path} holds no area, so it cannot say where the data is complete.")
    return shapely.union_all(areas)


def write_coverage(
    generation: GenerationWriter,
    built: Collection[str],
    given: shapely.Geometry | str | None,
    authority: Authority,
    local: Mapping[str, LocalFiles],
) -> tuple[str, ...]:
    """Set the coverage of the datasets ``built`` now as it was given ("full", or an area), of the council's own layers as was declared.

    Where none was given, now or earlier, the authority's own area is the coverage; where that is not settled, it is unknown, and the
    sentence that comes back says so.
    """
    connection = generation.connection
    for slug in built:
        declared = local[slug].coverage if slug in local else given
        if declared is None or (isinstance(declared, str) and declared == WITHIN_AUTHORITY):
            continue
        if isinstance(declared, str):
            stated = Coverage.FULL if declared == FULL else Coverage.UNKNOWN
        else:
            stated = Coverage.PARTIAL
            generation.add_coverage(slug, "", declared)
        connection.execute(_SET, (stated.value, 1, slug))
    waiting = [str(slug) for (slug,) in connection.execute(_NOT_GIVEN).fetchall()]
    if authority.area is not None:
        generation.add_coverage(AUTHORITY, authority.name, authority.area)
        for slug in waiting:
            connection.execute(_SET, (Coverage.PARTIAL.value, 0, slug))
            generation.add_coverage(slug, authority.name, authority.area)
        return ()
    for slug in waiting:
        connection.execute(_SET, (Coverage.UNKNOWN.value, 0, slug))
    if not waiting:
        return ()
    sentence = (
        f"Nobody has said where {', '.join(waiting)} can speak, because {authority.why_not}: a site without hits there is not called "
        "clear. Choose the authority's own district with --authority, or say where the data is complete with --coverage."
    )
    return (sentence,)
