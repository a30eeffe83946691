"""The peers of the field: what each is called and which environment it runs in."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "redline"
OURS_TWICE = "redline-two"


@dataclass(frozen=True)
class Entry:
    """One peer.

    ``environment`` is "project", "qgis", or the name of a requirements file; ``of_pieces``: it screens with Redline's pieces; ``threads``
    is how many it may use, ``module`` the file in peers/ where it is not called as the peer.
    """

    name: str
    title: str
    environment: str
    of_pieces: bool = False
    threads: int = 1
    module: str = ""


FIELD = (
    Entry(OURS, "Redline", "project", of_pieces=True),
    Entry(OURS_TWICE, "Redline, two processes", "project", of_pieces=True, threads=2, module=OURS),
    Entry("shapely-pieces", "the floor: GEOS alone, pieces in memory", "project", of_pieces=True),
    Entry("duckdb-pieces", "DuckDB spatial on pieces", "duckdb", of_pieces=True),
    Entry("postgis-pieces", "PostGIS on pieces", "postgis", of_pieces=True),
    Entry("shapely-clipped", "shapely STRtree, clipped first", "project"),
    Entry("duckdb-whole", "DuckDB spatial", "duckdb"),
    Entry("shapely-whole", "shapely STRtree", "project"),
    Entry("postgis-whole", "PostGIS", "postgis"),
    Entry("geopandas-overlay", "geopandas sjoin and overlay", "geopandas"),
    Entry("qgis-native", "QGIS native:intersection", "qgis"),
    Entry("qgis-request", "QGIS request, prepared engine", "qgis"),
)
