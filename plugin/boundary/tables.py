"""The applications in a table: CSV with well-known text, or any vector file that fiona reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import shapely
import shapely.geometry

from ..domain.accuracy import Accuracy
from ..domain.boundary import Original, SourceCrs
from ..domain.errors import RedlineError, UnreadableFile
from ..domain.reading import SiteReading
from ..rules.rules import Rules
from .drawing import Drawing, read_drawing
from .mapping import ColumnMapping
from .reader import read_drawn, unwrapped
from .row_reader import application_of_row
from .transformer import Transformer
from .wkt import geojson_of_wkt

_OURS = {crs.value for crs in SourceCrs}
_LONGEST_CELL = 2**31 - 1


class TableReader:
    """Reads tables whose every row is a site. ``on`` is the date whose rules hold."""

    def __init__(self, transformer: Transformer, mapping: ColumnMapping, on: date) -> None:
        self._transformer = transformer
        self._mapping = mapping
        self._rules = Rules(on)

    def read_csv(self, path: Path, name: str) -> Iterator[SiteReading]:
        """One site for each line. Raises UnreadableFile when there is no column of well-known text."""
        text = _text(path.read_bytes(), name)
        csv.field_size_limit(_LONGEST_CELL)
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        columns = self._mapping.over(rows.fieldnames or ())
        if columns.geometry not in (rows.fieldnames or ()):
            have = ", ".join(rows.fieldnames or ("nothing",))
            message = f"{name} has no column of well-known text for the red line. Name it in a column mapping; the columns are {have}."
            raise UnreadableFile(message, name)
        for number, row in enumerate(rows, start=1):
            wkt = (row.get(columns.geometry) or "").strip()
            original = Original(wkt, "geojson" if wkt.startswith("{") else "wkt")
            yield self._row(name, f"CSV line {number + 1}", number, row, original, _drawing_of_cell(wkt, columns.crs))

    def read_vector(self, path: Path, name: str) -> Iterator[SiteReading]:
        """One site for each record of each layer. Raises UnreadableFile when fiona can't read it or is missing."""
        try:
            import fiona
            from fiona.errors import FionaError
        except ImportError as error:
            message = (
                f"{name} can't be read here: reading {path.suffix} needs the Python library fiona. Save it as GeoJSON or CSV with WKT."
            )
            raise UnreadableFile(message, name) from error
        try:
            for layer in fiona.listlayers(str(path)):
                with fiona.open(str(path), layer=layer) as records:
                    if records.schema.get("geometry") == "None":
                        continue
                    label = self._mapping.crs or _crs_name(records)
                    for number, record in enumerate(records, start=1):
                        yield self._record(name, layer, number, getattr(record, "__geo_interface__", record), label)
        except (FionaError, OSError, ValueError) as error:
            raise UnreadableFile(f"{name} can't be read: {error}.", name) from error

    def _record(self, name: str, layer: str, number: int, record: Mapping[str, Any], label: str) -> SiteReading:
        geometry = record.get("geometry")
        shape = shapely.force_2d(shapely.geometry.shape(geometry)) if geometry else None
        original = Original(shape.wkb_hex if shape is not None else "", "wkb")
        accuracy = None
        if shape is not None and label and label not in _OURS:
            shape, accuracy = self._transformer.to_national_grid_from(shape, label), self._transformer.accuracy_from(label)
            label = SourceCrs.NATIONAL_GRID.value
        drawing = read_drawing(None if shape is None else shapely.geometry.mapping(shape))
        drawing.label = label
        return self._row(name, f"record {number} of layer {layer}", number, record.get("properties") or {}, original, drawing, accuracy)

    def _row(
        self,
        name: str,
        found: str,
        number: int,
        row: Mapping[str, Any],
        original: Original,
        drawing: Drawing,
        accuracy: Accuracy | None = None,
    ) -> SiteReading:
        application = application_of_row(row, self._mapping)
        site = application.reference if application is not None and application.reference else f"{PurePosixPath(name).stem} #{number}"
        reading = read_drawn(drawing, original, self._transformer, self._rules, application, accuracy)
        return SiteReading(site, name, found, application, original, reading.boundary, reading.proposal, reading.areas, reading.checks)


def _drawing_of_cell(cell: str, label: str) -> Drawing:
    """The polygons in a cell of a table: well-known text, or GeoJSON."""
    if not cell:
        return read_drawing({"type": "GeometryCollection", "geometries": []})
    if cell.startswith("{"):
        drawing = read_drawing(unwrapped(cell))
        drawing.label = drawing.label or label
        return drawing
    try:
        geometry, named = geojson_of_wkt(cell)
    except ValueError as error:
        drawing = Drawing()
        drawing.error("not-wkt", f"The red line is not well-known text that can be read: {error}. Ask for it again from its source.")
        return drawing
    drawing = read_drawing(geometry)
    drawing.label = named or label
    return drawing


def _text(data: bytes, name: str) -> str:
    """The text of a table: Unicode, or what Excel on Windows writes."""
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        return _text_of_excel(data, name)


def _text_of_excel(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"{name} can't be read as text: {error.reason} at byte {error.start}. Save it as CSV in UTF-8."
        raise UnreadableFile(message, name) from error


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t|", key=head.count)


def _crs_name(records: Any) -> str:
    """The layer's coordinate system as an EPSG code where it has one, else as WKT, else ""."""
    if not records.crs:
        return ""
    try:
        code = records.crs.to_epsg()
    except (AttributeError, RedlineError):
        code = None
    return f"EPSG:{code}" if code else str(records.crs_wkt)
