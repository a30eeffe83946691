"""What a file lacks of the national standard: columns, values, references, links, shapes."""

from __future__ import annotations

import csv
from pathlib import Path

import fiona
import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.standard.check import check_standard
from plugin.constraints.standard.column_mapping import ColumnMapping, load_mapping
from plugin.constraints.standard.invalid_words import why_invalid
from plugin.constraints.standard.issue import Severity, title_of
from plugin.constraints.standard.standard import standard_datasets, standard_for, words_of
from plugin.constraints.standard.standard_table import read_table
from plugin.domain.errors import RedlineError
from plugin.resources_path import resources_path

from .tables import AREA, BOW_TIE, GROUND, OTHER_GROUND, TODAY, report, table, told

#: A square north of the other two, and codes that are told of the whole file.
NORTH = GROUND.replace("51.4", "51.6")
WHOLE_FILE = {"coordinates-not-wgs84", "geometry-geojson"}


def test_a_dataset_without_a_standard_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(RedlineError, match=r"no national standard for “green-belt”.*conservation-area.*tree"):
        standard_for("green-belt", TODAY)


def test_the_standard_of_a_day_before_it_was_made_is_none() -> None:
    with pytest.raises(RedlineError):
        standard_for("tree", TODAY.replace(year=2020))
    assert len(standard_datasets()) == 8


def test_rows_that_have_all_are_as_the_standard_wants_them(tmp_path: Path) -> None:
    found = report(tmp_path, AREA, {**AREA, "reference": "CA2", "geometry": OTHER_GROUND})

    assert told(found) == []
    assert found.is_met
    assert found.as_json() == {"dataset": "conservation-area", "rows": 2, "issues": [], "unmapped_columns": [], "links_not_checked": []}


def test_a_column_that_must_be_there_is_told_once_and_not_row_by_row(tmp_path: Path) -> None:
    found = report(tmp_path, {"reference": "CA1", "geometry": GROUND}, {"reference": "CA2", "geometry": OTHER_GROUND})

    assert told(found) == [(None, "name", "missing-column")]
    assert found.issues[0].severity is Severity.MUST_FIX


def test_a_layer_without_a_record_is_told_as_that_and_not_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    schema = {"geometry": "Polygon", "properties": {"reference": "str"}}
    with fiona.open(path, "w", driver="GPKG", crs="EPSG:27700", schema=schema, layer="areas"):
        pass
    standard = standard_for("conservation-area", TODAY)

    found = check_standard(read_table(path, standard, ColumnMapping(), Transformer()), TODAY)

    assert told(found) == [(None, "reference", "no-rows")]
    assert not found.is_met


def test_columns_are_found_in_any_case_with_spaces_hyphens_or_underscores(tmp_path: Path) -> None:
    row = {"REFERENCE": "1", "Name": "Old Town", "geometry": GROUND, "Entry_Date": "2026-01-05", "Documentation URL": "https://a.gov.uk/1"}

    assert told(report(tmp_path, row)) == []


def test_an_empty_value_or_shape_is_told_by_its_row(tmp_path: Path) -> None:
    found = report(tmp_path, AREA, {**AREA, "reference": "CA2", "name": " ", "geometry": ""})

    assert told(found) == [(2, "name", "missing-value"), (2, "geometry", "missing-value"), (2, "name", "spaces-around")]


def test_a_tree_has_a_point_or_a_shape(tmp_path: Path) -> None:
    row = {"reference": "T1", "tree-preservation-order": "TPO1", "entry-date": "2026-01-05"}

    assert told(report(tmp_path, {**row, "point": "POINT (-0.07 51.47)"}, dataset="tree")) == []
    assert told(report(tmp_path, {**row, "geometry": GROUND}, dataset="tree")) == []
    assert told(report(tmp_path, {**row, "point": ""}, dataset="tree")) == [(1, "point", "missing-value")]


def test_a_reference_stands_once_and_the_row_that_had_it_is_named(tmp_path: Path) -> None:
    found = report(tmp_path, AREA, {**AREA, "geometry": OTHER_GROUND})

    assert told(found) == [(2, "reference", "reference-not-unique")]
    assert "stands in row 1 already" in found.issues[0].message


