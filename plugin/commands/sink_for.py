"""Which file `--output` makes, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.clock import Clock
from ..domain.errors import RedlineError
from .site_sink import SiteSink

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer

_POSSIBLE = ".gpkg, .geojson and .csv"


def sink_for(path: Path, transformer: Transformer, clock: Clock) -> SiteSink:
    """The writer for ``path``. Raises RedlineError for an ending that Redline does not write."""
    ending = path.suffix.lower()
    if ending == ".gpkg":
        from .geopackage_sink import GeoPackageSink

        return GeoPackageSink(path, clock)
    if ending == ".geojson":
        from .geojson_sink import GeoJsonSink

        return GeoJsonSink(path, transformer)
    if ending == ".csv":
        from .csv_sink import CsvSink

        return CsvSink(path)
    raise RedlineError(f"{path} can't be written: the name must end in one of {_POSSIBLE}, which say what kind of file it becomes.")
