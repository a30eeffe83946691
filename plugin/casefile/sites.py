"""The shapes of cases for the map."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import shapely

from ..arrays import values
from ..constraints.geopackage.geopackage_blob import decoded_all
from .file.json_text import canonical

_SITES = """
SELECT application.uuid, reference, geometry FROM application JOIN boundary_version ON boundary_version.uuid = boundary_uuid
WHERE superseded_by IS NULL AND geometry IS NOT NULL AND (? IS NULL OR application.uuid IN (SELECT value FROM json_each(?)))
"""


class CaseSite(NamedTuple):
    """The red line in force of one case, EPSG:27700."""

    uuid: str
    reference: str
    geometry: shapely.Geometry


def site_batches(connection: sqlite3.Connection, uuids: Sequence[str] | None, size: int) -> Iterator[list[CaseSite]]:
    """The sites of the named cases, or of all, a few hundred at a time, so that a task can let the window breathe."""
    named = None if uuids is None else canonical(list(uuids))
    cursor = connection.execute(_SITES, (named, named))
    while True:
        rows = cursor.fetchmany(size)
        if not rows:
            return
        geometries = decoded_all([row[2] for row in rows])
        yield [CaseSite(uuid, reference, geometry) for (uuid, reference, _), geometry in zip(rows, values(geometries))]