def test_each_area_has_a_page_of_its_own(tmp_path: Path) -> None:
    page = {"documentation-url": "https://example.gov.uk/areas"}

    found = report(tmp_path, {**AREA, **page}, {**AREA, **page, "reference": "CA2", "geometry": OTHER_GROUND})

    assert told(found) == [(2, "documentation-url", "url-shared")]


def test_an_end_before_its_beginning_is_told_and_the_same_year_is_not(tmp_path: Path) -> None:
    assert told(report(tmp_path, {**AREA, "start-date": "2020-05-01", "end-date": "2019"})) == [(1, "end-date", "dates-crossed")]
    assert told(report(tmp_path, {**AREA, "start-date": "2020-05-01", "end-date": "2020"})) == []


def test_numbers_of_properties_and_their_addresses_go_together(tmp_path: Path) -> None:
    row = {"reference": "T1", "tree-preservation-order": "1", "point": "POINT (-0.07 51.47)", "uprn": "10000000001", "address-text": ""}

    assert told(report(tmp_path, row, dataset="tree")) == [(1, "uprn", "beside-missing")]


def test_a_zone_names_an_order_that_there_is(tmp_path: Path) -> None:
    row = {"reference": "Z1", "geometry": GROUND, "tree-preservation-order": "TPO7"}

    assert told(report(tmp_path, row, dataset="tree-preservation-zone")) == []
    assert report(tmp_path, row, dataset="tree-preservation-zone").not_asked == ("tree-preservation-order",)
    found = report(tmp_path, row, dataset="tree-preservation-zone", tree_preservation_order=frozenset({"TPO1"}))
    assert told(found) == [(1, "tree-preservation-order", "link-unmatched")]
    assert found.not_asked == ()


def test_orders_are_a_table_without_shapes(tmp_path: Path) -> None:
    row = {"reference": "TPO1", "document-url": "https://a.gov.uk/1.pdf", "documentation-url": "https://a.gov.uk/1"}

    assert told(report(tmp_path, row, dataset="tree-preservation-order")) == []


def test_a_shape_that_crosses_itself_can_be_repaired_and_what_that_makes_is_said(tmp_path: Path) -> None:
    (issue,) = report(tmp_path, {**AREA, "geometry": BOW_TIE}).issues

    assert (issue.row, issue.code, issue.severity) == (1, "geometry-invalid", Severity.SHOULD_FIX)
    assert issue.fix is not None
    assert issue.fix.after.startswith("MULTIPOLYGON")
    assert "m²" in issue.fix.words


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ("POLYGON ((oh dear", "geometry-unreadable"),
        ("LINESTRING (-0.08 51.47, -0.07 51.48)", "geometry-kind"),
        ("POLYGON ((51.47 -0.08, 51.48 -0.08, 51.48 -0.07, 51.47 -0.08))", "coordinates-flipped"),
        ("POLYGON ((176000 533000, 176100 533000, 176100 533100, 176000 533000))", "coordinates-flipped"),
        ("GEOMETRYCOLLECTION (LINESTRING (-0.08 51.47, -0.07 51.48))", "geometry-kind"),
        ('{"type": "Polygon", "coordinates": "oh dear"}', "geometry-unreadable"),
        ("{oh dear", "geometry-unreadable"),
        ("POLYGON ((2.35 48.85, 2.36 48.85, 2.36 48.86, 2.35 48.85))", "outside-england"),
        ("POLYGON ((-0.08 51.47, -0.08 51.47, -0.08 51.47, -0.08 51.47))", "geometry-beyond-repair"),
        ("POLYGON ((9e9 9e9, 9e9 9.1e9, 9.1e9 9e9, 9e9 9e9))", "coordinates-unplaced"),
    ],
)
def test_what_can_not_be_used_as_a_shape_is_told_by_what_it_is(tmp_path: Path, geometry: str, code: str) -> None:
    found = report(tmp_path, {**AREA, "geometry": geometry})

    assert (1, "geometry", code) in told(found)
    assert {issue.row for issue in found.issues if issue.code not in WHOLE_FILE} == {1}


