"""DuckDB spatial on Redline's pieces."""

from __future__ import annotations

from collections.abc import Iterable

from ..job import Job
from ..peer import Peer
from ..source import Batch, pieces
from .duckdb_spatial import DuckdbSpatial


class DuckdbPieces(DuckdbSpatial):
    """The areas of an entity's pieces are added up."""

    bulk_query = """
    SELECT site.site, thing.entity, sum(ST_Area(ST_Intersection(thing.geom, site.geom))) AS area
    FROM thing JOIN site ON ST_Intersects(thing.geom, site.geom) GROUP BY site.site, thing.entity
    """

    def batches(self) -> Iterable[Batch]:
        """The pieces."""
        return pieces(self.generation)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return DuckdbPieces(job)
