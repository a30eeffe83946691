"""Screened sites as a GeoPackage: the layers sites and overlaps (EPSG:27700), the tables findings and datasets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..constraints.geopackage.geopackage import GeoPackageWriter
from ..constraints.geopackage.geopackage_layer import Column, FeatureLayer
from ..constraints.geopackage.geopackage_sql import ColumnType, GeometryType
from ..domain.clock import Clock
from ..domain.finding import Screening
from ..domain.reading import SiteReading
from ..reports.table import FINDING_COLUMNS, SITE_COLUMNS, STATE_COLUMNS, Cell, Columns, Row, finding_rows, site_row, state_rows
from .site_sink import SiteSink

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TYPES = {str: ColumnType.TEXT, int: ColumnType.INTEGER, float: ColumnType.REAL}
_BATCH = 500

Values = tuple[Cell, ...]


class GeoPackageSink(SiteSink):
    """Every site is a row of ``sites``, also without a geometry; every dataset of every site is a row of ``datasets``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(path)
        self._clock = clock
        self._writer: GeoPackageWriter | None = None
        self._sites = _Batch()
        self._overlaps = _Batch()
        self._findings: list[Values] = []
        self._states: list[Values] = []

    def add(self, reading: SiteReading, screening: Screening) -> None:
        """Take one site with its findings and states."""
        boundary = reading.boundary
        self._sites.add(boundary.geometry if boundary is not None else None, _values(site_row(reading, screening), SITE_COLUMNS))
        self._states.extend(_values(row, STATE_COLUMNS) for row in state_rows(screening))
        for finding, row in finding_rows(screening):
            values = _values(row, FINDING_COLUMNS)
            self._findings.append(values)
            if finding.overlap is not None and not shapely.is_empty(finding.overlap):
                self._overlaps.add(finding.overlap, values)
        for batch, layer in ((self._sites, self._site_layer), (self._overlaps, self._overlap_layer)):
            if len(batch.rows) >= _BATCH:
                batch.write(layer)

    def _open(self, path: Path) -> None:
        self._writer = GeoPackageWriter(path, self._clock)
        self._site_layer = self._writer.add_layer("sites", GeometryType.MULTIPOLYGON, _columns(SITE_COLUMNS), "Red lines as screened")
        self._overlap_layer = self._writer.add_layer(
            "overlaps", GeometryType.GEOMETRY, _columns(FINDING_COLUMNS), "What of each constraint lies in the site"
        )

    def _finish(self) -> None:
        if self._writer is None:
            return
        self._sites.write(self._site_layer)
        self._overlaps.write(self._overlap_layer)
        self._writer.add_table("findings", _columns(FINDING_COLUMNS), self._findings, "How each entity stands to each site")
        self._writer.add_table("datasets", _columns(STATE_COLUMNS), self._states, "The state of every dataset for each site")
        self._writer.publish()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.connection.close()
            self._writer.part.unlink(missing_ok=True)


class _Batch:
    """Rows of one layer that wait to be written together."""

    def __init__(self) -> None:
        self.rows: list[Values] = []
        self._geometries: list[shapely.Geometry | None] = []

    def add(self, geometry: shapely.Geometry | None, values: Values) -> None:
        self._geometries.append(shapely.force_2d(geometry) if geometry is not None else None)
        self.rows.append(values)

    def write(self, layer: FeatureLayer) -> None:
        geometries: NDArray[np.object_] = np.empty(len(self._geometries), dtype=object)
        geometries[:] = self._geometries
        if self.rows:
            layer.append(geometries, self.rows)
        self.rows, self._geometries = [], []


def _values(row: Row, columns: Columns) -> Values:
    return tuple(row[name] for name, _ in columns)


def _columns(columns: Columns) -> list[Column]:
    return [Column(name, _TYPES[kind]) for name, kind in columns]