def test_exchanged_coordinates_are_told_once_and_the_fix_is_where_they_belong(tmp_path: Path) -> None:
    (issue,) = report(tmp_path, {**AREA, "geometry": "POLYGON ((51.47 -0.08, 51.48 -0.08, 51.48 -0.07, 51.47 -0.08))"}).issues

    assert (issue.code, issue.severity) == ("coordinates-flipped", Severity.WARNING)
    assert issue.fix is not None
    assert shapely.from_wkt(issue.fix.after).centroid.distance(shapely.Point(534000, 176500)) < 1000


def test_of_a_collection_the_shapes_that_the_field_takes_are_kept(tmp_path: Path) -> None:
    collection = f"GEOMETRYCOLLECTION (POINT (-0.08 51.47), {GROUND})"

    (issue,) = report(tmp_path, {**AREA, "geometry": collection}).issues

    assert (issue.code, issue.severity) == ("geometry-collection", Severity.WARNING)
    assert issue.fix is not None
    assert issue.fix.after.startswith("MULTIPOLYGON") or issue.fix.after.startswith("POLYGON")


def test_a_column_of_geojson_is_read_and_told_once_for_the_file(tmp_path: Path) -> None:
    text = '{"type": "Polygon", "coordinates": [[[-0.08, 51.47], [-0.07, 51.47], [-0.07, 51.48], [-0.08, 51.47]]]}'

    found = report(tmp_path, {**AREA, "geometry": text}, {**AREA, "reference": "CA2", "geometry": OTHER_GROUND})

    assert told(found) == [(None, "geometry", "geometry-geojson")]
    assert "GeoJSON in 1 row" in found.issues[0].message


def test_a_record_outside_the_authority_is_told_unless_it_is_another_organisations(tmp_path: Path) -> None:
    ground = shapely.box(533000, 175000, 535000, 177000)

    assert told(report(tmp_path, AREA, ground=ground)) == []
    assert told(report(tmp_path, {**AREA, "geometry": NORTH}, ground=ground)) == [(1, "geometry", "outside-authority")]
    assert told(report(tmp_path, {**AREA, "geometry": NORTH, "organisation": "local-authority:BUC"}, ground=ground)) == []


def test_a_listed_building_is_on_the_list_and_an_organisation_in_the_register(tmp_path: Path) -> None:
    row = {**AREA, "listed-building": "1065901", "organisation": "local-authority:XXX"}
    outline = "listed-building-outline"

    assert report(tmp_path, row, dataset=outline).not_asked == ("listed-building", "organisation")
    known = {"listed_building": frozenset({"1385406"}), "organisation": frozenset({"local-authority:SWK"})}
    found = report(tmp_path, row, dataset=outline, **known)
    assert told(found) == [(1, "listed-building", "link-unmatched"), (1, "organisation", "organisation-invalid")]
    found = report(tmp_path, {**row, "listed-building": "12", "organisation": ""}, dataset=outline, **known)
    assert told(found) == [(1, "listed-building", "list-entry-invalid")]


def test_what_was_published_and_is_gone_is_told(tmp_path: Path) -> None:
    found = report(tmp_path, AREA, conservation_area=frozenset({"CA1", "CA7"}))

    assert told(found) == [(None, "reference", "record-gone")]
    assert "“CA7”" in found.issues[0].message


def test_two_trees_on_one_spot_are_told_and_one_that_ended_is_not(tmp_path: Path) -> None:
    tree = {"reference": "T1", "tree-preservation-order": "TPO1", "point": "POINT (-0.07 51.47)", "end-date": ""}

    assert told(report(tmp_path, tree, {**tree, "reference": "T2"}, dataset="tree")) == [(2, "point", "points-alike")]
    assert told(report(tmp_path, tree, {**tree, "reference": "T2", "end-date": "2024"}, dataset="tree")) == []


def test_a_check_tells_how_far_it_is_and_is_stopped_by_whoever_hears_of_it(tmp_path: Path) -> None:
    heard: list[float] = []
    check_standard(table(tmp_path, [AREA]), TODAY, told=heard.append)
    assert heard == sorted(heard)
    assert 0 <= heard[0] < heard[-1] < 1

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check_standard(table(tmp_path, [AREA]), TODAY, told=stop)


