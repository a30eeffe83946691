"""The acceptance cases of planning practice on geometry and coordinates, each by its number."""

from __future__ import annotations

import json

import pytest
import shapely
import shapely.geometry

from plugin.boundary.geojson_writer import to_geojson
from plugin.boundary.transformer import Transformer
from plugin.domain.boundary import SourceCrs
from plugin.domain.check import Severity
from tests.shared import shared_path
from tests.unit.boundary.control_point import control_point
from tests.unit.boundary.drawn import (
    codes,
    feature,
    grid_transformer,
    in_degrees,
    message,
    multipolygon,
    plain_transformer,
    polygon,
    read,
    square,
)


def test_case_01_swapped_axes_are_proposed_and_load_only_after_confirmation():
    ring = [[latitude, longitude] for longitude, latitude in in_degrees(polygon(square()))["coordinates"][0]]

    reading = read(feature(polygon(ring)))

    assert "axes-swapped" in codes(reading)
    assert reading.blocked
    assert reading.boundary is None
    assert reading.proposal is not None
    assert reading.proposal.boundary.area_m2 == pytest.approx(400, abs=0.1)
    assert reading.confirmed().boundary.geometry is reading.proposal.boundary.geometry


def test_case_01_swapped_easting_and_northing_are_proposed_too():
    reading = read(feature(polygon([[north, east] for east, north in square()])))

    assert "Easting and northing" in message(reading, "axes-swapped")
    assert reading.boundary is None
    assert reading.proposal.area_after_m2 == 400
    assert "northing before easting" in reading.proposal.message
    assert reading.proposal.boundary.geometry.bounds[:2] == (533600, 174200)


ENGLISH_PLACES = {
    "Berwick": (399700, 653000),
    "Carlisle": (340000, 556000),
    "Chester": (340500, 366500),
    "Oswestry": (329000, 329500),
    "Hereford": (351000, 240000),
    "Bristol": (358500, 172500),
    "Barrow": (319500, 469000),
    "Penzance": (147000, 30500),
    "St Mary's": (90500, 10500),
    "Dover": (631500, 141500),
    "Lowestoft": (654500, 293000),
    "Newcastle": (425000, 564000),
    "Norwich": (623000, 308500),
    "London": (530000, 180000),
}


@pytest.mark.parametrize("place", ENGLISH_PLACES)
def test_case_01_a_place_in_england_is_never_taken_for_a_swapped_one(place):
    easting, northing = ENGLISH_PLACES[place]
    ring = [[easting, northing], [easting + 20, northing], [easting + 20, northing + 20], [easting, northing]]

    assert read(feature(polygon(ring))).boundary.area_m2 == 200


def test_case_01_a_site_in_scotland_that_is_not_in_england_either_way_stays_as_it_is():
    ring = [[325000, 673000], [325020, 673000], [325020, 673020], [325000, 673000]]

    reading = read(feature(polygon(ring)))

    assert reading.boundary.area_m2 == 200
    assert "outside-england" in codes(reading)


def test_case_01_the_swapped_original_is_kept_as_it_came():
    ring = [[latitude, longitude] for longitude, latitude in in_degrees(polygon(square()))["coordinates"][0]]

    reading = read(feature(polygon(ring)))

    assert json.loads(reading.confirmed().boundary.original.text)["geometry"]["coordinates"] == [ring]


def test_case_02_degrees_under_the_key_3857_are_read_as_wgs84():
    reading = read({"EPSG:3857": feature(in_degrees(polygon(square())))})

    assert reading.boundary.crs is SourceCrs.WGS84
    assert shapely.hausdorff_distance(reading.boundary.geometry, shapely.Polygon(square())) < 0.02
    assert "EPSG:3857" in message(reading, "crs-label-ignored")


def test_case_02_a_crs_member_that_says_3857_over_degrees_is_not_believed():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}

    reading = read({**feature(in_degrees(polygon(square()))), "crs": crs})

    assert reading.boundary.crs is SourceCrs.WGS84
    assert reading.boundary.area_m2 == pytest.approx(400, abs=0.1)


def test_case_03_national_grid_metres_without_a_crs_are_assumed_and_said():
    reading = read(feature(polygon(square())))

    assert reading.boundary.crs is SourceCrs.NATIONAL_GRID
    assert reading.boundary.area_m2 == 400
    assert "EPSG:27700" in message(reading, "crs-assumed")
    assert message(reading, "crs-assumed") in reading.boundary.notes


def test_case_03_national_grid_metres_that_say_so_need_no_remark():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}

    reading = read({**feature(polygon(square())), "crs": crs})

    assert "crs-assumed" not in codes(reading)


def test_case_04_with_ostn15_the_control_point_is_within_five_centimetres():
    assert control_point(grid_transformer()).error_m < 0.05


def test_case_04_without_the_grid_the_officer_is_told_how_far_out_positions_may_be():
    transformer = plain_transformer()
    if transformer.accuracy().grid is not None:
        pytest.skip("this machine finds OSTN15 by itself")

    reading = read(feature(in_degrees(polygon(square()))), transformer=transformer)

    assert control_point(transformer).error_m == pytest.approx(3.2, abs=0.2)
    assert transformer.accuracy().metres == 2.0
    assert "2 m" in message(reading, "grid-missing")
    assert "OSTN15" in message(reading, "grid-missing")
    assert reading.boundary.accuracy.grid is None


def test_case_04_national_grid_metres_need_no_grid():
    assert "grid-missing" not in codes(read(feature(polygon(square()))))


