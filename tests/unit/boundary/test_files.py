"""Reading files, folders and zips: every file gives its sites or its reason, and none stops the others."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest
import shapely

from plugin.boundary.intake import read_sites
from plugin.boundary.mapping import ColumnMapping
from plugin.domain.boundary import SourceCrs
from plugin.domain.clock import FixedClock
from plugin.domain.errors import UnreadableFile
from tests.shared import shared_path
from tests.unit.boundary.drawn import codes, feature, grid_transformer, plain_transformer, polygon, square

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))


def sites(*paths: Path, **options):
    return list(read_sites(list(paths), options.pop("transformer", plain_transformer()), clock=CLOCK, **options))


def red_line(path: Path, **properties) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(feature(polygon(square()), **properties)))
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"{", "not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"[" * 200 + b"]" * 200, "nested too deeply"),
        (b"[1, 2]", "no planning application"),
        (b"17", "no planning application"),
        (b'{"a": 1}', "no planning application"),
        (b'{"a": ' + b"9" * 6000 + b"}", ""),
    ],
    ids=["empty", "cut off", "a picture", "5,000 deep", "200 deep", "a list", "a number", "something else", "a long number"],
)
def test_a_file_that_is_no_application_gives_its_name_and_the_reason(tmp_path, content, reason):
    (tmp_path / "broken.json").write_bytes(content)
    red_line(tmp_path / "sound.json")

    broken, sound = sites(tmp_path / "broken.json", tmp_path / "sound.json")

    assert isinstance(broken, UnreadableFile)
    assert "broken.json" in str(broken)
    assert reason in str(broken)
    assert sound.boundary is not None


def test_a_file_that_is_not_there_is_said(tmp_path):
    (missing,) = sites(tmp_path / "nowhere.json")

    assert "nowhere.json is not there" in str(missing)


def test_a_folder_is_read_in_order_of_names_and_what_is_no_data_is_passed_over(tmp_path):
    red_line(tmp_path / "b.json")
    red_line(tmp_path / "a" / "z.geojson")
    (tmp_path / "README.md").write_text("# Applications")
    (tmp_path / "plan.png").write_bytes(b"\x89PNG")

    assert [reading.file for reading in sites(tmp_path)] == ["a/z.geojson", "b.json"]


def test_no_two_sites_of_a_run_bear_the_same_name(tmp_path):
    for name in ("a", "b", "c"):
        red_line(tmp_path / f"{name}.json", reference="26-1")
    red_line(tmp_path / "d.json", reference="26-1 (2)")

    names = [reading.site for reading in sites(tmp_path)]

    assert names[:3] == ["26-1", "26-1 (2)", "26-1 (3)"]
    assert len(set(names)) == 4


def test_a_zip_is_read_as_the_folder_that_it_is(tmp_path):
    with zipfile.ZipFile(tmp_path / "post.zip", "w") as archive:
        archive.writestr("Application/red.json", json.dumps(feature(polygon(square()))))
        archive.writestr("Application/form.pdf", b"%PDF")

    (reading,) = sites(tmp_path / "post.zip")

    assert reading.file == "post.zip/Application/red.json"
    assert reading.boundary.area_m2 == 400


@pytest.mark.parametrize("member", ["../outside.json", "/outside.json", "a/../../outside.json", "C:/outside.json", "..\\outside.json"])
def test_a_zip_that_would_write_outside_its_folder_is_refused(tmp_path, member):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(member, json.dumps(feature(polygon(square()))))

    (refused,) = sites(tmp_path / "bad.zip")

    assert isinstance(refused, UnreadableFile)
    assert "bad.zip" in str(refused)
    assert not (tmp_path / "outside.json").exists()


def test_a_zip_that_is_none_is_said(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 not really")

    (refused,) = sites(tmp_path / "bad.zip")

    assert isinstance(refused, UnreadableFile)


def test_a_zip_that_was_damaged_on_its_way_is_said(tmp_path):
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("red.json", json.dumps(feature(polygon(square()))) * 50)
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(bytes(data))

    (refused,) = sites(path)

    assert isinstance(refused, UnreadableFile)


def test_a_shapefile_in_a_zip_is_read_with_its_own_coordinate_system():
    pytest.importorskip("fiona")

    readings = sites(shared_path("data/southwark/raw/Conservation Areas.zip"), transformer=grid_transformer())

    assert len(readings) == 53
    assert {reading.boundary.crs for reading in readings if reading.boundary} == {SourceCrs.NATIONAL_GRID}
    assert not any("crs-assumed" in codes(reading) for reading in readings)
    first = shapely.from_wkb(readings[0].original.text)
    assert readings[0].original.form == "wkb"
    assert first.area == pytest.approx(readings[0].boundary.area_m2)


def test_a_geopackage_holds_many_sites_each_with_its_reference(tmp_path):
    fiona = pytest.importorskip("fiona")
    schema = {"geometry": "Polygon", "properties": {"APP_NO": "str", "Proposal": "str"}}
    with fiona.open(tmp_path / "apps.gpkg", "w", driver="GPKG", schema=schema, crs="EPSG:27700") as layer:
        for number in range(3):
            layer.write({"geometry": polygon(square(20, east=30 * number)), "properties": {"APP_NO": f"26-{number}", "Proposal": "A shed"}})

    readings = sites(tmp_path / "apps.gpkg", mapping=ColumnMapping(reference="APP_NO"))

    assert [reading.site for reading in readings] == ["26-0", "26-1", "26-2"]
    assert {reading.application.description for reading in readings} == {"A shed"}
    assert [reading.boundary.area_m2 for reading in readings] == [400, 400, 400]


def test_a_vector_file_in_another_system_is_brought_over_by_a_named_operation(tmp_path):
    fiona = pytest.importorskip("fiona")
    transformer = grid_transformer()
    utm = [[702000.0, 5705000.0], [702020.0, 5705000.0], [702020.0, 5705020.0], [702000.0, 5705020.0], [702000.0, 5705000.0]]
    with fiona.open(tmp_path / "utm.gpkg", "w", driver="GPKG", schema={"geometry": "Polygon", "properties": {}}, crs="EPSG:32630") as layer:
        layer.write({"geometry": polygon(utm), "properties": {}})

    (reading,) = sites(tmp_path / "utm.gpkg", transformer=transformer)

    assert reading.boundary.accuracy.grid is not None
    assert reading.boundary.geometry.equals(transformer.to_national_grid_from(shapely.Polygon(utm), "EPSG:32630"))


def test_a_vector_file_that_is_damaged_is_said(tmp_path):
    pytest.importorskip("fiona")
    (tmp_path / "bad.gpkg").write_bytes(b"SQLite format 3\x00" + bytes(200))

    (refused,) = sites(tmp_path / "bad.gpkg")

    assert isinstance(refused, UnreadableFile)
    assert "bad.gpkg" in str(refused)


def test_a_csv_of_well_known_text_is_read_by_the_usual_names_of_its_columns(tmp_path):
    path = csv(
        tmp_path / "weekly.csv",
        "Reference,Site Address,Proposal,Area_m2,WKT\n"
        '26/1,"1 High Street","A shed",410,"POLYGON ((533600 174200, 533620 174200, 533620 174220, 533600 174220, 533600 174200))"\n'
        "26/2,2 High Street,,,\n",
    )

    one, two = sites(path)

    assert (one.site, one.application.address.text, one.application.description) == ("26/1", "1 High Street", "A shed")
    assert one.application.declared_area_m2 == 410
    assert one.boundary.area_m2 == 400
    assert one.original.form == "wkt"
    assert one.original.text == "POLYGON ((533600 174200, 533620 174200, 533620 174220, 533600 174220, 533600 174200))"
    assert "no-boundary" in codes(two)


def test_a_csv_by_a_mapping_of_its_own_columns(tmp_path):
    ring = "533600 174200, 533620 174200, 533620 174220, 533600 174220"
    path = csv(tmp_path / "old.csv", f"CASE|SHAPE\nX1|SRID=27700;MULTIPOLYGON Z ((({ring})))\n")

    (reading,) = sites(path, mapping=ColumnMapping(reference="CASE", geometry="SHAPE"))

    assert reading.site == "X1"
    assert "crs-assumed" not in codes(reading)
    assert "ring-closed" in codes(reading)
    assert reading.boundary.area_m2 == 400


def test_a_csv_from_excel_on_windows_is_read(tmp_path):
    path = csv(tmp_path / "excel.csv", 'ref,address,wkt\n1,Café,"POLYGON((533600 174200,533620 174200,533620 174220))"\n', "cp1252")

    assert sites(path)[0].application.address.text == "Café"


def test_geojson_in_a_cell_is_read_too(tmp_path):
    cell = json.dumps(polygon(square())).replace('"', '""')

    (reading,) = sites(csv(tmp_path / "cells.csv", f'ref,geometry\n1,"{cell}"\n'))

    assert reading.boundary.area_m2 == 400
    assert reading.original.form == "geojson"


def test_a_csv_without_a_red_line_says_which_columns_it_has(tmp_path):
    (refused,) = sites(csv(tmp_path / "list.csv", "ref,address\n1,High Street\n"))

    assert isinstance(refused, UnreadableFile)
    assert "ref, address" in str(refused)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("rubbish", "name of a geometry"),
        ("POLYGON((a b, c d))", "'a b' is not a position"),
        ("POLYGON((1 2, 3 4", "brackets"),
        ("CIRCULARSTRING(1 2, 3 4)", "no kind of geometry"),
    ],
)
def test_a_cell_that_is_no_well_known_text_is_that_row_s_error(tmp_path, cell, why):
    (reading,) = sites(csv(tmp_path / "rows.csv", f'ref,wkt\n1,"{cell}"\n'))

    (check,) = [check for check in reading.checks if check.code == "not-wkt"]
    assert why in check.message
    assert reading.original.text == cell


def test_a_mapping_tells_the_system_of_a_json_file_that_does_not(tmp_path):
    (reading,) = sites(red_line(tmp_path / "site.json"), mapping=ColumnMapping(crs="EPSG:27700"))

    assert "crs-assumed" not in codes(reading)


def test_a_folder_in_which_nothing_can_be_read_is_said(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.png").write_bytes(b"\x89PNG")

    (refused,) = sites(tmp_path / "plans")

    assert isinstance(refused, UnreadableFile)
    assert str(refused) == "plans holds no file that Redline reads."


@pytest.mark.parametrize("content", [b"[]", b'{"data": []}', b'{"type": "FeatureCollection", "features": []}'])
@pytest.mark.parametrize("each", [False, True])
def test_a_list_without_an_entry_answers(tmp_path, content, each):
    (tmp_path / "list.json").write_bytes(content)

    (answer,) = sites(tmp_path / "list.json", each=each)

    assert (isinstance(answer, UnreadableFile) and "list.json" in str(answer)) or "no-boundary" in codes(answer)


def test_a_table_without_a_row_answers(tmp_path):
    (refused,) = sites(csv(tmp_path / "list.csv", "ref,wkt\n"))

    assert isinstance(refused, UnreadableFile)
    assert "list.csv" in str(refused)


def zipped(path: Path, **members: bytes) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.read_bytes()


def test_a_zip_within_a_zip_is_read(tmp_path):
    inner = zipped(tmp_path / "inner.zip", **{"red.json": json.dumps(feature(polygon(square()))).encode()})
    zipped(tmp_path / "outer.zip", **{"26-1/inner.zip": inner})

    (reading,) = sites(tmp_path / "outer.zip")

    assert reading.file == "outer.zip/26-1/inner.zip/red.json"
    assert reading.boundary.area_m2 == 400


def test_zips_within_zips_without_end_are_named_and_not_unpacked(tmp_path):
    content = json.dumps(feature(polygon(square()))).encode()
    member = "red.json"
    for number in range(6):
        content, member = zipped(tmp_path / f"{number}.zip", **{member: content}), f"{number}.zip"

    (refused,) = sites(tmp_path / "5.zip")

    assert isinstance(refused, UnreadableFile)
    assert "5.zip/4.zip" in str(refused)
    assert "zip" in str(refused)


def test_what_zips_within_a_zip_hold_counts_together(tmp_path, monkeypatch):
    monkeypatch.setattr("plugin.boundary.unpacking.MOST_MEMBERS", 5)
    inner = zipped(tmp_path / "inner.zip", **{f"{number}.json": json.dumps(feature(polygon(square()))).encode() for number in range(3)})
    zipped(tmp_path / "outer.zip", **{"a.zip": inner, "b.zip": inner})

    answers = sites(tmp_path / "outer.zip")

    assert [isinstance(answer, UnreadableFile) for answer in answers] == [False, False, False, True]
    assert "too large" in str(answers[-1])


def test_a_table_separated_by_tabs_is_read(tmp_path):
    path = csv(tmp_path / "weekly.tsv", "ref\twkt\n26/1\tPOLYGON((533600 174200,533620 174200,533620 174220))\n")

    assert sites(path)[0].boundary.area_m2 == 200


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "a.json is empty"),
        ("a.json", b" \n", "a.json is empty"),
        ("a.csv", b"", "a.csv is empty"),
        ("a.json", b'{"a": 1,\n "b" 2}', "line 2"),
        ("a.json", b'{"a": ' + b"9" * 6000 + b"}", "digits"),
        ("a.json", b"\x89PNG\r\n\x1a\n\x00\x00", "GeoJSON"),
        ("a.pdf", b"%PDF-1.4 \xe2\xe3", "GeoPackage"),
        ("a.docx", b"PK", "GeoPackage"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_plain_words(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    (refused,) = sites(tmp_path / name)

    assert said in str(refused)
    for word in ("Expecting", "sys.", "char ", "delimiter", "start byte", "codec"):
        assert word not in str(refused)
