"""Every shape of document that a red line arrives in, real ones and recorded ones."""

from __future__ import annotations

import codecs
import json
from datetime import date

import pytest
import shapely
import shapely.geometry

from plugin.domain.errors import UnreadableFile
from tests.shared import shared_path
from tests.unit.boundary.drawn import codes, feature, grid_transformer, in_degrees, message, polygon, read, read_all, square


def red_line_of(document):
    """Where the ODP schemas put it, for the test's own look at the file."""
    data = document.get("submission", document)["data"]
    return data["report" if "report" in data else "proposal"]["boundary"]


def test_every_odp_example_is_read_and_its_area_is_that_of_its_own_coordinates():
    transformer = grid_transformer()
    paths = sorted(shared_path("vectors/odp/examples").rglob("*.json"))
    assert len(paths) >= 20

    for path in paths:
        reading = read(path.read_bytes(), path.name, transformer)
        declared = red_line_of(json.loads(path.read_text()))
        drawn = shapely.geometry.shape(declared["site"]["geometry"])
        assert reading.boundary is not None, path
        assert reading.boundary.area_m2 == pytest.approx(transformer.to_national_grid(drawn).area, rel=1e-9), path
        assert reading.application.declared_area_m2 == declared["area"]["squareMetres"], path
        assert reading.areas.planar == pytest.approx(declared["area"]["squareMetres"], rel=0.005), path
        assert json.loads(reading.original.text) == declared["site"], path


@pytest.mark.parametrize(
    ("path", "found", "reference", "type_code"),
    [
        ("application/planningPermission/major.json", "ODP application", "", "pp.full.major"),
        ("enforcement/breach.json", "ODP enforcement report", "", "breach"),
        ("preApplication/preApp.json", "ODP pre-application", "", "preApp"),
        (
            "postSubmissionApplication/planningPermission/fullHouseholder-03-consultation.json",
            "ODP post-submission application",
            "ABC-123-XYZ",
            "pp.full.householder",
        ),
        (
            "postSubmissionPublishedApplication/planningPermission/fullHouseholder-04-assessment-03-committee-determined.json",
            "ODP post-submission application",
            "ABC-123-XYZ",
            "pp.full.householder",
        ),
    ],
)
def test_each_odp_document_is_told_from_the_others(path, found, reference, type_code):
    reading = read(shared_path(f"vectors/odp/examples/{path}").read_bytes(), "document.json")

    assert reading.found.startswith(f"{found}, red line at ")
    assert reading.application.type_code == type_code
    assert reading.site == (reference or "document")


def test_a_prototype_application_bears_its_type_at_the_root():
    document = {"applicationType": "wtt.notice", "data": {"proposal": {"boundary": {"site": feature(polygon(square()))}}}, "metadata": {}}

    reading = read(document)

    assert reading.found.startswith("ODP prototype application")
    assert reading.application.type_code == "wtt.notice"


def test_an_application_tells_who_where_when_and_what_the_applicant_was_told():
    application = read(shared_path("vectors/odp/examples/application/planningPermission/fullHouseholder.json").read_bytes()).application

    assert application.submission_id == "81bcaa0f-baf5-4573-ba0a-ea868c573faf"
    assert application.address.text == "40, STANSFIELD ROAD, LONDON, SW9 9RZ"
    assert application.address.uprn == "100021892955"
    assert (application.address.easting, application.address.northing) == (530787, 175754)
    assert application.submitted_on == date(2023, 10, 2)
    assert application.organisation == "LBH"
    assert len(application.designations) == 17


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-06-30T23:30:00.000Z", date(2023, 7, 1)),
        ("2023-12-31T23:30:00.000Z", date(2023, 12, 31)),
        ("2023-07-01T00:30:00+01:00", date(2023, 7, 1)),
        ("2023-07-01", date(2023, 7, 1)),
    ],
)
def test_an_application_out_of_a_file_was_submitted_on_the_day_in_england(moment, day):
    document = json.loads(shared_path("vectors/odp/examples/application/planningPermission/fullHouseholder.json").read_text())
    document["metadata"]["submittedAt"] = moment

    assert read(document).application.submitted_on == day


def recorded(name):
    return json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]


@pytest.mark.parametrize(("name", "count"), [("list", 5), ("list-max", 28), ("search", 5), ("public-search", 1)])
def test_a_page_of_bops_answers_is_many_sites(name, count):
    body = recorded(name)

    readings = read_all(body, transformer=grid_transformer())

    assert len(readings) == count
    assert all(reading.application.reference for reading in readings)
    for reading, item in zip(readings, body["data"]):
        value = item["boundary_geojson"] if "boundary_geojson" in item else item.get("property", {}).get("boundary", {}).get("site")
        assert (reading.original is None) == (value is None)
        assert reading.original is None or json.loads(reading.original.text) == value


