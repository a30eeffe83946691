"""A council's file as the standard sees it: its rows by the standard's fields, its geometries on the National Grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ...domain.errors import RedlineError, UnreadableFile
from ..records.record import RawGeometry, Record
from ..records.record_fields import normalised
from ..records.record_place import WGS84, NationalGridTransformer, Placer
from ..records.record_source import RecordSource
from ..records.records import RecordStream, open_records
from .column_mapping import ColumnMapping
from .placed_shapes import PlacedShapes, place_shapes
from .six_decimals import ToDegrees
from .standard import Standard

#: Rows between two words on how far the reading is.
_BETWEEN = 200
#: Columns that a reader takes for a geometry whatever the mapping says, by the standard's names.
_SHAPES = ("geometry", "point")


@dataclass(frozen=True)
class StandardRow:
    """``number`` counts from 1 in the file; ``values`` are the texts of the standard's fields, those that hold something, as they stand."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class StandardTable:
    """All rows of one layer. ``placed`` has the shapes by field (geometry, point). ``columns`` is field to column, "" for what every row
    says; ``unmapped`` names the columns that hold something and that no field takes.

    ``systems`` are the coordinate systems that were met, ``notes`` sentences on what was assumed. ``to_degrees`` brings the shapes from
    EPSG:27700 to longitude and latitude as an export does.
    """

    standard: Standard
    rows: tuple[StandardRow, ...]
    columns: Mapping[str, str]
    unmapped: tuple[str, ...]
    placed: Mapping[str, PlacedShapes]
    systems: frozenset[str]
    notes: tuple[str, ...]
    to_degrees: ToDegrees

    def has(self, name: str) -> bool:
        """Whether the file has this field at all."""
        return name in self.columns

    @property
    def shapes(self) -> dict[str, NDArray[np.object_]]:
        """The geometries in EPSG:27700 by field, None where there is none."""
        return {name: placed.shapes for name, placed in self.placed.items()}

    def shape(self, number: int, name: str = "geometry") -> shapely.Geometry | None:
        """The shape of the row of that number, or None."""
        placed, position = self.placed.get(name), self.position(number)
        return None if placed is None or position is None else placed.shapes[position]

    def position(self, number: int) -> int | None:
        """Where the row of that number stands, None where there is none: rows are numbered from 1 without a gap."""
        return number - 1 if 0 < number <= len(self.rows) else None

    def words_beside(self, name: str, codes: Collection[str]) -> dict[str, int]:
        """What a field says that is none of the codes, in whatever case, with how often; the most frequent first."""
        known = {code.casefold() for code in codes}
        counts = Counter(text for row in self.rows if (text := row[name].strip()) and text.casefold() not in known)
        return dict(counts.most_common())

    @property
    def in_wgs84(self) -> bool:
        return self.systems <= {WGS84}


def read_table(
    path: Path,
    standard: Standard,
    mapping: ColumnMapping,
    transformer: NationalGridTransformer,
    layer: str = "",
    told: Callable[[float], None] = lambda _share: None,
) -> StandardTable:
    """Read one layer of a file whole. Raises UnreadableFile, MissingLibrary, and RedlineError where the layer is not there or not named.

    ``told`` hears now and then how much was read, 0 to 1, and may raise to stop it.
    """
    records, stream = _read(path, standard, layer, told)
    placer = Placer(transformer, stream.crs, stream.wgs84_unless_said)
    return table_of(records, stream.columns, placer, standard, mapping)


def table_of(
    records: Sequence[Record], declared: Sequence[str], placer: Placer, standard: Standard, mapping: ColumnMapping
) -> StandardTable:
    """The table of records from wherever they come; ``declared`` are the columns that their source names. Raises RedlineError where the
    mapping names a column that is not there."""
    filled = dict.fromkeys(name for record in records for name in record.attributes)
    columns = mapping.found(standard.names, dict.fromkeys([*declared, *filled]))
    columns.update({name: "" for name in mapping.constants if name not in columns})
    placed: dict[str, PlacedShapes] = {}
    for field in (each.name for each in standard.fields if each.is_geometry):
        raws = [_raw(record, field) for record in records]
        placed[field] = place_shapes(raws, placer)
        if field == "geometry":
            in_column = any(normalised(name) == field for name in declared)
            points = {position: in_column for position, record in enumerate(records) if is_point(record.geometry)}
            placed[field] = replace(placed[field], points=points)
        if placed[field].points or any(raw is not None for raw in raws):
            columns.setdefault(field, field)
    rows = tuple(StandardRow(record.row, mapping.values_of(record.attributes, columns)) for record in records)
    unmapped = tuple(name for name in filled if name not in {*columns.values(), *_SHAPES})
    systems = frozenset(placer.used)
    return StandardTable(standard, rows, columns, unmapped, placed, systems, tuple(placer.notes), placer.to_degrees)


def _read(path: Path, standard: Standard, layer: str, told: Callable[[float], None]) -> tuple[list[Record], RecordStream]:
    layers = []
    for stream in open_records(RecordSource(path), standard.dataset, with_shapes=standard.has_geometry):
        layers.append(stream.layer)
        if not layer or stream.layer in ("", layer):
            found = list(_told(stream, told)), stream
            if layer:
                return found
    if layer:
        raise RedlineError(f"{path} has no layer “{layer}”, but {', '.join(layers)}.")
    if len(layers) > 1:
        raise RedlineError(f"{path} has several layers ({', '.join(layers)}). Say which one is meant.")
    if not layers:
        raise UnreadableFile(f"{path} has no layer.")
    return found


def _told(stream: RecordStream, told: Callable[[float], None]) -> Iterator[Record]:
    for number, record in enumerate(stream.records):
        if number % _BETWEEN == 0:
            told(stream.fraction() or 0.0)
        yield record


def _raw(record: Record, field: str) -> RawGeometry | None:
    """The geometry of a row as the file has it; a table's only shape is its polygon or its point by what it is."""
    if field == "point":
        return record.point or (record.geometry if is_point(record.geometry) else None)
    return None if is_point(record.geometry) else record.geometry


def is_point(raw: object) -> bool:
    """Whether a shape as supplied is a point, or several."""
    if isinstance(raw, Mapping):
        return raw.get("type") in ("Point", "MultiPoint")
    return isinstance(raw, str) and raw.split(";")[-1].strip().upper().startswith(("POINT", "MULTIPOINT"))
