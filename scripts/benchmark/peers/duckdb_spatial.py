"""What the two DuckDB peers share: tables in memory, filled by way of Arrow, joined by the spatial extension."""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_spatial
import pyarrow as pa

from ..answers import Answers
from ..job import SiteFile
from ..peer import Bulk
from ..source import Batch, site_texts


class DuckdbSpatial(Bulk):
    """All in memory; the extension comes from its wheel, so nothing is fetched."""

    #: The join of ``thing`` and ``site``: site, entity, area.
    bulk_query: str

    @property
    def versions(self) -> str:
        return f"DuckDB {duckdb.__version__} with spatial, Python {sys.version.split()[0]}"

    @abstractmethod
    def batches(self) -> Iterable[Batch]:
        """What is loaded."""

    def load(self) -> None:
        """Fill a table."""
        self._connection = self.closing.enter_context(duckdb.connect(config={"threads": self.job.threads}))
        (extension,) = (Path(duckdb_extension_spatial.__file__).parent / "extensions").rglob("spatial.duckdb_extension")
        self._connection.execute(f"LOAD '{extension}'")
        self._connection.execute("CREATE TABLE thing (entity BIGINT, geom GEOMETRY)")
        for batch in self.batches():
            arrow = pa.table({"entity": batch.numbers, "body": pa.array(batch.geometries, pa.binary())})
            self._connection.register("arrow", arrow)
            self._connection.execute("INSERT INTO thing SELECT entity, ST_GeomFromWKB(body) FROM arrow")
            self._connection.unregister("arrow")

    def sites(self, file: SiteFile) -> list[str]:
        """WKT; the table of sites is filled before the join is timed."""
        return site_texts(Path(file.path))

    def bulk(self, sites: list[str]) -> Any:
        """One statement."""
        self._connection.register("arrow", pa.table({"site": range(len(sites)), "wkt": sites}))
        self._connection.execute("CREATE OR REPLACE TABLE site AS SELECT site, ST_GeomFromText(wkt) AS geom FROM arrow")
        return self._connection.execute(self.bulk_query).fetchnumpy()

    def keep(self, found: Any, path: Path) -> None:
        """The columns."""
        Answers.of(found["site"], found["entity"], found["area"]).save(path)
