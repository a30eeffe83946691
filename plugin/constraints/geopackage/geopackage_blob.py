"""The geometry blob of a GeoPackage: a header with the box, then well-known binary (OGC 12-128r17, 2.1.3)."""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, rows, values

NATIONAL_GRID_ID = 27700

_PLAIN = struct.Struct("<2sBBi")
_BOXED = struct.Struct("<2sBBidddd")
_LITTLE_ENDIAN = 0x01
_BOX_XY = 0x02
_EMPTY = 0x10
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def encoded(geometries: NDArray[np.object_], bounds: NDArray[np.float64]) -> list[bytes | None]:
    """The blobs of 2-D geometries in EPSG:27700; None stays None.

    ``bounds`` is the (n, 4) array of ``shapely.bounds`` of the same geometries, NaN for None and empty ones.
    """
    bodies = as_array(shapely.to_wkb(geometries, byte_order=1))
    points = shapely.get_type_id(geometries) == 0
    return [_blob(body, box, point) for body, box, point in zip(values(bodies), rows(bounds), values(points))]


def _blob(body: bytes | None, box: list[float], point: bool) -> bytes | None:
    if body is None:
        return None
    west, south, east, north = box
    if math.isnan(west):
        return _PLAIN.pack(b"GP", 0, _LITTLE_ENDIAN | _EMPTY, NATIONAL_GRID_ID) + body
    if point:
        return _PLAIN.pack(b"GP", 0, _LITTLE_ENDIAN, NATIONAL_GRID_ID) + body
    return _BOXED.pack(b"GP", 0, _LITTLE_ENDIAN | _BOX_XY, NATIONAL_GRID_ID, west, east, south, north) + body


def decoded(blob: bytes | None) -> Any:
    """The shapely geometry of a blob, or None."""
    return None if blob is None else shapely.from_wkb(_body(blob))


def decoded_all(blobs: list[bytes | None]) -> NDArray[np.object_]:
    """The shapely geometries of many blobs; None stays None."""
    bodies = np.empty(len(blobs), dtype=object)
    bodies[:] = [None if blob is None else _body(blob) for blob in blobs]
    geometries: NDArray[np.object_] = shapely.from_wkb(bodies)
    return geometries


def _body(blob: bytes) -> bytes:
    return blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 0x07] :]
