"""A line that a back office returned is matched with the proposed one in metres, not in characters."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.boundary.geojson_writer import to_geojson
from plugin.boundary.returned_line import match_returned
from plugin.domain.boundary import SourceCrs
from plugin.rules.rules import Rules

from .drawn import plain_transformer

RULES = Rules(date(2026, 11, 22))


def box(west: float, south: float, east: float, north: float):
    return shapely.box(533600 + west, 174200 + south, 533600 + east, 174200 + north)


def round_trip(geometry, decimals: int = 8):
    """As it comes home after it was written in degrees."""
    transformer = plain_transformer()
    degrees = shapely.geometry.shape(to_geojson(geometry, transformer)["geometry"])
    return transformer.to_national_grid(shapely.transform(degrees, lambda xy: xy.round(decimals)), SourceCrs.WGS84)


SITE = shapely.MultiPolygon([box(0, 0, 20, 30).difference(box(5, 5, 9, 9)), box(40, 0, 46, 3)])


@pytest.mark.parametrize("decimals", [7, 8])
def test_case_10_a_round_trip_through_degrees_is_no_change_parts_and_holes_included(decimals):
    match = match_returned(SITE, round_trip(SITE, decimals), RULES)

    assert match.unchanged
    assert match.farthest_m < 0.02
    assert "is the proposed one" in match.sentence


def test_the_order_of_parts_and_the_first_vertex_do_not_matter():
    house, garage = SITE.geoms
    turned = shapely.Polygon([*garage.exterior.coords[2:], *garage.exterior.coords[1:3]])

    assert match_returned(SITE, shapely.MultiPolygon([turned, house]), RULES).unchanged


@pytest.mark.parametrize("by", [0.03, 3.2])
def test_a_line_that_differs_says_by_how_much(by):
    match = match_returned(box(0, 0, 20, 20), box(0, 0, 20 + by, 20), RULES)

    assert not match.unchanged
    assert match.farthest_m == pytest.approx(by)
    assert "is not the proposed one" in match.sentence


def test_a_part_that_got_lost_on_the_way_is_told():
    match = match_returned(SITE, SITE.geoms[0], RULES)

    assert not match.unchanged
    assert match.sentence == "The line that came back is not the proposed one: it has 1 part, the proposed one 2."


def test_a_hole_that_was_filled_on_the_way_is_no_round_trip():
    assert not match_returned(SITE.geoms[0], box(0, 0, 20, 30), RULES).unchanged


def test_no_line_is_no_match():
    assert match_returned(SITE, shapely.Polygon(), RULES).sentence == "The back office returned no red line."
