"""What is said of a red line that can be read: each check fires where it should, and only there."""

from __future__ import annotations

import math

import pytest
import shapely

from plugin.domain.check import Severity
from tests.shared import shared_path
from tests.unit.boundary.drawn import EAST, NORTH, codes, feature, grid_transformer, message, multipolygon, polygon, read, square


def application(site, *, type_code="pp.full", declared=None, address=None):
    boundary = {"site": site}
    if declared is not None:
        boundary["area"] = {"squareMetres": declared}
    data = {"application": {"type": {"value": type_code}}, "property": {"address": address or {}}, "proposal": {"boundary": boundary}}
    return {"data": data, "metadata": {"id": "81bcaa0f"}}


def at(*positions):
    """A closed ring through positions given in metres from the field's corner."""
    ring = [[EAST + east, NORTH + north] for east, north in positions]
    return [*ring, ring[0]]


@pytest.mark.parametrize("bad", ["north", None, [1], math.nan, True], ids=["text", "null", "a list", "not a number", "a truth value"])
def test_a_coordinate_that_is_no_number_is_an_error(bad):
    ring = square()
    ring[1] = [ring[1][0], bad]

    reading = read(feature(polygon(ring)))

    assert "not-a-number" in codes(reading)
    assert reading.boundary is None


def test_a_coordinate_that_is_infinite_is_an_error():
    text = b'{"type":"Polygon","coordinates":[[[1e999,1],[2,2],[3,1],[1e999,1]]]}'

    assert "not-a-number" in codes(read(text))


def test_fewer_than_three_different_vertices_are_an_error():
    assert "too-few-vertices" in codes(read(feature(polygon(at((0, 0), (20, 0), (0, 0))))))


def test_vertices_in_a_row_enclose_no_area_and_that_is_an_error():
    reading = read(feature(polygon(at((0, 0), (10, 0), (20, 0)))))

    assert codes(reading) >= {"no-area"}
    assert reading.proposal is None


def test_a_hole_outside_its_polygon_is_an_error_with_a_repair():
    reading = read(feature(polygon(square(), square(4, east=50))))

    assert "hole-outside" in codes(reading)
    assert reading.proposal.area_after_m2 == pytest.approx(400, abs=20)


def test_parts_that_lie_over_each_other_are_an_error_and_the_union_is_proposed():
    reading = read(feature(multipolygon([square()], [square(20, east=10)])))

    assert reading.boundary is None
    assert "200.0 m²" in message(reading, "parts-overlap")
    assert reading.proposal.area_before_m2 == 800
    assert reading.proposal.area_after_m2 == 600


def test_parts_that_share_an_edge_are_joined_and_that_is_said():
    collection = {"type": "FeatureCollection", "features": [feature(polygon(square())), feature(polygon(square(20, east=20)))]}

    reading = read(collection)

    assert reading.boundary.area_m2 == 800
    assert len(reading.boundary.polygons) == 1
    assert "parts-joined" in codes(reading)
    assert "several-parts" not in codes(reading)


def test_parts_that_touch_in_one_point_stay_two():
    reading = read(feature(multipolygon([square()], [square(20, east=20, north=20)])))

    assert len(reading.boundary.polygons) == 2
    assert reading.boundary.geometry.is_valid


def test_heights_are_dropped_and_that_is_said():
    reading = read(feature(polygon([[*position, 12.5] for position in square()])))

    assert not reading.boundary.geometry.has_z
    assert "heights-dropped" in codes(reading)


def test_what_is_no_polygon_in_a_collection_is_named_and_left_out():
    line = {"type": "LineString", "coordinates": square()[:2]}
    collection = {"type": "GeometryCollection", "geometries": [polygon(square()), line]}

    reading = read(feature(collection))

    assert reading.boundary.area_m2 == 400
    assert "a line" in message(reading, "not-a-polygon")


@pytest.mark.parametrize("apart", [0.004, 0.009])
def test_vertices_less_than_a_centimetre_apart_are_a_warning(apart):
    ring = at((0, 0), (20, 0), (20, 20), (20 - apart, 20), (0, 20))

    assert "duplicate-vertices" in codes(read(feature(polygon(ring))))


def test_vertices_two_centimetres_apart_are_none():
    assert "duplicate-vertices" not in codes(read(feature(polygon(at((0, 0), (20, 0), (20, 20), (19.98, 20), (0, 20))))))