def test_every_code_has_a_title_a_severity_and_a_sentence() -> None:
    with resources_path("standard", "issues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len({row["code"] for row in rows}) == len(rows)
    assert [row["code"] for row in rows if not (title_of(row["code"]) and row["message"][-1] in ".?")] == []


def test_metres_of_the_national_grid_are_told_once_for_the_file(tmp_path: Path) -> None:
    grid = "POLYGON ((533000 176000, 533100 176000, 533100 176100, 533000 176100, 533000 176000))"

    found = report(tmp_path, {**AREA, "geometry": grid}, {**AREA, "reference": "CA2", "geometry": grid.replace("533", "534")})

    assert told(found) == [(None, "geometry", "coordinates-not-wgs84")]
    assert found.is_met


def test_two_current_records_of_the_same_ground_are_told_and_one_that_ended_is_not(tmp_path: Path) -> None:
    again = {**AREA, "reference": "CA2", "end-date": ""}

    assert told(report(tmp_path, AREA, again)) == [(2, "geometry", "shapes-alike")]
    assert told(report(tmp_path, AREA, {**again, "end-date": "2024-01-01"})) == []


def test_columns_that_no_field_takes_are_named(tmp_path: Path) -> None:
    found = report(tmp_path, {**AREA, "ward": "Peckham"})

    assert found.unmapped == ("ward",)


def test_a_mapping_gives_columns_words_and_what_every_row_says(tmp_path: Path) -> None:
    rows = [{"ID": "1", "KIND": "Individual", "geom": GROUND, "TPO": "T1"}]

    made = table(
        tmp_path,
        rows,
        "tree-preservation-zone",
        columns={"reference": "ID", "tree-preservation-zone-type": "KIND", "tree-preservation-order": "TPO"},
        values={"tree-preservation-zone-type": {"Individual": "area"}},
        constants={"organisation": "local-authority:SWK"},
    )

    (row,) = made.rows
    assert dict(row.values) == {
        "reference": "1",
        "tree-preservation-zone-type": "area",
        "tree-preservation-order": "T1",
        "organisation": "local-authority:SWK",
    }
    assert made.unmapped == ()


def test_a_mapping_that_names_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedlineError, match="takes reference from a column “ID”, which is not there"):
        table(tmp_path, [AREA], columns={"reference": "ID"})
    profile = tmp_path / "mapping.json"
    profile.write_text('{"columns": {"refrence": "ID"}}', encoding="utf-8")
    with pytest.raises(RedlineError, match="Did you mean 'reference'"):
        load_mapping(profile, standard_for("tree", TODAY).names)


def test_what_a_mapping_says_outranks_a_column_of_the_same_name(tmp_path: Path) -> None:
    row = {**AREA, "notes": "draft", "organisation": "us"}

    made = table(tmp_path, [row], columns={"notes": ""}, constants={"organisation": "local-authority:SWK"})

    assert not made.has("notes")
    assert made.unmapped == ("notes", "organisation")
    assert made.rows[0]["organisation"] == "local-authority:SWK"


def test_every_field_of_every_standard_is_said_in_words() -> None:
    for dataset in standard_datasets():
        assert [name for name in standard_for(dataset, TODAY).names if not words_of(name)] == []


def test_a_mapping_is_kept_as_a_profile_and_comes_back(tmp_path: Path) -> None:
    standard = standard_for("tree", TODAY)
    profile = tmp_path / "mapping.json"
    profile.write_text('{"columns": {"reference": "ID"}, "values": {"name": {"?": ""}}, "constants": {"notes": "Bäume"}}', encoding="utf-8")

    read = load_mapping(profile, standard.names)
    read.save(tmp_path / "again.json")

    assert load_mapping(tmp_path / "again.json", standard.names) == read


@pytest.mark.parametrize(
    ("wkt", "words"),
    [
        ("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "it crosses itself at 5, 5"),
        ("POLYGON ((0 0, 0 0, 0 0, 0 0))", "it has too few corners at 0, 0"),
        ("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (20 20, 21 20, 21 21, 20 20))", "a hole lies outside it at 20, 20"),
    ],
)
def test_why_a_shape_is_not_valid_is_said_in_plain_words(wkt: str, words: str) -> None:
    assert why_invalid(shapely.from_wkt(wkt)) == words
