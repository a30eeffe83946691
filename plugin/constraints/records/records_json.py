"""Records from GeoJSON and from the platform's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Mapping
from typing import Any, TextIO

from ...domain.errors import UnreadableFile
from .answer_page import answer_page
from .json_stream import JsonStream
from .record import Record
from .record_fields import RecordReader, slug_of
from .record_source import Examination, RecordSource
from .records import RecordStream

_CRS_MEMBER = re.compile(r'"crs"\s*:\s*(?=\{)')
_LIST = re.compile(r'"(features|entities)"')
_ROW_MEMBERS = ("entity", "geometry", "point")
_LONGEST_SHOWN = 60
_GEOMETRY_TYPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"})


def json_records(source: RecordSource, dataset: str | None) -> RecordStream:
    """Features or entities, in whichever shape the file has them. Raises UnreadableFile, also while the records are read."""
    examination = source.examine()
    stream = source.open()
    size = max(source.size, 1)
    reader = RecordReader(dataset, slug_of(source.stem))

    def fraction() -> float | None:
        return None if stream.closed else min(1.0, stream.tell() / size)

    return RecordStream(
        source=source,
        records=_records(source, examination.text(stream), reader),
        crs=_declared_crs(examination),
        wgs84_unless_said=True,
        sha256=examination.sha256,
        fraction=fraction,
        dataset=reader.usual_dataset,
        page=answer_page(" ".join(_outside(examination))),
    )


def _records(source: RecordSource, text: TextIO, reader: RecordReader) -> Generator[Record, None, None]:
    try:
        with text:
            objects = JsonStream(text)
            for found, size in objects.objects():
                if objects.alone and not _is_map_data(found):
                    raise UnreadableFile(
                        f"{source.path} holds {json.dumps(found)[:_LONGEST_SHOWN]}, which is no map data. Fetch or export it again.",
                        str(source.path),
                    )
                yield _record(found, size, reader)
    except ValueError as error:
        raise UnreadableFile(f"{source.path} is not whole JSON: {error}. Fetch or export it again.") from error
    except RecursionError as error:
        raise UnreadableFile(f"{source.path} is nested too deeply to be constraint data.") from error


def _is_map_data(found: Mapping[str, Any]) -> bool:
    """Whether an object that is in no list is a feature, a geometry or a row of the platform; an answer that tells of an error is none."""
    kind = found.get("type")
    if isinstance(kind, str) and kind in _GEOMETRY_TYPES:
        return "coordinates" in found or "geometries" in found
    return kind == "Feature" or any(name in found for name in _ROW_MEMBERS)


def _record(found: Any, size: int, reader: RecordReader) -> Record:
    if not isinstance(found, Mapping):
        return reader.record({}, None, size=size)._replace(
            issues=(("row", f"Not an object but {json.dumps(found)[:40]}; there is nothing to read in it."),)
        )
    kind = found.get("type")
    if isinstance(kind, str) and kind in _GEOMETRY_TYPES and ("coordinates" in found or "geometries" in found):
        return reader.record({}, found, size=size)
    if kind == "Feature":
        properties = found.get("properties")
        return reader.record(properties if isinstance(properties, Mapping) else {}, found.get("geometry"), size=size)
    columns = {name: value for name, value in found.items() if name not in ("geometry", "point")}
    point = found.get("point")
    if found.get("geometry") and isinstance(point, str):
        columns["point"] = point
    return reader.record(columns, found.get("geometry"), point, size=size)


def _declared_crs(examination: Examination) -> str:
    """The name in the file's ``crs`` member, wherever it stands at the top; "" without one.

    It is looked for at both ends, because a stream cannot be read twice and some programs write it last.
    """
    for text in _outside(examination):
        found = _CRS_MEMBER.search(text)
        if found is not None:
            name = _crs_name(text[found.end() :])
            if name:
                return name
    return ""


def _outside(examination: Examination) -> tuple[str, str]:
    """What stands before and after the list of records, as far as the first and last bytes of the file show it."""
    encoding = "utf-8-sig" if examination.is_utf8 else "cp1252"
    head, tail = (part.decode(encoding, errors="replace") for part in (examination.head, examination.tail))
    records = _LIST.search(head)
    return head[: records.start()] if records is not None else head, tail.rpartition("]")[2]


def _crs_name(text: str) -> str:
    try:
        member, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return ""
    properties = member.get("properties")
    name = properties.get("name") if isinstance(properties, Mapping) else None
    return name if isinstance(name, str) else ""