def test_case_05_a_bow_tie_is_blocked_and_its_repair_shows_both_areas():
    bow_tie = [[533600, 174200], [533620, 174220], [533620, 174200], [533600, 174220], [533600, 174200]]

    reading = read(feature(polygon(bow_tie)))

    assert reading.blocked
    assert reading.boundary is None
    assert "easting 533610, northing 174210" in message(reading, "self-intersection")
    assert reading.proposal.area_before_m2 == 0
    assert reading.proposal.area_after_m2 == pytest.approx(200)
    assert "0.0 m²" in reading.proposal.message
    assert "200.0 m²" in reading.proposal.message
    assert json.loads(reading.original.text)["geometry"]["coordinates"] == [bow_tie]


def test_case_06_an_open_ring_is_closed_and_reported_and_its_area_is_unchanged():
    reading = read(feature(polygon(square()[:-1])))

    assert reading.boundary.area_m2 == 400
    assert "not closed" in message(reading, "ring-closed")


def test_case_06_a_closing_vertex_given_twice_is_dropped_and_reported():
    reading = read(feature(polygon([*square(), square()[0]])))

    assert reading.boundary.area_m2 == 400
    assert shapely.get_num_coordinates(reading.boundary.geometry) == 5
    assert "vertex-repeated" in codes(reading)
    assert "ring-closed" not in codes(reading)


def test_case_07_a_house_and_a_detached_garage_are_one_site_of_two_parts():
    reading = read(feature(multipolygon([square()], [square(5, east=30)])))

    assert not reading.blocked
    assert reading.boundary.area_m2 == 425
    assert "2 parts" in message(reading, "several-parts")


def test_case_08_a_hole_is_not_part_of_the_site():
    reading = read(feature(polygon(square(), square(4, east=8, north=8))))

    assert reading.boundary.area_m2 == 384
    assert reading.boundary.hole_count == 1
    assert "holes" in codes(reading)


@pytest.mark.parametrize(
    "site",
    [
        None,
        feature(None),
        {"type": "FeatureCollection", "features": []},
        polygon(),
        multipolygon(),
        {"type": "GeometryCollection", "geometries": []},
    ],
    ids=["null", "null geometry", "no features", "no rings", "no polygons", "no geometries"],
)
def test_case_09_no_red_line_is_said_and_never_replaced_by_a_buffer(site):
    document = {"reference_in_full": "SWK-1", "reference": "1", "boundary_geojson": site}

    reading = read({**document, "site": {"latitude": "51.45", "longitude": "-0.08"}})

    assert reading.boundary is None
    assert reading.proposal is None
    assert "no-boundary" in codes(reading)
    assert reading.blocked


def test_case_09_where_a_location_plan_was_uploaded_it_is_named_as_what_to_plot_from():
    data = {"application": {"type": {"value": "pp.full"}}, "proposal": {"description": "A shed"}}
    files = [{"name": "plan.pdf", "type": [{"value": "locationPlan", "description": "Location plan"}]}]

    reading = read({"data": data, "files": files, "metadata": {"id": "1"}})

    assert "location plan" in message(reading, "no-boundary")


def test_case_09_a_point_is_not_a_site():
    reading = read(feature({"type": "Point", "coordinates": [533600, 174200]}))

    assert reading.boundary is None
    assert "A point or a line is not a site" in message(reading, "not-a-site")


def test_case_10_a_boundary_read_and_written_again_moves_no_vertex_by_two_centimetres():
    transformer = grid_transformer()
    path = shared_path("vectors/odp/examples/application/planningPermission/major.json")
    first = read(path.read_bytes(), transformer=transformer)

    again = read(to_geojson(first.boundary.geometry, transformer), transformer=transformer)

    submitted = shapely.geometry.shape(json.loads(first.original.text)["geometry"])
    written = shapely.geometry.shape(to_geojson(first.boundary.geometry, transformer)["geometry"])
    moved = shapely.get_coordinates(transformer.to_national_grid(submitted)) - shapely.get_coordinates(
        transformer.to_national_grid(written)
    )
    assert abs(moved).max() < 0.02
    assert abs(shapely.get_coordinates(first.boundary.geometry) - shapely.get_coordinates(again.boundary.geometry)).max() < 0.02


def test_case_10_without_the_grid_the_way_there_and_back_is_as_true():
    transformer = plain_transformer()
    written = to_geojson(shapely.Polygon(square()), transformer)

    assert shapely.hausdorff_distance(read(written, transformer=transformer).boundary.geometry, shapely.Polygon(square())) < 0.02


def test_case_40_an_address_35_metres_outside_is_a_warning_with_the_distance_and_no_block():
    reading = read(
        {
            "data": {
                "application": {},
                "property": {"address": {"x": 533655, "y": 174210, "singleLine": "1 High Street"}},
                "proposal": {"boundary": {"site": feature(polygon(square()))}},
            },
            "metadata": {},
        }
    )

    (check,) = [check for check in reading.checks if check.code == "address-outside"]
    assert check.severity is Severity.WARNING
    assert "35.0 m" in check.message
    assert not reading.blocked


def test_case_40_a_field_without_an_address_passes():
    assert not any(code.startswith("address") for code in codes(read(feature(polygon(square())))))


def test_two_transformers_in_one_process_do_not_change_each_other():
    before = control_point(Transformer())
    with_grid = control_point(grid_transformer())
    after = control_point(Transformer())

    assert before == after
    assert with_grid.error_m < 0.05
