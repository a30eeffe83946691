"""The applications in a table: CSV with well-known text, or any vector file that fiona reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import shapely
import shapely.geometry

from ..domain.accuracy import Accuracy
from ..domain.application import Application
from ..domain.boundary import Original, SourceCrs
from ..domain.check import Check, Severity
from ..domain.errors import RedlineError, UnreadableFile
from ..domain.reading import SiteReading
from ..rules.rules import Rules
from .arcs import records_with_arcs
from .drawing import Drawing, read_drawing
from .mapping import ColumnMapping
from .red_line import RedLine
from .row_reader import application_of_row
from .transformer import Transformer
from .unwrapping import unwrapped
from .vector_records import has_no_shapes, record_count, vector_records
from .vector_source import LOOKED_AT, asking_nobody, failures, layer_names, opening_options, refuse_pointer, system_of
from .wkt import geojson_of_wkt

_OURS = {crs.value for crs in SourceCrs}
LONGEST_CELL = 2**31 - 1

#: Of the columns of a table that has none of the names that are looked for.
_MOST_NAMED = 20
_LONGEST_NAME = 60


@dataclass(frozen=True)
class VectorRow:
    """One record of a layer, numbered from 1, as GeoJSON-like ``values``, None where it can't be put into words.

    ``label`` is the layer's coordinate system, "" where it names none; ``arcs`` says that the record holds some.
    """

    layer: str
    label: str
    number: int
    values: Mapping[str, Any] | None
    arcs: bool


class TableReader:
    """Reads tables whose every row is a site. ``on`` is the date whose rules hold."""

    def __init__(self, transformer: Transformer, mapping: ColumnMapping, on: date) -> None:
        self._transformer = transformer
        self._mapping = mapping
        self._rules = Rules(on)

    def read_csv(self, path: Path, name: str) -> Iterator[SiteReading]:
        """One site for each line. Raises UnreadableFile when there is no column of well-known text."""
        text = _text(path.read_bytes(), name)
        if not text.strip():
            raise UnreadableFile(f"{name} is empty. Ask for it again.", name)
        csv.field_size_limit(LONGEST_CELL)
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        columns = self._mapping.over(rows.fieldnames or ())
        if columns.geometry not in (rows.fieldnames or ()):
            raise no_geometry_column(name, rows.fieldnames or ())
        for number, row in enumerate(rows, start=1):
            # Cells beyond the last heading have no name: whoever made the table forgot to quote a comma
            yield self.line(name, columns, number, {heading: cell for heading, cell in row.items() if heading is not None})

    def line(self, name: str, columns: ColumnMapping, number: int, row: Mapping[str, Any]) -> SiteReading:
        """The site of one line of a CSV, numbered from 1 without the heading; ``columns`` is the mapping over its heading."""
        wkt = (row.get(columns.geometry) or "").strip()
        original = Original(wkt, "geojson" if wkt.startswith("{") else "wkt")
        return self._row(name, f"CSV line {number + 1}", number, row, original, _drawing_of_cell(wkt, columns.crs))

    def read_vector(self, path: Path, name: str) -> Iterator[SiteReading]:
        """One site for each record of each layer. Raises UnreadableFile when fiona can't read it or is missing."""
        for row in self.vector_rows(path, name):
            yield self.record(name, row)

    def vector_rows(self, path: Path, name: str) -> Iterator[VectorRow]:
        """The records themselves of each layer. Raises UnreadableFile when fiona can't read it or is missing."""
        try:
            import fiona
        except ImportError as error:
            message = (
                f"{name} can't be read here: reading {path.suffix} needs the Python library fiona. Save it as GeoJSON or CSV with WKT."
            )
            raise UnreadableFile(message, name) from error
        try:
            if path.is_file():
                with path.open("rb") as file:
                    refuse_pointer(file.read(LOOKED_AT), name)
            # fiona has KML, but does not trust itself with it
            trust = {"allow_unsupported_drivers": True} if path.suffix.lower() == ".kml" else {}
            options = {**trust, **opening_options(str(path))}
            with asking_nobody():
                layers = layer_names(str(path))
            for layer in layers:
                with asking_nobody():
                    records, arcs = fiona.open(str(path), layer=layer, **options), records_with_arcs(path, layer)
                with records:
                    yield from self._layer(records, layer, name, arcs)
        except failures() as error:
            told = str(error).replace(str(path), name).rstrip(".")
            raise UnreadableFile(f"{name} can't be read: {told}. Is it damaged, or not what its name says?", name) from error

    def _layer(self, records: Any, layer: str, name: str, arcs: Container[int]) -> Iterator[VectorRow]:
        if has_no_shapes(records):
            return
        label = self._mapping.crs or _crs_name(records)
        number = 0
        for number, record in enumerate(vector_records(records), start=1):
            values = None if record is None else getattr(record, "__geo_interface__", record)
            yield VectorRow(layer, label, number, values, number in arcs)
        count = record_count(records)
        if count is not None and number < count:
            message = f"{name} can't be read to its end: layer {layer} broke off after {number} of {count} records. Ask for it again."
            raise UnreadableFile(message, name)

    def record(self, name: str, row: VectorRow) -> SiteReading:
        """The site of one record."""
        found = f"record {row.number} of layer {row.layer}"
        if row.values is None:
            site = f"{PurePosixPath(name).stem} #{row.number}"
            return SiteReading(site, name, found, checks=(_unreadable_record(found),))
        drawing, original, accuracy = self._drawn(row.values.get("geometry"), row.label)
        if row.arcs:
            drawing.checks.append(arcs_straightened())
        return self._row(name, found, row.number, row.values.get("properties") or {}, original, drawing, accuracy)

    def _drawn(self, geometry: dict[str, Any] | None, label: str) -> tuple[Drawing, Original, Accuracy | None]:
        """The polygons of one record, brought to EPSG:27700 where its own system is none that red lines arrive in."""
        if not geometry:
            return read_drawing({"type": "GeometryCollection", "geometries": []}), Original("", "wkb"), None
        try:
            shape = shapely.force_2d(shapely.geometry.shape(geometry))
        except (ValueError, TypeError, shapely.errors.GEOSException):  # fewer positions than a ring takes: the drawing says which
            return _labelled(geometry, label), Original(json.dumps(geometry), "geojson"), None
        original = Original(shape.wkb_hex, "wkb")
        if not label or label in _OURS:
            return _labelled(geometry, label), original, None
        moved = self._transformer.to_national_grid_from(shape, label)
        drawing = _labelled(shapely.geometry.mapping(moved), SourceCrs.NATIONAL_GRID.value)
        return drawing, original, self._transformer.accuracy_from(label)

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
        known = application or Application(reference="")
        reading = RedLine(self._transformer, self._rules, original, known, accuracy).read(drawing)
        return SiteReading(site, name, found, application, original, reading.boundary, reading.proposal, reading.areas, reading.checks)


