"""PostGIS on Redline's pieces."""

from __future__ import annotations

from collections.abc import Iterable

from ..job import Job
from ..peer import Peer
from ..source import Batch, pieces
from .postgis import Postgis


class PostgisPieces(Postgis):
    """A site that a piece covers needs no overlay, here as there; PostGIS keeps the site prepared from row to row."""

    bulk_query = """
    SELECT site, entity, sum(area) FROM (
      SELECT site.site, thing.entity,
        CASE WHEN ST_CoveredBy(site.geom, thing.geom) THEN ST_Area(site.geom)
          ELSE ST_Area(ST_Intersection(thing.geom, site.geom)) END AS area
      FROM site JOIN thing ON ST_Intersects(thing.geom, site.geom)
    ) AS part GROUP BY site, entity
    """
    single_query = """
    WITH site AS (SELECT ST_GeomFromText(%(site)s, 27700) AS geom)
    SELECT entity,
      sum(CASE WHEN ST_Intersects(thing.geom, site.geom) THEN
        CASE WHEN ST_CoveredBy(site.geom, thing.geom) THEN ST_Area(site.geom) ELSE ST_Area(ST_Intersection(thing.geom, site.geom)) END
      ELSE 0 END),
      min(ST_Distance(thing.geom, site.geom))
    FROM thing, site WHERE ST_DWithin(thing.geom, site.geom, %(near)s) GROUP BY entity
    """

    def batches(self) -> Iterable[Batch]:
        """The pieces."""
        return pieces(self.generation)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return PostgisPieces(job)