@pytest.mark.parametrize("name", ["show", "show-by-id", "v1-show", "submission", "public-show", "determined-show"])
def test_one_bops_application_is_one_site(name):
    reading = read(recorded(name), transformer=grid_transformer())

    assert reading.boundary is not None
    assert reading.site.startswith("26-")


def test_a_recorded_exchange_is_no_application():
    with pytest.raises(UnreadableFile, match=r"list\.json holds no planning application"):
        read(shared_path("vectors/bops/recorded/list.json").read_bytes(), "list.json")


def test_a_list_of_validation_requests_is_no_list_of_applications():
    with pytest.raises(UnreadableFile, match="holds no planning application"):
        read_all(shared_path("vectors/bops/examples/validationRequests.json").read_bytes(), "requests.json")


#: What reading each recorded kind of red line must come to: the area in whole square metres, or the reason why there is none.
RECORDED_SHAPES = {
    "polygon-feature": 322,
    "bare-geometry": 322,
    "multipolygon": 644,
    "feature-collection-two": 644,
    "feature-collection-empty": "no-boundary",
    "polygon-with-hole": 1170,
    "bow-tie": "self-intersection",
    "unclosed": 322,
    "national-grid": 400,
    "lat-lon-swapped": "axes-swapped",
    "three-d": 322,
    "two-points": "too-few-vertices",
    "empty-polygon": "no-boundary",
    "line": "not-a-site",
    "point": "not-a-site",
    "geometry-null": "no-boundary",
    "string": "not-geojson",
    "list": "not-geojson",
    "null": "no-boundary",
    "absent": "no-boundary",
    "not-a-number": "not-a-number",
    "geometry-collection": 322,
}


@pytest.mark.parametrize("kind", RECORDED_SHAPES)
def test_every_kind_of_red_line_that_bops_takes_comes_to_an_area_or_a_reason(kind):
    recorded_shapes = json.loads(shared_path("vectors/bops/recorded/red-line-shapes.json").read_text())
    assert set(recorded_shapes) == set(RECORDED_SHAPES)
    document = {"reference_in_full": "SWK-1", "reference": "1", "boundary_geojson": recorded_shapes[kind].get("site")}

    reading = read(document, transformer=grid_transformer())

    expected = RECORDED_SHAPES[kind]
    if isinstance(expected, int):
        assert round(reading.boundary.area_m2) == expected
    else:
        assert reading.boundary is None
        assert expected in codes(reading)


def test_a_key_that_bops_leaves_out_is_a_missing_boundary_not_an_unknown_document():
    assert "no-boundary" in codes(read({"reference": "26-1", "reference_in_full": "SWK-26-1", "status": "pending"}))


def test_the_planning_portal_polygon_in_national_grid_is_read_and_its_small_declared_area_noticed():
    reading = read(shared_path("vectors/bops/PT-10087984.json").read_bytes())

    assert reading.site == "PT-10087984"
    assert reading.boundary.area_m2 == pytest.approx(368.6, abs=0.1)
    assert codes(reading) >= {"crs-assumed", "area-differs"}


@pytest.mark.parametrize("name", ["PT-10078243", "PT-10079425"])
def test_a_planning_portal_application_without_a_polygon_has_its_plan_to_plot_from(name):
    reading = read(shared_path(f"vectors/bops/{name}.json").read_bytes())

    assert reading.site == name
    assert "no-boundary" in codes(reading)


def test_the_planning_portal_area_in_hectares_is_brought_to_square_metres():
    document = {
        "applicationHeader": {"formattedRefNum": "PT-1"},
        "applicationData": {"siteArea": {"siteArea": 0.04, "areaUnit": "hectares"}},
    }

    assert read(document).application.declared_area_m2 == 400


def test_the_golden_pair_agrees_to_a_centimetre():
    grid = read(shared_path("vectors/bops/SiteLocation.geojson").read_bytes(), transformer=grid_transformer())
    degrees = read(shared_path("vectors/bops/SiteLocationWGS84.geojson").read_bytes(), transformer=grid_transformer())

    apart = shapely.get_coordinates(grid.boundary.geometry) - shapely.get_coordinates(degrees.boundary.geometry)
    assert abs(apart).max() < 0.01
    assert grid.boundary.area_m2 == pytest.approx(598.686, abs=0.001)
    assert degrees.boundary.area_m2 == pytest.approx(598.686, abs=0.05)


