"""PostGIS on whole constraints."""

from __future__ import annotations

from collections.abc import Iterable

from ..job import Job
from ..peer import Peer
from ..source import Batch, wholes
from .postgis import Postgis


class PostgisWhole(Postgis):
    """The plain way."""

    bulk_query = """
    SELECT site.site, thing.entity, ST_Area(ST_Intersection(thing.geom, site.geom))
    FROM thing JOIN site ON ST_Intersects(thing.geom, site.geom)
    """
    single_query = """
    WITH site AS (SELECT ST_GeomFromText(%(site)s, 27700) AS geom)
    SELECT entity, CASE WHEN ST_Intersects(thing.geom, site.geom) THEN ST_Area(ST_Intersection(thing.geom, site.geom)) ELSE 0 END,
      ST_Distance(thing.geom, site.geom)
    FROM thing, site WHERE ST_DWithin(thing.geom, site.geom, %(near)s)
    """

    def batches(self) -> Iterable[Batch]:
        """The constraints as they are."""
        return wholes(self.generation)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return PostgisWhole(job)
