"""Which file `--output` makes, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.clock import Clock
from ..domain.errors import RedlineError
from .site_sink import SiteSink

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from .many.many_sink import ManySink

_POSSIBLE = ".gpkg, .geojson and .csv"
_POSSIBLE_FOR_MANY = ".gpkg, .geojson, .csv and .parquet"


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
    raise _unknown(path, _POSSIBLE)


def many_sink_for(path: Path, transformer: Transformer, clock: Clock) -> ManySink:
    """The writer for many sites. Raises RedlineError for an ending that Redline does not write, MissingLibrary without what it takes."""
    ending = path.suffix.lower()
    if ending == ".gpkg":
        from .many.geopackage_form import GeoPackageManySink

        return GeoPackageManySink(path, clock)
    if ending == ".geojson":
        from .many.geojson_form import GeoJsonManySink

        return GeoJsonManySink(path, transformer)
    if ending == ".csv":
        from .many.csv_form import CsvManySink

        return CsvManySink(path)
    if ending == ".parquet":
        from .many.parquet_form import ParquetManySink

        return ParquetManySink(path)
    raise _unknown(path, _POSSIBLE_FOR_MANY)


def _unknown(path: Path, possible: str) -> RedlineError:
    return RedlineError(f"{path} can't be written: the name must end in one of {possible}, which say what kind of file it becomes.")
