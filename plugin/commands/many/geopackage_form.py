"""Many screened sites as a GeoPackage: the layers sites and overlaps (EPSG:27700) and the table findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ...constraints.geopackage.geopackage import AttributeTable, GeoPackageWriter
from ...constraints.geopackage.geopackage_layer import Column, FeatureLayer
from ...constraints.geopackage.geopackage_sql import ColumnType, GeometryType
from ...domain.clock import Clock
from ...reports.many_table import MANY_FINDING_COLUMNS, MANY_SITE_COLUMNS, ManyTable
from ...reports.table import Cell, Columns
from .many_sink import ManyForm, ManySink
from .rows import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TYPES = {str: ColumnType.TEXT, int: ColumnType.INTEGER, float: ColumnType.REAL}

Rows = list[tuple[Cell, ...]]


class GeoPackageForm(ManyForm):
    """Rows of sites and findings, with shapes as well-known binary."""

    with_overlap = True

    def made(self, table: ManyTable) -> tuple[Rows, NDArray[Any], Rows, NDArray[Any]]:
        """Sites, their shapes, findings, their overlaps' shapes."""
        sites = rows_of(table.sites, MANY_SITE_COLUMNS)
        findings = rows_of(table.findings, MANY_FINDING_COLUMNS)
        return sites, shapely.to_wkb(table.boundaries), findings, shapely.to_wkb(table.overlaps)


class GeoPackageManySink(ManySink):
    """Every site is a row of ``sites``, also without a geometry; what overlaps in shape is a row of ``overlaps`` as well."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(path)
        self._clock = clock
        self._writer: GeoPackageWriter | None = None

    @property
    def form(self) -> ManyForm:
        return GeoPackageForm()

    def add(self, made: Any) -> None:
        sites, boundaries, findings, overlaps = made
        self._sites.append(shapely.from_wkb(boundaries), sites)
        self._findings.append(findings)
        shapes = shapely.from_wkb(overlaps)
        there = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
        self._overlaps.append(shapes[there], [findings[row] for row in there])

    def _open(self, path: Path) -> None:
        self._writer = writer = GeoPackageWriter(path, self._clock)
        self._sites: FeatureLayer = writer.add_layer(
            "sites", GeometryType.MULTIPOLYGON, _columns(MANY_SITE_COLUMNS), "Red lines as screened"
        )
        self._overlaps: FeatureLayer = writer.add_layer(
            "overlaps", GeometryType.GEOMETRY, _columns(MANY_FINDING_COLUMNS), "What of each constraint lies in the site"
        )
        self._findings: AttributeTable = writer.add_attributes(
            "findings", _columns(MANY_FINDING_COLUMNS), "How each entity stands to each site"
        )

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.publish()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.connection.close()
            self._writer.part.unlink(missing_ok=True)


def _columns(columns: Columns) -> list[Column]:
    return [Column(name, _TYPES[kind]) for name, kind in columns]
