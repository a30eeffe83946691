"""Records from whatever fiona reads: GeoPackage, Shapefile, GML, KML, TAB, also inside a zip."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...boundary.arcs import records_with_arcs
from ...boundary.vector_source import LOOKED_AT, asking_nobody, failures, layer_names, opening_options, refuse_pointer, system_of
from ...domain.errors import MissingLibrary, UnreadableFile
from .record import Record
from .record_fields import RecordReader, slug_of, told_of_arcs
from .record_source import RecordSource
from .records import RecordStream


def vector_records(source: RecordSource, dataset: str | None) -> Iterator[RecordStream]:
    """One stream for every layer with its own CRS. Raises MissingLibrary, UnreadableFile, also while the records are read."""
    try:
        import fiona
    except ImportError as error:
        raise MissingLibrary(
            f"{source.path} needs the library fiona, which is not installed here. Save the file as GeoJSON in QGIS, or install fiona."
        ) from error
    failed = failures()
    location = f"/vsizip/{source.path.resolve()}/{source.member}" if source.member else str(source.path)
    try:
        if source.path.is_file() and source.suffix != ".gdb":
            with source.open() as stream:
                refuse_pointer(stream.read(LOOKED_AT), source.name)
        with asking_nobody():
            layers = layer_names(location)
        sha256 = source.examine().sha256
    except failed as error:
        raise UnreadableFile(f"{source.path} cannot be read as map data: {str(error).rstrip('.')}.") from error
    if not layers:
        raise UnreadableFile(f"{source.path} has no layer.")
    for layer in layers:
        try:
            # Without this fiona reads neither KML nor TAB on some platforms, though GDAL does.
            with asking_nobody():
                collection = fiona.open(location, layer=layer, allow_unsupported_drivers=True, **opening_options(location))
        except failed as error:
            raise UnreadableFile(f"The layer {layer} of {source.path} cannot be read: {str(error).rstrip('.')}.") from error
        with collection:
            reader = RecordReader(dataset, slug_of(layer if len(layers) > 1 else source.stem))
            try:
                count, crs = _count(collection), _crs(collection)
            except failed as error:
                raise UnreadableFile(f"The layer {layer} of {source.path} cannot be read: {str(error).rstrip('.')}.") from error
            yield RecordStream(
                source=source,
                records=_records(source, collection, reader, failed, _with_arcs(location, layer)),
                crs=crs,
                wgs84_unless_said=False,
                sha256=sha256,
                fraction=_Fraction(reader, count).read if count > 0 else lambda: None,
                dataset=reader.usual_dataset,
                columns=tuple(collection.schema["properties"]),
                layer=layer,
            )


class _Fraction:
    def __init__(self, reader: RecordReader, count: int) -> None:
        self._reader = reader
        self._count = count

    def read(self) -> float | None:
        return min(1.0, self._reader.rows / self._count)


def _count(collection: Any) -> int:
    """How many rows a layer has, 0 where its format cannot tell before it is read (TAB, MIF, GML)."""
    try:
        return len(collection)
    except TypeError:
        return 0


def _crs(collection: Any) -> str:
    code = collection.crs.to_epsg() if collection.crs else None
    return system_of(code, str(collection.crs_wkt or ""))


def _records(
    source: RecordSource, collection: Any, reader: RecordReader, failed: tuple[type[Exception], ...], arcs: Container[int]
) -> Generator[Record, None, None]:
    moments = [name for name, kind in collection.schema["properties"].items() if kind == "datetime"]
    try:
        for number, feature in enumerate(collection, start=1):
            geometry = feature.geometry
            shape = None if geometry is None else geometry.__geo_interface__
            record = reader.record({**feature.properties, **_days(feature.properties, moments)}, shape, size=_size(shape))
            yield told_of_arcs(record) if number in arcs else record
    except failed as error:
        raise UnreadableFile(f"{source.path} cannot be read to its end: {error}.") from error


def _days(properties: Mapping[str, Any], moments: Sequence[str]) -> dict[str, str]:
    """The days that a column of moments has at midnight, as QGIS reads them too: their owner has no column of days alone."""
    texts = {name: properties[name] for name in moments if isinstance(properties[name], str)}
    return {name: text[:10] for name, text in texts.items() if text[10:].startswith("T00:00:00") and not text[19:].strip("+0:Z.")}


def _with_arcs(location: str, layer: str) -> Container[int]:
    """The numbers of the records whose arcs fiona puts straight lines for; none where GDAL's own library is not here to tell."""
    try:
        with asking_nobody():
            return records_with_arcs(Path(location), layer)
    except ImportError:
        return ()


def _size(shape: Any) -> int:
    """About how many characters the geometry would take as text, so that batches stay small."""
    if shape is None:
        return 100
    return 100 + 40 * _positions(shape.get("coordinates") or shape.get("geometries") or ())


def _positions(value: Any) -> int:
    if isinstance(value, dict):
        return _positions(value.get("coordinates") or value.get("geometries") or ())
    if not value or not isinstance(value[0], (list, tuple, dict)):
        return 1
    return sum(map(_positions, value))
