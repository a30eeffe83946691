"""Which red line of an application is in force, and which were before it."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry

from ...constraints.geopackage.geopackage_blob import decoded
from ...domain.check import Severity
from ..file.json_text import parsed
from ..pulled.base_values import base_of
from ..trail.act import Act
from .boundary_rows import checks_from

_MAKE_CURRENT = """
UPDATE application SET boundary_uuid = ?, red_line_errors = ?, screening_uuid = NULL, overlaps = NULL, touches = NULL, not_checked = NULL,
  screened_at = '', data_as_of = '' WHERE uuid = ?
"""
_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM line_in_force WHERE application_uuid = ?"
_ADD = "INSERT INTO line_in_force (application_uuid, position, boundary_version_uuid, since) VALUES (?, ?, ?, ?)"
_ORDER = "SELECT boundary_version_uuid FROM line_in_force WHERE application_uuid = ? ORDER BY position"
_LINES = """
SELECT uuid, number, content_sha256, geometry, checks FROM boundary_version WHERE application_uuid = ? AND kind = 'red' ORDER BY number
"""


_SHOWN = """
SELECT boundary_version.uuid FROM boundary_version
WHERE application_uuid = ?1 AND boundary_version.kind = 'red' AND (uuid = ?2 OR ?2 = '' AND content_sha256 = ?3 AND ?3 <> '')
ORDER BY number DESC LIMIT 1
"""

#: The kind of record under which the trail, the base values and the outbox know red lines.
BOUNDARY = "boundary"


class Line(NamedTuple):
    """One red version; ``geometry`` (EPSG:27700) is None where it can't be used."""

    uuid: str
    number: int
    content: str
    geometry: BaseGeometry | None
    errors: int


def put_in_force(act: Act, application_uuid: str, version_uuid: str, errors: int) -> None:
    """Let a version be the line in force from now on; it waits to be screened."""
    act.connection.execute(_MAKE_CURRENT, (version_uuid, errors, application_uuid))
    position = act.connection.execute(_POSITION, (application_uuid,)).fetchone()[0]
    act.connection.execute(_ADD, (application_uuid, position, version_uuid, act.at))


def lines_in_order(connection: sqlite3.Connection, application_uuid: str) -> list[str]:
    """The uuids of the versions that were in force, one after the other; the last one is."""
    return [row[0] for row in connection.execute(_ORDER, (application_uuid,)).fetchall()]


def red_lines(connection: sqlite3.Connection, application_uuid: str) -> dict[str, Line]:
    """Every red version of an application by its uuid, oldest first."""
    return {row[0]: _line(row) for row in connection.execute(_LINES, (application_uuid,)).fetchall()}


def wkt_of(line: Line | None) -> str:
    """A line as WKT in EPSG:27700, "" where there is none that can be used."""
    return "" if line is None or line.geometry is None else str(line.geometry.wkt)


def shown_version(connection: sqlite3.Connection, application_uuid: str) -> str:
    """The version that the back office shows as the line in force; "" where it shows none of them."""
    base = base_of(connection, BOUNDARY, application_uuid)
    named, content = parsed(base.get("version")) or "", parsed(base.get(BOUNDARY)) or ""
    found = connection.execute(_SHOWN, (application_uuid, named, content)).fetchone()
    return "" if found is None else str(found[0])


def shown_since(connection: sqlite3.Connection, application_uuid: str) -> str:
    """When the back office was first seen to show that line (ISO 8601), "" where nobody noted it."""
    return str(parsed(base_of(connection, BOUNDARY, application_uuid).get("since")) or "")


def _line(row: tuple[Any, ...]) -> Line:
    uuid, number, content, geometry, checks = row
    errors = sum(check.severity is Severity.ERROR for check in checks_from(checks))
    return Line(uuid, number, content, None if geometry is None else decoded(geometry), errors)
