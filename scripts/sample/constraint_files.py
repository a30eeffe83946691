"""The constraint files of the sample, in every form that the platform and councils publish."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fiona
import fiona.crs
import shapely

from .coordinates import Coordinates, as_geojson
from .records import WARNING, Record

#: The platform's numbers have outgrown 32 bits; so do these.
FIRST_NUMBER = 9_900_000_001
#: One more than a floating point number can hold: a reader that goes by way of one is found out.
ODD_NUMBER = 9_007_199_254_740_993
_AS_ENTITIES = ("tree-preservation-zone",)
_AS_CSV = ("tree", "brownfield-land")
_AS_GEOPACKAGE = ("locally-listed-building",)
#: Published, and empty.
EMPTY = "battlefield"


def number(records: Iterable[Record]) -> dict[int, Record]:
    """Entity numbers, given in order."""
    numbered = dict(enumerate(records, start=FIRST_NUMBER))
    last = max(key for key, record in numbered.items() if record.dataset == "tree" and record.point is not None)
    numbered[ODD_NUMBER] = numbered.pop(last)
    return numbered


def write(folder: Path, numbered: dict[int, Record], coordinates: Coordinates) -> None:
    """One file per dataset; the folder must exist."""
    by_dataset: dict[str, dict[int, Record]] = {}
    for key, record in numbered.items():
        by_dataset.setdefault(record.dataset, {})[key] = record
    for dataset, records in by_dataset.items():
        if dataset in _AS_ENTITIES:
            entities = [{**_properties(key, record), **_wkt(record, coordinates)} for key, record in records.items()]
            _write_json(folder / f"{dataset}.json", {"entities": entities, "count": len(entities), "note": WARNING})
        elif dataset in _AS_CSV:
            _write_csv(folder / f"{dataset}.csv", records, coordinates)
        elif dataset in _AS_GEOPACKAGE:
            _write_geopackage(folder / f"{dataset}.gpkg", dataset, records)
        else:
            features = [_feature(key, record, coordinates) for key, record in records.items()]
            _write_json(folder / f"{dataset}.geojson", {"type": "FeatureCollection", "name": dataset, "features": features})
    _write_json(folder / f"{EMPTY}.geojson", {"type": "FeatureCollection", "name": EMPTY, "features": []})


def _properties(key: int, record: Record) -> dict[str, Any]:
    """The platform's columns, kebab-case."""
    return {
        "entity": key,
        "dataset": record.dataset,
        "reference": record.reference,
        "name": record.name,
        "start-date": record.start,
        "end-date": record.end,
        "entry-date": "2026-09-01",
        "quality": record.quality,
        "organisation-entity": "999999",
        "typology": "geography",
        "sample": WARNING,
        **record.attributes,
    }


def _feature(key: int, record: Record, coordinates: Coordinates) -> dict[str, Any]:
    shape = record.geometry if record.geometry is not None else record.point
    geometry = None if shape is None else coordinates.geojson(_multi(shape))
    return {"type": "Feature", "geometry": geometry, "properties": _properties(key, record)}


def _wkt(record: Record, coordinates: Coordinates) -> dict[str, str]:
    columns = {"geometry": "", "point": ""}
    if record.geometry is not None:
        columns["geometry"] = shapely.to_wkt(coordinates.degrees(_multi(record.geometry)), rounding_precision=9)
    inside = record.point
    if inside is None and record.geometry is not None:
        inside = shapely.point_on_surface(record.geometry)
    if inside is not None:
        columns["point"] = shapely.to_wkt(coordinates.degrees(inside), rounding_precision=9)
    return columns


def _write_csv(path: Path, records: dict[int, Record], coordinates: Coordinates) -> None:
    rows = [{**_properties(key, record), **_wkt(record, coordinates)} for key, record in records.items()]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))


def _write_geopackage(path: Path, dataset: str, records: dict[int, Record]) -> None:
    """As a council keeps it: British National Grid, columns of its own, no entity numbers."""
    path.unlink(missing_ok=True)
    schema = {"geometry": "MultiPolygon", "properties": {"LL_REF": "str", "ADDRESS": "str", "ADDED_ON": "str", "NOTE": "str"}}
    crs = fiona.crs.CRS.from_epsg(27700)
    with (
        fiona.Env(OGR_CURRENT_DATE="2026-11-01T00:00:00Z"),
        fiona.open(path, "w", driver="GPKG", layer=dataset, schema=schema, crs=crs) as sink,
    ):
        for record in records.values():
            properties = {"LL_REF": record.reference, "ADDRESS": record.name, "ADDED_ON": record.start, "NOTE": WARNING}
            sink.write({"type": "Feature", "geometry": as_geojson(_multi(record.geometry)), "properties": properties})


def _multi(shape: shapely.Geometry | None) -> shapely.Geometry:
    """The platform keeps every area as a MultiPolygon; what is no area is left out."""
    if shape is None or shapely.get_type_id(shape) == shapely.GeometryType.POINT:
        return shape if shape is not None else shapely.MultiPolygon()
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