def test_a_council_file_with_a_byte_order_mark_and_national_grid_metres_is_read():
    reading = read(shared_path("data/fixtures/utf-8-sig-json.resource").read_bytes())

    assert reading.boundary.crs.value == "EPSG:27700"
    assert "crs-assumed" in codes(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_unicode_is_read(encoding):
    text = json.dumps(feature(polygon(square()), reference="Où-1"), ensure_ascii=False)
    data = text.encode(encoding)

    assert read(data).site == "Où-1"
    assert read(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).boundary.area_m2 == 400


@pytest.mark.parametrize("times", [1, 2, 3])
def test_geojson_serialised_into_a_text_is_read_and_kept_as_the_text_that_it_is(times):
    value = feature(in_degrees(polygon(square())))
    for _ in range(times):
        value = json.dumps(value)
    text = json.dumps({"reference_in_full": "SWK-1", "reference": "1", "boundary_geojson": value})

    reading = read(text.encode("utf-8"))

    assert reading.boundary.area_m2 == pytest.approx(400, abs=0.1)
    assert reading.original.text == json.dumps(value)
    assert reading.original.text in text


def test_the_original_is_kept_byte_for_byte():
    red_line = '{ "type":"Polygon",\n\t"coordinates" : [[[533600.00,174200.10],[533620,174200.1],[5.3362e5,174220]]] ,"note":"\\u00e9\\/" }'
    text = '{"boundary_geojson": 1, "reference":"26-1", "reference_in_full":"", "boundary_geojson" :  ' + red_line + " }"

    reading = read(text.encode("utf-8"))

    assert reading.original.text == red_line
    assert reading.original.form == "geojson"


def test_each_feature_is_a_site_only_when_asked():
    collection = {
        "type": "FeatureCollection",
        "features": [feature(polygon(square()), reference="A"), feature(polygon(square(10, east=50)))],
    }

    whole = read(collection)
    one, two = read_all(collection, each=True)

    assert whole.boundary.area_m2 == 500
    assert (one.site, one.boundary.area_m2) == ("A", 400)
    assert (two.site, two.boundary.area_m2) == ("site #2", 100)
    assert json.loads(two.original.text) == collection["features"][1]


def test_the_collection_s_own_crs_holds_for_each_of_its_features():
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        "features": [feature(polygon(square()))],
    }

    assert "crs-assumed" not in codes(read(collection))
    assert all("crs-assumed" not in codes(reading) for reading in read_all(collection, each=True))


def test_a_thousand_features_are_read_in_a_second_or_two():
    ring = square()
    collection = {"type": "FeatureCollection", "features": [feature(polygon(ring), reference=str(number)) for number in range(1000)]}

    assert len(read_all(collection, each=True)) == 1000


def test_missing_properties_are_no_obstacle():
    assert read({"type": "Feature", "geometry": polygon(square())}).boundary.area_m2 == 400


def test_a_geometry_serialised_into_a_text_inside_its_feature_is_read():
    inner = feature(json.dumps(polygon(square())), reference="A")
    other = feature(polygon(square(10, east=50)))

    assert read(inner).boundary.area_m2 == 400
    assert read({"type": "FeatureCollection", "features": [inner, json.dumps(other)]}).boundary.area_m2 == 500
    assert read({"type": "FeatureCollection", "features": json.dumps([inner, other])}).boundary.area_m2 == 500
    first, second = read_all({"type": "FeatureCollection", "features": [inner, json.dumps(other)]}, each=True)
    assert (first.site, first.boundary.area_m2, second.boundary.area_m2) == ("A", 400, 100)


def test_a_geometry_in_a_text_within_an_application_is_read():
    document = {"reference_in_full": "SWK-1", "reference": "1", "boundary_geojson": feature(json.dumps(json.dumps(polygon(square()))))}

    assert read(document).boundary.area_m2 == 400


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ("hello", "text that is not GeoJSON"),
        (17, "a number"),
        ([1, 2], "a list"),
        ({"type": "Circle", "coordinates": [1, 2]}, "'Circle'"),
        ({"coordinates": [[1, 2]]}, "without a type"),
        ({"type": "Polygon", "coordinates": "north of the church"}, "text that is not GeoJSON"),
    ],
)
def test_what_stands_in_the_place_of_a_geometry_is_named(geometry, said):
    assert said in message(read(feature(geometry)), "not-geojson")
    both = read({"type": "FeatureCollection", "features": [feature(geometry), feature(polygon(square()))]})
    assert said in message(both, "not-a-polygon")
    assert both.boundary.area_m2 == 400


@pytest.mark.parametrize("name", ["public-show", "public-search", "search", "show"])
def test_no_answer_of_bops_is_called_a_search_unless_it_is_one(name):
    assert not any("search" in reading.found for reading in read_all(recorded(name), transformer=grid_transformer()))
