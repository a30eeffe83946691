"""What the two PostGIS peers share: filling a schema of their own, joining, asking for one site."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from plugin.arrays import values

from ..answers import Answers
from ..job import SiteFile
from ..peer import Bulk, Single
from ..source import Batch, site_texts

_SCHEMA = """
DROP SCHEMA IF EXISTS redline_bench CASCADE; CREATE SCHEMA redline_bench; SET search_path = redline_bench, public;
CREATE TABLE thing (entity bigint NOT NULL, whole boolean NOT NULL, geom geometry(Geometry, 27700) NOT NULL);
ALTER TABLE thing ALTER COLUMN geom SET STORAGE EXTERNAL;
CREATE TABLE site (site integer NOT NULL, geom geometry(Geometry, 27700) NOT NULL);
"""
_GONE = "DROP SCHEMA redline_bench CASCADE"
_SITES = "TRUNCATE redline_bench.site"
_TEXT = """
INSERT INTO redline_bench.site
SELECT place - 1, ST_GeomFromText(wkt, 27700) FROM unnest(%s::text[]) WITH ORDINALITY AS given(wkt, place)
"""


class Postgis(Bulk, Single):
    """One table with a GiST index; its statistics and its index are made while it loads."""

    #: The join of ``thing`` and ``site``: site, entity, area.
    bulk_query: str
    #: One site (``%(site)s``, WKT): entity, area, distance of everything within ``%(near)s`` metres.
    single_query: str

    @property
    def versions(self) -> str:
        with psycopg.connect(self.job.dsn) as connection:
            rows = connection.execute("SELECT postgis_lib_version(), split_part(version(), ' ', 2), postgis_geos_version()").fetchall()
        return ", ".join(f"PostGIS {postgis}, PostgreSQL {server}, GEOS {geos}" for postgis, server, geos in rows)

    @abstractmethod
    def batches(self) -> Iterable[Batch]:
        """What is loaded."""

    def load(self) -> None:
        """Copy everything in, then index and analyse it."""
        self._connection = self.closing.enter_context(psycopg.connect(self.job.dsn, autocommit=True))
        self._connection.execute("SET client_min_messages = warning")
        self._connection.execute(_SCHEMA.encode())
        self.closing.callback(self._connection.execute, _GONE)
        for setting, value in (("jit", "off"), ("max_parallel_workers_per_gather", str(self.job.threads - 1)), ("work_mem", "256MB")):
            self._connection.execute("SELECT set_config(%s, %s, false)", (setting, value))
        with self._connection.cursor() as cursor, cursor.copy("COPY thing FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "bool", "bytea"])
            for batch in self.batches():
                for number, full, body in zip(values(batch.numbers), values(batch.full), batch.geometries):
                    copy.write_row((number, full, _with_srid(body)))
        self._connection.execute("CREATE INDEX ON thing USING gist (geom)")
        self._connection.execute("ANALYZE thing")

    def sites(self, file: SiteFile) -> list[str]:
        """WKT; the table of sites is filled before the join is timed."""
        return site_texts(Path(file.path))

    def bulk(self, sites: list[str]) -> Any:
        """One statement."""
        self._fill(sites)
        return self._connection.execute(self.bulk_query.encode()).fetchall()

    def keep(self, found: Any, path: Path) -> None:
        """The rows."""
        Answers.of(*zip(*found)).save(path)

    def single(self, sites: list[str], place: int) -> Any:
        """One statement, prepared by the server after its first uses."""
        return self._connection.execute(self.single_query.encode(), {"site": sites[place], "near": self.job.near}, prepare=True).fetchall()

    def single_answers(self, place: int, found: Any) -> Answers:
        """The rows."""
        if not found:
            return Answers.of([], [], [])
        entities, areas, distances = zip(*found)
        return Answers.of(np.full(len(found), place), entities, areas, distances)

    def memory(self) -> float | None:
        """The peak of the server process that did the work, its share of the common buffers included; None where it is elsewhere."""
        status = Path(f"/proc/{self._connection.info.backend_pid}/status")
        if not self._connection.info.host.startswith("/") or not status.exists():
            return None
        peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def _fill(self, sites: list[str]) -> None:
        self._connection.execute(_SITES)
        self._connection.execute(_TEXT, (sites,))
        self._connection.execute("ANALYZE redline_bench.site")


def _with_srid(body: bytes) -> bytes:
    """Well-known binary with the number of its coordinate system in front, as PostGIS stores it."""
    kind = int.from_bytes(body[1:5], "little") | 0x20000000
    return body[:1] + kind.to_bytes(4, "little") + (27700).to_bytes(4, "little") + body[5:]