def _labelled(geometry: Mapping[str, Any], label: str) -> Drawing:
    drawing = read_drawing(geometry)
    drawing.label = label
    return drawing


def _unreadable_record(found: str) -> Check:
    message = f"The shape of {found} is of a kind that can't be read. Save it as polygons, or ask for it again."
    return Check("not-readable", Severity.ERROR, message)


def arcs_straightened() -> Check:
    """What is told of a red line that had arcs."""
    message = "The red line was drawn with arcs; each was replaced by short straight lines."
    return Check("arcs-straightened", Severity.INFORMATION, message)


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
        message = f"{name} is not text (byte {error.start + 1:,} is none), so it is no table. Save it as CSV in UTF-8."
        raise UnreadableFile(message, name) from error


def no_geometry_column(name: str, columns: Iterable[str]) -> UnreadableFile:
    """Why a table without a column for the red line can't be read."""
    names = list(columns)
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    have = ", ".join(name[:_LONGEST_NAME] for name in names[:_MOST_NAMED]) + more or "nothing"
    message = f"{name} has no column of well-known text for the red line. Name it in a column mapping; the columns are {have}."
    return UnreadableFile(message, name)


def delimiter_of(text: str) -> str:
    """What the first line of a table has most of."""
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
    return system_of(code, str(records.crs_wkt))
