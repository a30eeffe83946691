"""DuckDB spatial on whole constraints."""

from __future__ import annotations

from collections.abc import Iterable

from ..job import Job
from ..peer import Peer
from ..source import Batch, wholes
from .duckdb_spatial import DuckdbSpatial


class DuckdbWhole(DuckdbSpatial):
    """The plain way."""

    bulk_query = """
    SELECT site.site, thing.entity, ST_Area(ST_Intersection(thing.geom, site.geom)) AS area
    FROM thing JOIN site ON ST_Intersects(thing.geom, site.geom)
    """

    def batches(self) -> Iterable[Batch]:
        """The constraints as they are."""
        return wholes(self.generation)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return DuckdbWhole(job)
