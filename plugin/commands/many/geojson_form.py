"""Many screened sites as one GeoJSON FeatureCollection in WGS84: a feature for each site, one for each finding with its overlap."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ...reports.many_table import MANY_FINDING_COLUMNS, MANY_SITE_COLUMNS, ManyTable
from ...reports.table import Columns
from ..geojson_sink import degrees_geojson
from .many_sink import ManyForm, ManySink
from .rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ...boundary.transformer import Transformer
    from ...reports.many_table import Column

_HEAD, _FOOT = '{"type": "FeatureCollection", "features": [\n', "\n]}\n"


class GeoJsonForm(ManyForm):
    """RFC 7946, a feature to a line. ``kind`` is "site" or "finding"; what does not overlap has no geometry."""

    with_overlap = True

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    def made(self, table: ManyTable) -> str:
        """The features of a batch, a site before its findings."""
        sites = self._features("site", table.sites, MANY_SITE_COLUMNS, table.boundaries)
        findings = self._features("finding", table.findings, MANY_FINDING_COLUMNS, table.overlaps)
        order = np.argsort(np.concatenate([np.arange(len(sites)), table.site_of]), kind="stable")
        features = [*sites, *findings]
        return ",\n".join(features[place] for place in order)

    def _features(self, kind: str, columns: Mapping[str, Column], named: Columns, shapes: NDArray[np.object_]) -> list[str]:
        names = [name for name, _ in named]
        rows = [dict(zip(names, row)) for row in rows_of(columns, named)]
        return [
            json.dumps({"type": "Feature", "geometry": geometry, "properties": {"kind": kind, **row}}, ensure_ascii=False)
            for row, geometry in zip(rows, self._geometries(shapes))
        ]

    def _geometries(self, shapes: NDArray[np.object_]) -> list[dict[str, Any] | None]:
        made: list[dict[str, Any] | None] = [None] * len(shapes)
        there = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
        for row, text in zip(there, degrees_geojson(self._transformer, shapes[there])):
            made[row] = text
        return made


class GeoJsonManySink(ManySink):
    """Writes features as they come."""

    def __init__(self, path: Path, transformer: Transformer) -> None:
        super().__init__(path)
        self._transformer = transformer
        self._begun = False

    @property
    def form(self) -> ManyForm:
        return GeoJsonForm(self._transformer)

    def add(self, made: Any) -> None:
        if made:
            self._file.write(f",\n{made}" if self._begun else made)
            self._begun = True

    def _open(self, path: Path) -> None:
        self._closing = ExitStack()
        self._file = self._closing.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace"))
        self._file.write(_HEAD)

    def _finish(self) -> None:
        self._file.write(_FOOT)
        self._close()

    def _close(self) -> None:
        self._closing.close()
