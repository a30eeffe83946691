"""Which records of a layer are drawn with arcs: fiona puts short straight lines in their place, and from 1.10 on does not say so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .vector_source import opening_options


def records_with_arcs(path: Path, layer: str) -> frozenset[int]:
    """The numbers, from 1, of the records that hold arcs, as GDAL itself sees them.

    What GDAL can't read ends the search and no more: fiona meets the same and tells. ImportError where GDAL's Python library is missing.
    """
    from osgeo import gdal

    found: set[int] = set()
    options = [f"{name}={value}" for name, value in opening_options(str(path)).items()]
    with _quiet():
        try:
            source = gdal.OpenEx(str(path), gdal.OF_VECTOR, open_options=options)
            records = () if source is None else source.GetLayerByName(layer) or ()
            if records and not _may_hold_arcs(records.GetGeomType()):
                return frozenset()
            for number, record in enumerate(records, start=1):
                shape = record.GetGeometryRef()
                if shape is not None and shape.HasCurveGeometry(True):
                    found.add(number)
        except RuntimeError:  # GDAL's exceptions, where something else in this QGIS has switched them on
            return frozenset(found)
    return frozenset(found)


def _may_hold_arcs(kind: int) -> bool:
    """Whether a layer's own word for its shapes leaves room for arcs; so that a national layer of plain polygons is not read twice."""
    from osgeo import ogr

    return bool(ogr.GT_IsNonLinear(kind)) or ogr.GT_Flatten(kind) in {ogr.wkbUnknown, ogr.wkbGeometryCollection}


@contextmanager
def _quiet() -> Iterator[None]:
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        with warnings.catch_warnings():
            # whether GDAL raises exceptions is one setting for all of QGIS, and not Redline's to make
            warnings.simplefilter("ignore", FutureWarning)
            yield
    finally:
        gdal.PopErrorHandler()
