"""Council files and the platform's files, as they come, become the same records."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from plugin.constraints.records.record_geometry import half_read, packed, to_geometries
from plugin.constraints.records.record_source import sources_of
from plugin.constraints.records.records import open_records
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.errors import MissingLibrary, StoreError, UnreadableFile
from plugin.domain.written_days import read_date
from tests.shared import shared_path

from .making import build, built_alone, collection, entities, feature, square


def records_of(path: Path, dataset: str | None = None) -> list:
    return [record for source in sources_of(path) for stream in open_records(source, dataset) for record in stream.records]


def test_a_file_that_does_not_exist_is_named(tmp_path: Path):
    with pytest.raises(UnreadableFile, match=r"missing\.geojson does not exist"):
        build(tmp_path / "store", tmp_path / "missing.geojson")


def test_a_folder_without_map_data_is_refused(tmp_path: Path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear-sir.docx").write_text("Dear Sir")

    with pytest.raises(UnreadableFile, match="holds no file that can be read"):
        build(tmp_path / "store", tmp_path / "letters")


def test_a_csv_without_a_column_for_the_geometry_is_refused(tmp_path: Path):
    (tmp_path / "tree.csv").write_text("reference,name\n1,Oak\n")

    with pytest.raises(UnreadableFile, match=r"tree\.csv has no column for the geometry"):
        build(tmp_path / "store", tmp_path / "tree.csv")


def test_a_dataset_that_had_records_is_not_emptied_by_a_file_without_any(tmp_path: Path):
    build(tmp_path / "store", collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))
    before = (tmp_path / "store" / "current.json").read_text()

    with pytest.raises(StoreError, match=r"tree has 1 record with a geometry in the store and none in the files that were given"):
        build(tmp_path / "store", collection(tmp_path / "tree.geojson"))

    assert (tmp_path / "store" / "current.json").read_text() == before


def test_a_file_with_no_records_is_a_dataset_without_any_and_that_is_said(tmp_path: Path):
    report = built_alone(tmp_path / "store", collection(tmp_path / "battlefield.geojson"))

    assert (report.dataset, report.snapshot.count) == ("battlefield", 0)
    assert [issue.message for issue in report.issues] == ["battlefield.geojson has no records."]


@pytest.mark.parametrize("name", ["tree.geojson", "tree.json", "tree.csv", "tree.tsv"])
@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\0" * 70_000])
def test_an_empty_or_blank_file_is_refused_and_never_a_dataset(tmp_path: Path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UnreadableFile, match=r"tree\.\w+ is empty"):
        build(tmp_path / "store", tmp_path / name)

    assert not (tmp_path / "store" / "current.json").exists()


def test_a_csv_of_a_header_alone_is_a_dataset_without_records_and_that_is_said(tmp_path: Path):
    (tmp_path / "battlefield.csv").write_text("name,geometry\n")
    report = built_alone(tmp_path / "store", tmp_path / "battlefield.csv")

    assert (report.dataset, report.snapshot.count) == ("battlefield", 0)
    assert [issue.message for issue in report.issues] == ["battlefield.csv has no records."]


@pytest.mark.parametrize(
    "content",
    [
        {"error": "server"},
        {},
        {"type": "FeatureCollection"},
        {"features": None},
        {"entities": {"error": "server"}},
        {"type": "Polygon"},
        {"type": "Topology", "objects": {}, "arcs": []},
        {"error": {"code": 500, "details": []}},
    ],
)
def test_json_that_is_no_map_data_is_refused_and_never_a_dataset(tmp_path: Path, content: dict):
    (tmp_path / "conservation-area.geojson").write_text(json.dumps(content))

    with pytest.raises(UnreadableFile, match=r"conservation-area\.geojson .* no map data"):
        build(tmp_path / "store", tmp_path / "conservation-area.geojson")


@pytest.mark.parametrize(
    "content",
    [
        feature("POINT (530000 180000)"),
        {"type": "Point", "coordinates": [530000, 180000]},
        {"entity": 5, "point": "POINT (530000 180000)"},
        [{"geometry": "POINT (530000 180000)"}],
        {"entities": [{"point": "POINT (530000 180000)"}]},
        {"features": [feature("POINT (530000 180000)")]},
    ],
)
def test_json_of_every_shape_that_data_comes_in_is_read(tmp_path: Path, content: object):
    (tmp_path / "tree.json").write_text(json.dumps(content))
    build(tmp_path / "store", tmp_path / "tree.json")

    assert len(entities(LocalStore(tmp_path / "store"))) == 1


def test_an_error_at_the_end_of_features_to_a_line_means_that_the_file_broke_off(tmp_path: Path):
    lines = [feature("POINT (530000 180000)"), {"error": "server"}]
    (tmp_path / "tree.geojsonl").write_text("\n".join(map(json.dumps, lines)))

    with pytest.raises(UnreadableFile, match="no map data"):
        build(tmp_path / "store", tmp_path / "tree.geojsonl")


def test_without_fiona_a_shapefile_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tree.shp").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "fiona", None)

    with pytest.raises(MissingLibrary, match="Save the file as GeoJSON in QGIS, or install fiona"):
        build(tmp_path / "store", tmp_path / "tree.shp")


def test_what_is_no_shapefile_is_refused_in_one_sentence(tmp_path: Path):
    (tmp_path / "tree.shp").write_bytes(b"junk")

    with pytest.raises(UnreadableFile, match=r"cannot be read as map data: .*[^.]\.$"):
        build(tmp_path / "store", tmp_path / "tree.shp")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-29T00:00:00Z", date(2024, 2, 29)),
        ("16/11/1977", date(1977, 11, 16)),
        ("2024-02", date(2024, 2, 1)),
        ("2024", date(2024, 1, 1)),
        ("2023-02-29", None),
        ("TBA", None),
        ("31/31/2020", None),
    ],
)
def test_dates_are_read_as_councils_write_them(text: str, day: date | None):
    assert read_date(text) == day


def test_an_end_given_as_a_year_or_month_is_its_last_day():
    assert read_date("2024", last=True) == date(2024, 12, 31)
    assert read_date("2024-02", last=True) == date(2024, 2, 29)


def test_a_date_that_cannot_be_read_is_kept_as_text_and_listed(tmp_path: Path):
    report = built_alone(tmp_path / "store", collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", start_date="TBA")))

    (entity,) = entities(LocalStore(tmp_path / "store"))
    assert entity.start_date is None
    assert LocalStore(tmp_path / "store").attributes(entity) == {"start-date": "TBA"}
    assert [(issue.row, issue.what) for issue in report.issues if issue.what == "date"] == [(1, "date")]


def test_the_platforms_json_gives_the_outline_and_the_point_only_without_one(tmp_path: Path):
    rows = [
        {
            "entity": 7010000001,
            "dataset": "tree",
            "name": "",
            "geometry": square(530000, 180000),
            "point": "POINT (530050 180050)",
            "end-date": "",
        },
        {"entity": "7010000002", "dataset": "tree", "geometry": "", "point": "POINT (530500 180500)", "end-date": "2020-01-01"},
    ]
    (tmp_path / "all.json").write_text(json.dumps({"entities": rows, "links": {}, "count": 2}))
    build(tmp_path / "store", tmp_path / "all.json")

    store = LocalStore(tmp_path / "store")
    first, second = entities(store)
    assert (first.number, second.number) == (7010000001, 7010000002)
    assert store.geometry(first).area == 10000
    assert store.geometry(second).wkt == "POINT (530500 180500)"
    assert (first.end_date, second.end_date) == (None, date(2020, 1, 1))
    assert store.attributes(first)["point"] == "POINT (530050 180050)"
    assert "name" not in store.attributes(first)
    assert store.layers() == {"tree": ("tree", "tree_point")}


@pytest.mark.parametrize("delimiter", [",", "|", ";", "\t"])
def test_csv_is_read_with_any_usual_delimiter(tmp_path: Path, delimiter: str):
    lines = [
        ["Reference", "Name", "Geometry", "Point"],
        ["T1", "Oak", '""', "POINT(530000 180000)"],
        ["T2", "Elm", f'"{square(530000, 180000)}"', '""'],
    ]
    (tmp_path / "tree.csv").write_text("\r\n".join(delimiter.join(line) for line in lines))
    build(tmp_path / "store", tmp_path / "tree.csv")

    assert [(entity.reference, entity.name) for entity in entities(LocalStore(tmp_path / "store"))] == [("T1", "Oak"), ("T2", "Elm")]


def test_csv_with_eastings_and_northings_is_read_as_points(tmp_path: Path):
    (tmp_path / "tree.csv").write_text("TPO,Easting,Northing\n5,530000,180000\n6,,\n")
    report = built_alone(tmp_path / "store", tmp_path / "tree.csv")

    assert (report.snapshot.count, report.snapshot.without_geometry) == (2, 1)


def test_windows_1252_is_read_as_excel_wrote_it(tmp_path: Path):
    (tmp_path / "tree.csv").write_bytes("name,point\nCafé £5,POINT(530000 180000)\n".encode("cp1252"))
    build(tmp_path / "store", tmp_path / "tree.csv")

    assert entities(LocalStore(tmp_path / "store"))[0].name == "Café £5"


def test_a_dataset_that_is_asked_for_outranks_the_record_and_the_record_outranks_the_file(tmp_path: Path):
    path = collection(tmp_path / "Green Belt_2024.geojson", feature("POINT (1 50)", dataset="tree"), feature("POINT (1 50)"))

    assert [record.dataset for record in records_of(path)] == ["tree", "green-belt-2024"]
    assert [record.dataset for record in records_of(path, "ramsar")] == ["ramsar", "ramsar"]


def test_a_file_of_several_datasets_is_split(tmp_path: Path):
    path = collection(tmp_path / "all.geojson", *(feature("POINT (530000 180000)", dataset=name) for name in ("tree", "ramsar", "tree")))
    report = build(tmp_path / "store", path)

    assert {each.dataset: each.snapshot.count for each in report.datasets} == {"tree": 2, "ramsar": 1}


def test_a_column_called_as_its_dataset_counts_only_where_the_record_has_no_name_and_no_reference_itself(tmp_path: Path):
    both = {"conservation-area": "Old Town", "conservation-area-number": "4", "name": "New Town", "reference": "CA9"}
    neither = {"conservation-area": "Old Town", "conservation-area-number": "4", "name": "", "reference": None}
    path = collection(tmp_path / "conservation-area.geojson", feature(square(0, 0), **both), feature(square(50, 0), **neither))

    assert [(each.reference, each.name) for each in records_of(path)] == [("CA9", "New Town"), ("4", "Old Town")]


def test_columns_whose_names_clash_are_all_kept(tmp_path: Path):
    spellings = {
        "type": "Feature",
        "geometry": None,
        "properties": {"Grade": "I", "grade": "II", "GRADE ": "III", "fid": "9", "geom": "x", "NAME": "a", "name": "b"},
    }
    build(tmp_path / "store", collection(tmp_path / "conservation-area.geojson", spellings, feature(square(530000, 180000), Grade="I")))

    import sqlite3

    with LocalStore(tmp_path / "store") as store, sqlite3.connect(store.path) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(conservation_area)")]
        assert connection.execute("SELECT grade, grade_2, grade_3, fid_2, geom_2, name, name_2 FROM conservation_area").fetchone() == (
            "I",
            "II",
            "III",
            "9",
            "x",
            "a",
            "b",
        )
    assert len(set(columns)) == len(columns)


def test_the_platforms_own_test_entities_are_read_pipes_and_all(tmp_path: Path):
    report = build(tmp_path / "store", shared_path("data/fixtures/entities.csv"))

    store = LocalStore(tmp_path / "store")
    green = next(entity for entity in entities(store) if entity.dataset == "greenspace")
    assert sum(each.snapshot.count for each in report.datasets) == 25
    assert (green.number, green.name, green.end_date, green.quality) == (1, "Green space", date(2020, 1, 7), "some")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("data/southwark/raw/Conservation Areas.zip", 53),
        ("data/southwark/raw/Southwark Conservation Areas.gpkg", 53),
        ("data/southwark/raw/Grade I", 4),
        ("data/fixtures/gml.resource", 10),
        ("data/fixtures/kml_multilayer.resource", 210),
        ("data/fixtures/listed-building-outline-flattened.csv", 952),
    ],
)
def test_real_files_of_every_format_are_read_whole(name: str, count: int):
    pytest.importorskip("fiona")

    assert len(records_of(shared_path(name))) == count


def test_a_geometry_reads_the_same_whole_half_read_or_packed_for_another_process():
    square = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]]]}
    raws = [
        square,
        {"type": "Polygon", "coordinates": [[[0, 0, 5], [9, 0, 5], [9, 9, 5], [0, 0, 5]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [9, 0, 7], [9, 9], [0, 0]]]},
        {"type": "MultiPolygon", "coordinates": [square["coordinates"], [[["1", "1"], [2, 1], [2, 2]]]]},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
        {"type": "Polygon", "coordinates": [[[0], [9, 0, 1], [9, 9], [0, 0]]]},
        {"type": "Polygon", "coordinates": "none"},
        "POLYGON ((0 0, 9 0, 9 9, 0 0))",
        "POLYGON ((",
        None,
    ]
    whole, problems = to_geometries(raws)

    for again, told in (to_geometries(half_read(raws)), to_geometries(packed(half_read(raws)))):
        assert [shape and shape.wkt for shape in again] == [shape and shape.wkt for shape in whole]
        assert told == problems
    assert sorted(problems) == [6, 7, 9]
    assert [bool(shape) for shape in whole] == [True] * 6 + [False, False, True, False, False]
