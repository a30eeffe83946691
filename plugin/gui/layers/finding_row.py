"""One finding as a row of the table "Findings", and its overlap as a row of the layer "Overlaps"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.finding import Finding, Screening
from .specification import column

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True)
class FindingRow:
    """A finding without geometry. ``depth_m`` is None for what lies outside the site."""

    site: str = column("Site", str)
    dataset: str = column("Dataset", str)
    entity: str = column("Entity", str)
    reference: str = column("Reference", str)
    name: str = column("Name", str)
    relation: str = column("Relation", str)
    overlap_m2: float = column("Overlap (m²)", float)
    overlap_percent: float = column("Overlap (% of site)", float)
    depth_m: float | None = column("Depth (m)", float)
    distance_m: float = column("Distance (m)", float)
    constraint: str = column("Constraint", str)
    snapshot: str = column("Snapshot", str)
    remarks: str = column("Remarks", str)

    @classmethod
    def of(cls, site: str, finding: Finding) -> FindingRow:
        entity = finding.entity
        return cls(
            site=site,
            dataset=entity.dataset,
            entity=str(entity.number),
            reference=entity.reference,
            name=entity.name,
            relation=finding.relation.value,
            overlap_m2=round(finding.overlap_m2, 2),
            overlap_percent=round(finding.overlap_percent, 2),
            depth_m=None if finding.depth_m is None else round(finding.depth_m, 2),
            distance_m=round(finding.distance_m, 2),
            constraint=entity.constraint,
            snapshot=finding.snapshot,
            remarks=" ".join(finding.remarks),
        )


@dataclass(frozen=True)
class OverlapRow:
    """The part of an entity inside a site, as an area in EPSG:27700."""

    geometry: shapely.Geometry | None
    site: str = column("Site", str)
    dataset: str = column("Dataset", str)
    entity: str = column("Entity", str)
    name: str = column("Name", str)
    relation: str = column("Relation", str)
    overlap_m2: float = column("Overlap (m²)", float)
    overlap_percent: float = column("Overlap (% of site)", float)
    depth_m: float | None = column("Depth (m)", float)

    @classmethod
    def of(cls, site: str, finding: Finding, area: shapely.Geometry) -> OverlapRow:
        row = FindingRow.of(site, finding)
        return cls(
            site=row.site,
            dataset=row.dataset,
            entity=row.entity,
            name=row.name,
            relation=row.relation,
            overlap_m2=row.overlap_m2,
            overlap_percent=row.overlap_percent,
            depth_m=row.depth_m,
            geometry=area,
        )


def finding_rows(screenings: Sequence[Screening]) -> list[FindingRow]:
    """A row for every finding in force, in the order of screening."""
    return [FindingRow.of(screening.site, finding) for screening in screenings for finding in screening.findings]


def overlap_rows(screenings: Sequence[Screening]) -> list[OverlapRow]:
    """A row for every finding that shares an area with its site; points and lines inside a site have none."""
    rows = []
    for screening in screenings:
        for finding in screening.findings:
            area = polygons_of(finding.overlap)
            if area is not None:
                rows.append(OverlapRow.of(screening.site, finding, area))
    return rows


def polygons_of(geometry: shapely.Geometry | None) -> shapely.MultiPolygon | None:
    """The polygons of a geometry of any kind, None where it has none."""
    import shapely

    if geometry is None:
        return None
    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(polygons) if polygons else None