def test_more_vertices_than_any_plan_can_show_are_a_warning():
    circle = shapely.Point(EAST, NORTH).buffer(500, quad_segs=1300)

    reading = read(feature(polygon([list(position) for position in circle.exterior.coords])))

    assert "5,201" in message(reading, "many-vertices")


@pytest.mark.parametrize(
    "spike",
    [
        [(20, 10), (25, 10.05), (20, 10.1)],
        [(20, 10), (40, 10.25), (20, 10.5)],
        [(20, 10), (22, 10), (22, 10.1), (20, 10.1)],
    ],
    ids=["a needle", "a long wedge", "a strip"],
)
def test_a_spike_narrower_than_twenty_centimetres_is_a_warning(spike):
    ring = at((0, 0), (20, 0), *spike, (20, 20), (0, 20))

    assert "spike" in codes(read(feature(polygon(ring))))


def test_a_slit_narrower_than_twenty_centimetres_is_a_warning():
    ring = at((0, 0), (20, 0), (20, 10), (10, 10), (10, 10.1), (20, 10.1), (20, 20), (0, 20))

    assert "gap" in codes(read(feature(polygon(ring))))


def test_parts_ten_centimetres_apart_are_a_gap():
    assert "gap" in codes(read(feature(multipolygon([square()], [square(20, east=20.1)]))))


def test_a_strip_of_land_thirty_centimetres_wide_is_no_spike():
    ring = at((0, 0), (20, 0), (20, 10), (30, 10), (30, 10.3), (20, 10.3), (20, 20), (0, 20))

    assert not codes(read(feature(polygon(ring)))) & {"spike", "gap"}


@pytest.mark.parametrize("degrees", [90, 60, 30, 15, 10])
def test_an_ordinary_corner_however_acute_is_no_spike(degrees):
    reach = 30 * math.tan(math.radians(degrees))

    assert not codes(read(feature(polygon(at((0, 0), (30, 0), (30, reach)))))) & {"spike", "gap"}


def test_real_red_lines_have_no_spikes():
    found = [
        path.name
        for path in sorted(shared_path("vectors/odp/examples/application").rglob("*.json"))
        if codes(read(path.read_bytes(), transformer=grid_transformer())) & {"spike", "gap", "duplicate-vertices"}
    ]

    assert found == []


def test_a_site_under_a_square_metre_is_a_warning():
    assert "tiny-site" in codes(read(application(feature(polygon(square(0.9))))))


@pytest.mark.parametrize("type_code", ["advertConsent", "wtt.consent", "wtt.notice"])
def test_an_advert_or_a_tree_may_be_smaller(type_code):
    assert "tiny-site" not in codes(read(application(feature(polygon(square(0.9))), type_code=type_code)))


def test_a_householder_site_over_half_a_hectare_is_a_warning():
    site = feature(polygon(square(71)))

    assert "large-householder-site" in codes(read(application(site, type_code="pp.full.householder")))
    assert "large-householder-site" not in codes(read(application(site, type_code="pp.full")))


@pytest.mark.parametrize(
    ("declared", "code", "severity"),
    [
        (400.0, "area-agrees", Severity.INFORMATION),
        (401.9, "area-agrees", Severity.INFORMATION),
        (404.0, "area-differs-slightly", Severity.INFORMATION),
        (419.9, "area-differs-slightly", Severity.INFORMATION),
        (421.0, "area-differs", Severity.WARNING),
        (40.0, "area-differs", Severity.WARNING),
    ],
)
def test_the_declared_area_is_held_against_the_measured_one(declared, code, severity):
    reading = read(application(feature(polygon(square())), declared=declared))

    (check,) = [check for check in reading.checks if check.code.startswith("area-")]
    assert (check.code, check.severity) == (code, severity)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("planningPermission/fullHouseholder.json", "drawing tool computes on a sphere"),
        ("planningPermission/fullHouseholderInConservationArea.json", "a title, on a larger sphere"),
    ],
)
def test_the_method_behind_a_declared_area_is_named(name, method):
    path = shared_path(f"vectors/odp/examples/application/{name}")

    assert method in message(read(path.read_bytes(), transformer=grid_transformer()), "area-agrees")


def test_the_planted_address_fourteen_kilometres_away_is_found():
    paths = sorted(shared_path("vectors/odp/examples").rglob("largerExtension*.json"))
    assert paths

    for path in paths:
        reading = read(path.read_bytes(), transformer=grid_transformer())
        assert "14.2 km" in message(reading, "address-elsewhere")
        assert not reading.blocked


