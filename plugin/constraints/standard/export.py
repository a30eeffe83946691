"""Writes a table as the platform takes it: CSV and GeoJSON in longitude and latitude, under the standard's own names."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping

from ...arrays import values
from ...domain.accuracy import UNTRANSFORMED, Accuracy
from ...domain.errors import RedlineError
from .six_decimals import DECIMALS, on_grid
from .standard import Need, StandardField
from .standard_table import StandardRow, StandardTable


class ToWgs84(Protocol):
    """As much of the Transformer as an export needs."""

    def to_wgs84(self, geometry: Any) -> Any: ...

    def accuracy(self) -> Accuracy: ...


@dataclass(frozen=True)
class Exported:
    """The files that were written (no GeoJSON where the standard has no geometry), the columns that no field took, and what the way to
    longitude and latitude was worth."""

    files: tuple[Path, ...]
    unmapped: tuple[str, ...]
    accuracy: Accuracy


def export_standard(table: StandardTable, folder: Path, transformer: ToWgs84) -> Exported:
    """Write ``DATASET.csv`` and, with geometries, ``DATASET.geojson`` into a folder. Raises RedlineError where that can't be done.

    A row without a geometry has an empty cell in the CSV, and null in the GeoJSON: nothing is left out.
    """
    shapes = {name: _degrees(given, transformer, name) for name, given in table.shapes.items() if table.has(name)}
    fields = tuple(field for field in table.standard.fields if field.need is not Need.MAY or table.has(field.name))
    table_file, shapes_file = exported_files(folder, table.standard.dataset)
    files = {table_file: _csv(table, fields, shapes)}
    if shapes:
        files[shapes_file] = _geojson(table, fields, shapes)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, lines in files.items():
            _write(path, lines)
    except OSError as error:
        raise RedlineError(f"The export could not be written to {folder}: {error.strerror or error}.") from error
    # There and back by one operation loses nothing, whatever that is worth
    return Exported(tuple(files), table.unmapped, UNTRANSFORMED if table.in_wgs84 else transformer.accuracy())


def exported_files(folder: Path, dataset: str) -> tuple[Path, Path]:
    """What an export of a dataset is called in a folder: the table, and the shapes."""
    return folder / f"{dataset}.csv", folder / f"{dataset}.geojson"


def _degrees(given: NDArray[np.object_], transformer: ToWgs84, name: str) -> NDArray[np.object_]:
    """Longitude and latitude on a grid of six decimals, outer rings against the clock; polygons all of one kind."""
    turned = np.empty(len(given), dtype=object)
    for position in values(np.flatnonzero(~shapely.is_missing(given))):
        turned[position] = _settled(transformer.to_wgs84(given[position]), name)
    return turned


def _settled(degrees: shapely.Geometry, name: str) -> shapely.Geometry:
    settled = on_grid(degrees)
    # Where nothing is left, the shape as it was: a row is never written without what it has, and the check of what was written tells it
    shape = degrees if settled is None else settled
    polygonal = shapely.get_type_id(shape) in (3, 6)
    if name != "geometry" or not polygonal:
        return shape
    parts = [shapely.Polygon(part.exterior, part.interiors) for part in shapely.get_parts(shape)]
    return shapely.MultiPolygon([shapely.geometry.polygon.orient(part) for part in parts])


def _csv(table: StandardTable, fields: tuple[StandardField, ...], shapes: Mapping[str, NDArray[np.object_]]) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([field.name for field in fields])
    yield line.text
    for position, row in enumerate(table.rows):
        writer.writerow([_cell(row, field, position, shapes) for field in fields])
        yield line.text


def _cell(row: StandardRow, field: StandardField, position: int, shapes: Mapping[str, NDArray[np.object_]]) -> str:
    if not field.is_geometry:
        return row[field.name]
    shape = shapes[field.name][position] if field.name in shapes else None
    return "" if shape is None else str(shapely.to_wkt(shape, rounding_precision=DECIMALS, trim=True))


def _geojson(table: StandardTable, fields: tuple[StandardField, ...], shapes: Mapping[str, NDArray[np.object_]]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    for position, row in enumerate(table.rows):
        shape = next((each[position] for name in ("geometry", "point") if (each := shapes.get(name)) is not None), None)
        feature = {
            "type": "Feature",
            "properties": {field.name: row[field.name] for field in fields if not field.is_geometry},
            "geometry": None if shape is None else _rounded(mapping(shape)),
        }
        yield f"{',' if position else ''}\n{json.dumps(feature, ensure_ascii=False)}"
    yield "\n]}\n"


def _rounded(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": shape["type"], "coordinates": _listed(shape["coordinates"])}


def _listed(coordinates: Any) -> Any:
    return [_listed(each) for each in coordinates] if isinstance(coordinates, (tuple, list)) else round(coordinates, DECIMALS)


def _write(path: Path, lines: Iterator[str]) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class _Line:
    """Takes one line at a time from a CSV writer."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)
