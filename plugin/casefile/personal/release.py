"""Writes what is given out of a case file into one zip: JSON for programs, a page for people, the lines for a map."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from ...boundary.geojson_writer import to_geojson
from ...constraints.geopackage.geopackage_blob import decoded
from ..errors import CaseFileError

if TYPE_CHECKING:
    import sqlite3

    from ...boundary.transformer import Transformer

_LINES = """
SELECT reference, number, boundary_version.kind, origin, area_m2, created_at, boundary_version.uuid = boundary_uuid, geometry
FROM boundary_version JOIN application ON application.uuid = application_uuid
WHERE application_uuid IN (SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1) AND geometry IS NOT NULL
ORDER BY boundary_version.kind DESC, number
"""

#: Text, JSON, or bytes as they are.
FileContent = Union[str, bytes, Mapping[str, Any]]


def lines_of(connection: sqlite3.Connection, uuids: Sequence[str], transformer: Transformer) -> dict[str, Any]:
    """The red and blue lines of cases as GeoJSON in WGS84 (RFC 7946), without anything of the files that they came in."""
    features = []
    for uuid in uuids:
        for reference, number, kind, origin, area, created_at, in_force, blob in connection.execute(_LINES, (uuid,)).fetchall():
            feature = to_geojson(decoded(blob), transformer)
            feature["properties"] = {
                "reference": reference,
                "version": number,
                "kind": kind,
                "origin": origin,
                "area_m2": area,
                "created_at": created_at,
                "in_force": bool(in_force),
            }
            features.append(feature)
    return {"type": "FeatureCollection", "features": features}


def write_release(path: Path, moment: datetime, files: Mapping[str, FileContent]) -> Path:
    """Write a zip of these files all at once; a mapping becomes JSON. CaseFileError where it can't be written; nothing is left then."""
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, _bytes(content))
        part.replace(path)
    except OSError as error:
        raise CaseFileError(f"{path} could not be written: {error.strerror or error}. Choose another folder.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _bytes(content: FileContent) -> bytes:
    if isinstance(content, bytes):
        return content
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    # A lone surrogate, which came in JSON, has no bytes of its own
    return text.encode("utf-8", "replace")
