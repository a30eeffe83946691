"""One record as a generation keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...domain.finding import Entity


class StoredRecord(NamedTuple):
    """``attributes`` are the columns of the source that hold something, under its own names; ``shape`` is a GeoPackage blob
    in EPSG:27700, or None.
    """

    entity: Entity
    attributes: Mapping[str, str]
    shape: bytes | None
