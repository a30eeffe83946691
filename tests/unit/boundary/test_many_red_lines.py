"""Red lines out of tables, many at a time: exactly the boundary that each has when it is read by itself, or the same reason for none."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugin.boundary.intake import read_sites
from plugin.boundary.many.many_reader import ManyReader
from plugin.boundary.many.site_batch import SiteBatch
from plugin.boundary.mapping import ColumnMapping
from plugin.boundary.transformer import Transformer
from plugin.domain.check import Severity
from plugin.domain.clock import FixedClock
from plugin.domain.errors import UnreadableFile
from plugin.domain.reading import SiteReading

CLOCK = FixedClock(datetime(2026, 11, 22, tzinfo=timezone.utc))
TRANSFORMER = Transformer()
X, Y = 530000.0, 180000.0

SQUARE = f"POLYGON (({X} {Y}, {X + 40} {Y}, {X + 40} {Y + 40}, {X} {Y + 40}, {X} {Y}))"
ODD = {
    "a bow tie": f"POLYGON (({X} {Y}, {X + 20} {Y + 20}, {X + 20} {Y}, {X} {Y + 20}, {X} {Y}))",
    "a line": f"LINESTRING ({X} {Y}, {X + 20} {Y + 20})",
    "nothing": "",
    "no text that can be read": "POLYGON ((one two",
    "an empty polygon": "POLYGON EMPTY",
    "a ring left open": f"POLYGON (({X} {Y}, {X + 40} {Y}, {X + 40} {Y + 40}))",
    "a vertex that stands twice": f"POLYGON (({X} {Y}, {X + 40} {Y}, {X + 40} {Y}, {X + 40} {Y + 40}, {X} {Y}))",
    "easting and northing swapped": "POLYGON ((180000 530000, 180040 530000, 180040 530040, 180000 530040, 180000 530000))",
    "longitude and latitude swapped": "POLYGON ((51.5 -0.1, 51.501 -0.1, 51.501 -0.101, 51.5 -0.101, 51.5 -0.1))",
    "a place in Scotland": "POLYGON ((325000 673000, 325040 673000, 325040 673040, 325000 673040, 325000 673000))",
    "nowhere": "POLYGON ((5 5, 6 5, 6 6, 5 6, 5 5))",
    "a district": f"POLYGON (({X} {Y}, {X + 90000} {Y}, {X + 90000} {Y + 90000}, {X} {Y + 90000}, {X} {Y}))",
    "a speck": f"POLYGON (({X} {Y}, {X + 0.05} {Y}, {X + 0.05} {Y + 0.05}, {X} {Y + 0.05}, {X} {Y}))",
    "parts that share an edge": (
        f"MULTIPOLYGON ((({X} {Y}, {X + 9} {Y}, {X + 9} {Y + 9}, {X} {Y + 9}, {X} {Y})),"
        f"(({X + 9} {Y}, {X + 18} {Y}, {X + 18} {Y + 9}, {X + 9} {Y + 9}, {X + 9} {Y})))"
    ),
    "parts apart": (
        f"MULTIPOLYGON ((({X} {Y}, {X + 9} {Y}, {X + 9} {Y + 9}, {X} {Y + 9}, {X} {Y})),"
        f"(({X + 19} {Y}, {X + 28} {Y}, {X + 28} {Y + 9}, {X + 19} {Y + 9}, {X + 19} {Y})))"
    ),
    "a multipolygon of one": f"MULTIPOLYGON ((({X} {Y}, {X + 9} {Y}, {X + 9} {Y + 9}, {X} {Y + 9}, {X} {Y})))",
    "heights": f"POLYGON Z (({X} {Y} 5, {X + 40} {Y} 5, {X + 40} {Y + 40} 5, {X} {Y} 5))",
    "degrees": "POLYGON ((-0.1 51.5, -0.099 51.5, -0.099 51.501, -0.1 51.501, -0.1 51.5))",
    "degrees that touch themselves": "POLYGON ((-0.1 51.5, -0.098 51.5, -0.099 51.5, -0.099 51.501, -0.1 51.5))",
    "a coordinate system of its own": f"SRID=27700;{SQUARE}",
    "GeoJSON in a cell": json.dumps({"type": "Polygon", "coordinates": [[[X, Y], [X + 9, Y], [X + 9, Y + 9], [X, Y]]]}),
    "Web Mercator": "POLYGON ((-11000 6710000, -10900 6710000, -10900 6710100, -11000 6710100, -11000 6710000))",
    "a hole": SQUARE[:-1] + f", ({X + 5} {Y + 5}, {X + 9} {Y + 5}, {X + 9} {Y + 9}, {X + 5} {Y + 5}))",
}


def table(path: Path, cells: list[str], **columns: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["wkt", *columns])
        writer.writerows(zip(cells, *columns.values()))
    return path


def many(path: Path, **options: Any) -> SiteBatch:
    items = list(ManyReader([path], TRANSFORMER, CLOCK, **options))
    assert not any(isinstance(item, UnreadableFile) for item in items), items
    return SiteBatch.joined([item for item in items if isinstance(item, SiteBatch)])


def alone(path: Path, **options: Any) -> list[SiteReading]:
    items = list(read_sites([path], TRANSFORMER, clock=CLOCK, **options))
    return [item for item in items if isinstance(item, SiteReading)]


def assert_same(batch: SiteBatch, readings: list[SiteReading]) -> None:
    assert list(batch.sites) == [reading.site for reading in readings]
    assert list(batch.files) == [reading.file for reading in readings]
    for row, reading in enumerate(readings):
        boundary = reading.boundary
        assert (batch.boundaries[row] is None) == (boundary is None), reading
        if boundary is not None:
            assert batch.problems[row] == ""
            assert batch.boundaries[row].geom_type == boundary.geometry.geom_type
            assert shapely.to_wkb(batch.boundaries[row]) == shapely.to_wkb(shapely.force_2d(boundary.geometry))
            assert batch.accuracies[row] == boundary.accuracy
        else:
            assert batch.problems[row] == next(check.message for check in reading.checks if check.severity is Severity.ERROR)
        application = reading.application
        assert batch.types[row] == (application.type_code if application else "")
        assert batch.submitted[row] == (application.submitted_on if application else None)


@pytest.mark.parametrize("what", ODD)
def test_an_odd_red_line_comes_to_the_same(what: str, tmp_path: Path):
    path = table(tmp_path / "sites.csv", [SQUARE, ODD[what], SQUARE])

    assert_same(many(path), alone(path))


def test_the_day_in_england_is_the_day_of_submission_in_a_table_too(tmp_path: Path):
    path = table(tmp_path / "sites.csv", [SQUARE], submitted=["2023-06-30T23:30:00Z"])

    batch = many(path)

    assert_same(batch, alone(path))
    assert batch.submitted[0] == date(2023, 7, 1)


@pytest.mark.parametrize(("written", "day"), [("03/04/2019", date(2019, 4, 3)), ("3/4/2019 10:15", date(2019, 4, 3)), ("31/02/2019", None)])
def test_a_day_as_councils_write_it_is_the_day_of_submission_in_a_table(tmp_path: Path, written: str, day: date | None):
    path = table(tmp_path / "sites.csv", [SQUARE], submitted=[written])

    batch = many(path)

    assert_same(batch, alone(path))
    assert batch.submitted[0] == day


def test_red_lines_keep_their_place_among_odd_ones(tmp_path: Path):
    path = table(tmp_path / "sites.csv", [*ODD.values(), SQUARE], reference=[*ODD, "the last"])

    batch = many(path, size=4)

    assert_same(batch, alone(path))
    assert batch.sites[-1] == "the last"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.sampled_from([1.0, 1e-5]), st.booleans())
def test_any_ring_comes_to_the_same(tmp_path: Path, seed: int, scale: float, holed: bool):
    random = np.random.default_rng(seed)
    middle = np.array([X, Y]) if scale == 1.0 else np.array([-0.1, 51.5])
    cells = []
    for _ in range(5):
        ring = middle + scale * 30 * random.normal(size=(int(random.integers(3, 9)), 2))
        shape = shapely.Polygon(ring if random.random() < 0.5 else shapely.convex_hull(shapely.MultiPoint(ring)).exterior)
        cells.append(
            shapely.to_wkt(shape.difference(shape.centroid.buffer(scale)) if holed and shape.is_valid else shape, rounding_precision=9)
        )
    path = table(tmp_path / f"sites{seed}.csv", cells)

    assert_same(many(path), alone(path))


def test_types_and_days_of_submission_are_read(tmp_path: Path):
    path = table(
        tmp_path / "sites.csv",
        [SQUARE] * 3,
        ref=["A", "B", ""],
        type=["ldc.existing", " pp  full ", ""],
        received=["2020-02-03", "soon", ""],
    )

    assert_same(many(path), alone(path))


def test_a_name_that_stands_twice_gets_a_number(tmp_path: Path):
    path = table(tmp_path / "sites.csv", [SQUARE] * 3, ref=["A", "A", "A (2)"])

    assert list(many(path, size=1).sites) == ["A", "A (2)", "A (2) (2)"]
    assert_same(many(path), alone(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_any_usual_form(tmp_path: Path, encoding: str, delimiter: str):
    path = tmp_path / "sites.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["ref", "wkt"], ["Café £1", SQUARE], [], ["B"]])

    assert_same(many(path), alone(path))


@pytest.mark.parametrize("text", ["", "  \n", "ref,name\nA,B\n"])
def test_a_table_that_can_not_be_read_says_the_same(tmp_path: Path, text: str):
    path = tmp_path / "sites.csv"
    path.write_text(text)

    (error,) = ManyReader([path], TRANSFORMER, CLOCK)
    (expected,) = read_sites([path], TRANSFORMER, clock=CLOCK)

    assert str(error) == str(expected)


def test_a_file_that_is_not_there_does_not_stop_the_others(tmp_path: Path):
    path = table(tmp_path / "sites.csv", [SQUARE])

    first, second = ManyReader([tmp_path / "gone.csv", path], TRANSFORMER, CLOCK)

    assert isinstance(first, UnreadableFile)
    assert isinstance(second, SiteBatch)


def features(path: Path, *geometries: Any, **members: Any) -> Path:
    rows = [{"type": "Feature", "properties": {"ref": f"F{n}"}, "geometry": each} for n, each in enumerate(geometries)]
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": rows}))
    return path


RING = [[X, Y], [X + 40, Y], [X + 40, Y + 40], [X, Y + 40], [X, Y]]
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}


@pytest.mark.parametrize("members", [{}, {"crs": CRS}])
def test_features_of_which_each_is_a_site_come_to_the_same(tmp_path: Path, members: dict[str, Any]):
    path = features(
        tmp_path / "sites.geojson",
        {"type": "Polygon", "coordinates": [RING]},
        None,
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4], ["a", "b"]]]},
        {"type": "Polygon", "coordinates": [RING[:-1]]},
        {"type": "Point", "coordinates": RING[0]},
        {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [RING]}]},
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Polygon", "coordinates": "none"},
        {"type": "Polygon", "coordinates": [[[str(x), str(y)] for x, y in RING]]},
        **members,
    )

    assert_same(many(path, each=True, size=3), alone(path, each=True))


def test_a_document_that_is_no_collection_is_read_as_it_is(tmp_path: Path):
    path = tmp_path / "site.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}))

    assert_same(many(path, each=True), alone(path, each=True))


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326", "EPSG:29903"])
def test_the_records_of_a_vector_file_come_to_the_same(tmp_path: Path, crs: str):
    fiona = pytest.importorskip("fiona")
    shapes = [
        shapely.from_wkt(ODD[name]) for name in ("a bow tie", "a hole", "parts apart", "a multipolygon of one", "parts that share an edge")
    ]
    moved = [TRANSFORMER.to_wgs84(shape) if crs == "EPSG:4326" else shape for shape in shapes]
    schema = {"geometry": "Unknown", "properties": {"reference": "str"}}
    with fiona.open(tmp_path / "sites.gpkg", "w", driver="GPKG", crs=crs, schema=schema) as file:
        for number, shape in enumerate(moved):
            file.write({"type": "Feature", "properties": {"reference": f"V{number}"}, "geometry": shapely.geometry.mapping(shape)})
        file.write({"type": "Feature", "properties": {"reference": "none"}, "geometry": None})

    assert_same(many(tmp_path / "sites.gpkg", size=2), alone(tmp_path / "sites.gpkg"))


def test_parquet_comes_to_what_a_csv_comes_to(tmp_path: Path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = table(tmp_path / "sites.csv", [SQUARE, ODD["a bow tie"], ODD["a hole"], ""], ref=["A", "B", "C", "D"])
    shapes = [shapely.from_wkt(SQUARE), shapely.from_wkt(ODD["a bow tie"]), shapely.from_wkt(ODD["a hole"]), None]
    rows = pa.table({"ref": ["A", "B", "C", "D"], "geometry": [None if shape is None else shape.wkb for shape in shapes]})
    geo = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "crs": {"id": {"authority": "EPSG", "code": 27700}}}},
    }
    parquet.write_table(rows.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "sites.parquet")

    from_parquet, from_csv = many(tmp_path / "sites.parquet"), many(path)

    assert list(from_parquet.sites) == list(from_csv.sites)
    assert shapely.to_wkb(from_parquet.boundaries).tolist() == shapely.to_wkb(from_csv.boundaries).tolist()
    assert list(from_parquet.problems)[:3] == list(from_csv.problems)[:3]
    assert from_parquet.problems[3] != ""


def test_a_mapping_names_the_columns(tmp_path: Path):
    path = tmp_path / "sites.csv"
    path.write_text(f'APP_NO;SHAPE\n7;"{SQUARE}"\n')

    assert list(many(path, mapping=ColumnMapping(reference="APP_NO", geometry="SHAPE")).sites) == ["7"]


def test_what_is_offered_is_used_where_that_was_said_before(tmp_path: Path):
    path = table(tmp_path / "sites.csv", [ODD["a bow tie"], SQUARE])

    batch = many(path, confirm=True)

    assert list(batch.problems) == ["", ""]
    assert batch.boundaries[0].is_valid