BESIDE, OUTSIDE, ELSEWHERE = "address-beside", "address-outside", "address-elsewhere"


@pytest.mark.parametrize(("east", "code"), [(10, None), (24.5, BESIDE), (30, OUTSIDE), (1010, OUTSIDE), (1030, ELSEWHERE)])
def test_how_far_the_address_lies_from_the_red_line(east, code):
    reading = read(application(feature(polygon(square())), address={"x": EAST + east, "y": NORTH + 10}))

    assert {found for found in codes(reading) if found.startswith("address")} == ({code} if code else set())


def test_an_address_in_degrees_written_as_text_is_understood():
    document = {
        "reference_in_full": "SWK-1",
        "reference": "1",
        "boundary_geojson": feature(polygon(square())),
        "site": {"latitude": "51.5", "longitude": "-0.1"},
    }

    assert "km" in message(read(document), "address-elsewhere")


def test_degrees_and_metres_in_one_red_line_are_an_error():
    ring = [[-0.0823, 51.4515], *square()[1:]]

    reading = read(feature(polygon(ring)))

    assert "coordinates-mixed" in codes(reading)
    assert reading.blocked


def test_coordinates_in_no_place_are_an_error():
    ring = [[30, 10], [40, 40], [20, 40], [30, 10]]

    assert "coordinates-nowhere" in codes(read(feature(polygon(ring))))


def test_a_site_in_scotland_is_a_warning_and_the_welsh_border_is_none():
    ring = [[-4.0828, 52.4140], [-4.0826, 52.4140], [-4.0826, 52.4142], [-4.0828, 52.4140]]
    scotland = [[-3.1883, 55.9533], [-3.1880, 55.9533], [-3.1880, 55.9535], [-3.1883, 55.9533]]

    assert not read(feature(polygon(ring))).blocked
    assert "outside-england" in codes(read(feature(polygon(scotland))))


def test_web_mercator_metres_are_recognised_and_said():
    ring = [[-9170, 6702000], [-9140, 6702000], [-9140, 6702030], [-9170, 6702000]]

    reading = read(feature(polygon(ring)))

    assert "EPSG:3857" in message(reading, "crs-assumed")
    assert reading.boundary.area_m2 == pytest.approx(450 * math.cos(math.radians(51.45)) ** 2, rel=0.01)


def test_a_site_of_nearly_no_area_is_an_error():
    reading = read(application(feature(polygon(square(0.09)))))

    assert "0.01 m²" in message(reading, "no-area")
    assert reading.boundary is None
    assert reading.proposal is None


@pytest.mark.parametrize("type_code", ["advertConsent", "wtt.consent", "wtt.notice"])
def test_an_advert_or_a_tree_may_be_as_small_as_that(type_code):
    assert read(application(feature(polygon(square(0.09))), type_code=type_code)).boundary is not None


def test_a_site_larger_than_any_application_is_an_error_that_an_officer_may_overrule():
    reading = read(feature(polygon(square(10_001))))

    assert "100 km²" in message(reading, "enormous-site")
    assert reading.boundary is None
    assert reading.proposal.code == "enormous-site"
    assert reading.proposal.area_before_m2 == reading.proposal.area_after_m2 == pytest.approx(10_001**2)
    assert "enormous-site" not in codes(read(feature(polygon(square(9_999)))))


def test_a_difference_that_rounds_to_nothing_has_no_sign():
    assert "(0.0 %)" in message(read(application(feature(polygon(square())), declared=399.9)), "area-agrees")


def test_a_site_whose_shape_defeats_the_geometry_library_is_an_error_on_that_site(monkeypatch):
    def fails(*_arguments, **_options):
        raise shapely.errors.GEOSException("TopologyException: side location conflict at 1 2")

    monkeypatch.setattr("plugin.boundary.red_line.measure", fails)

    reading = read(feature(polygon(square())))

    assert "could not be checked: TopologyException" in message(reading, "not-checkable")
    assert reading.boundary is None
    assert reading.blocked


def test_a_fault_that_is_somewhere_says_where_to_look_for_it():
    bow_tie = read(feature(polygon(at((0, 0), (20, 20), (20, 0), (0, 20)))))
    sound = read(feature(polygon(square())))

    (place,) = [check.place for check in bow_tie.checks if check.code == "self-intersection"]
    assert place == pytest.approx((EAST + 10, NORTH + 10), abs=0.5)
    assert [check.place for check in sound.checks] == [None] * len(sound.checks)
