"""A file that meets the standard: the national names, six decimals of longitude and latitude, nothing dropped without a word."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from plugin.boundary.transformer import Transformer
from plugin.constraints.standard.check import check_standard
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.standard.export import export_standard
from plugin.constraints.standard.mend import mended
from plugin.constraints.standard.standard_table import StandardTable, read_table
from plugin.domain.errors import RedlineError

from .tables import AREA, BOW_TIE, GROUND, OTHER_GROUND, TODAY, table, told

GRID = (
    "POLYGON ((533000 176000, 533100 176000, 533100 176100, 533000 176100, 533000 176000), "
    "(533040 176040, 533060 176040, 533060 176060, 533040 176040))"
)


def exported(made: StandardTable, folder: Path) -> tuple[list[dict[str, str]], dict[str, object]]:
    """The rows of the CSV and the GeoJSON."""
    files = export_standard(made, folder, Transformer()).files
    with files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows, json.loads(files[1].read_text(encoding="utf-8"))


def test_a_folder_that_can_not_be_made_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")

    with pytest.raises(RedlineError, match="could not be written"):
        export_standard(table(tmp_path, [AREA]), tmp_path / "taken", Transformer())


def test_an_export_has_the_national_names_and_longitude_before_latitude(tmp_path: Path) -> None:
    rows, collection = exported(table(tmp_path, [{**AREA, "geometry": GRID}]), tmp_path / "out")

    (row,) = rows
    assert list(row) == ["reference", "name", "geometry", "entry-date"]
    shape = shapely.from_wkt(row["geometry"])
    assert shape.geom_type == "MultiPolygon"
    assert len(shape.geoms[0].interiors) == 1
    assert shapely.is_ccw(shape.geoms[0].exterior)
    assert -0.1 < shape.centroid.x < 0
    assert 51.4 < shape.centroid.y < 51.5
    numbers = row["geometry"].replace("(", " ").replace(")", " ").replace(",", " ").split()[1:]
    assert all(len(number.partition(".")[2]) <= 6 for number in numbers)
    (feature,) = collection["features"]  # type: ignore[misc]  # what json gives
    assert feature["properties"] == {"reference": "CA1", "name": "Old Town", "entry-date": "2026-01-05"}
    assert shapely.from_geojson(json.dumps(feature["geometry"])).equals(shape)


def test_what_can_be_mended_is_and_the_file_as_written_has_nothing_to_mend(tmp_path: Path) -> None:
    rows = [
        {**AREA, "entry-date": "05/01/2026", "name": " Old Town"},
        {**AREA, "reference": "CA2", "geometry": BOW_TIE.replace("-0.0", "-0.1")},
    ]

    made, fixes = mended(table(tmp_path, rows), TODAY)
    files = export_standard(made, tmp_path / "out", Transformer()).files

    assert [(fix.row, fix.field, fix.is_shape) for fix in fixes] == [(1, "name", False), (1, "entry-date", False), (2, "geometry", True)]
    assert (fixes[1].before, fixes[1].after) == ("05/01/2026", "2026-01-05")
    for file in files:
        written = read_table(file, made.standard, ColumnMapping(), Transformer())
        assert told(check_standard(written, TODAY)) == []


def test_what_can_not_be_mended_stays_and_is_told_of_what_was_written(tmp_path: Path) -> None:
    nothing = "POLYGON ((-0.08 51.47, -0.08 51.47, -0.08 51.47, -0.08 51.47))"
    rows = [AREA, {**AREA, "reference": "CA2", "geometry": "", "entry-date": "TBA"}, {**AREA, "reference": "CA3", "geometry": nothing}]

    made, _ = mended(table(tmp_path, rows), TODAY)
    files = export_standard(made, tmp_path / "out", Transformer()).files
    found = told(check_standard(read_table(files[0], made.standard, ColumnMapping(), Transformer()), TODAY))

    assert (2, "geometry", "missing-value") in found
    assert (2, "entry-date", "date-unreadable") in found
    assert any(row == 3 and field == "geometry" for row, field, _code in found)
    assert len(json.loads(files[1].read_text(encoding="utf-8"))["features"]) == 3


FAULTY = (
    {"geometry": BOW_TIE},
    {"geometry": "POLYGON ((51.47 -0.08, 51.48 -0.08, 51.48 -0.07, 51.47 -0.08))"},
    {"geometry": "POLYGON ((51.47 -0.08, 51.48 -0.07, 51.47 -0.07, 51.48 -0.08, 51.47 -0.08))"},
    {"geometry": f"GEOMETRYCOLLECTION (POINT (-0.08 51.47), {GROUND})"},
    {"geometry": "GEOMETRYCOLLECTION (POINT (-0.08 51.47))"},
    {"geometry": f"GEOMETRYCOLLECTION (POINT (-0.08 51.47), {BOW_TIE})"},
    {"geometry": "LINESTRING (-0.08 51.47, -0.07 51.48)"},
    {"geometry": ""},
    {"name": " Old Town ", "entry-date": " 05/01/2026 "},
    {"documentation-url": "example.gov.uk/areas"},
    {"entry-date": "TBA"},
)


@pytest.mark.parametrize("fault", FAULTY)
def test_what_has_a_fix_is_mended_and_what_has_none_stays_as_it_was(tmp_path: Path, fault: dict[str, str]) -> None:
    given = table(tmp_path, [{**AREA, **fault}])
    before = check_standard(given, TODAY)

    made, fixes = mended(given, TODAY)

    after = check_standard(made, TODAY)
    assert [issue for issue in after.issues if issue.fix is not None] == []
    assert bool(fixes) == any(issue.fix is not None for issue in before.issues)
    lasting = [code for code in told(before) if code not in told(after)]
    assert all(issue.fix is not None for issue in before.issues if (issue.row, issue.field, issue.code) in lasting)


def test_required_columns_are_written_though_nothing_stands_in_them(tmp_path: Path) -> None:
    rows, _ = exported(table(tmp_path, [{"reference": "CA1", "geometry": GROUND}]), tmp_path / "out")

    assert rows[0]["name"] == ""


def test_columns_that_no_field_takes_are_named_and_not_dropped_in_silence(tmp_path: Path) -> None:
    assert export_standard(table(tmp_path, [{**AREA, "ward": "Peckham"}]), tmp_path / "out", Transformer()).unmapped == ("ward",)


def test_a_table_without_shapes_is_one_csv(tmp_path: Path) -> None:
    row = {"reference": "TPO1", "document-url": "https://a.gov.uk/1.pdf", "documentation-url": "https://a.gov.uk/1"}

    files = export_standard(table(tmp_path, [row], "tree-preservation-order"), tmp_path / "out", Transformer()).files

    assert [file.name for file in files] == ["tree-preservation-order.csv"]


@settings(max_examples=40, deadline=None)
@given(
    some.lists(
        some.tuples(some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), some.floats(0, 9000)),
        min_size=1,
        max_size=6,
    )
)
def test_texts_and_places_come_back_as_they_went_out(tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[str, float]]) -> None:
    folder = tmp_path_factory.mktemp("round")
    grid = [f"POLYGON (({533000 + at} 176000, {533020 + at} 176000, {533020 + at} 176030, {533000 + at} 176000))" for _, at in given_rows]
    rows = [{"reference": str(n), "name": name, "geometry": grid[n]} for n, (name, _) in enumerate(given_rows)]
    before = table(folder, rows)

    files = export_standard(before, folder / "out", Transformer()).files

    for file in files:
        after = read_table(file, before.standard, ColumnMapping(), Transformer())
        assert [row["name"] for row in after.rows] == [row["name"] for row in before.rows]
        for one, other in zip(before.shapes["geometry"], after.shapes["geometry"]):
            assert one.hausdorff_distance(other) < 0.2


def test_two_files_of_one_export_say_the_same(tmp_path: Path) -> None:
    made = table(tmp_path, [AREA, {**AREA, "reference": "CA2", "geometry": OTHER_GROUND}])
    one, other = (
        read_table(file, made.standard, ColumnMapping(), Transformer())
        for file in export_standard(made, tmp_path / "out", Transformer()).files
    )

    assert [dict(row.values) for row in one.rows] == [dict(row.values) for row in other.rows]
    assert all(left.equals(right) for left, right in zip(one.shapes["geometry"], other.shapes["geometry"]))


def test_a_wall_that_is_narrower_than_the_grid_leaves_nothing_that_crosses_itself(tmp_path: Path) -> None:
    wall = (
        "POLYGON ((533109.998 175677.102, 533111.004 175675.903, 533108.349 175673.863, 533097.004 175665.096, 533096.987 175665.126, "
        "533110.963 175675.913, 533109.973 175677.082, 533109.998 175677.102))"
    )
    rows, collection = exported(table(tmp_path, [{**AREA, "geometry": wall}]), tmp_path / "out")

    assert shapely.is_valid(shapely.from_wkt(rows[0]["geometry"]))
    (feature,) = collection["features"]  # type: ignore[misc]  # what json gives
    assert shapely.is_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
