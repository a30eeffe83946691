"""Neighbours from the red line: adjoining land, across the highway, within a buffer; every delivery point once."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.boundary.neighbour_ground import AddressPoint, NeighbourGround, NeighbourPreset
from plugin.boundary.neighbours import NeighbourFinder, neighbours
from plugin.domain.neighbour import NeighbourReason
from plugin.rules.rules import Rules

RULES = Rules(date(2026, 11, 22))
EAST, NORTH = 533600.0, 174200.0


def box(west: float, south: float, east: float, north: float):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def address(uprn: int | str, east: float, north: float, text: str = "") -> AddressPoint:
    return AddressPoint(str(uprn), text or f"{uprn} Long Lane", shapely.Point(EAST + east, NORTH + north))


#: A site 300 m long; its address point stands at its western end.
LONG_SITE = box(0, 0, 300, 12)
#: Thirty plots of 10 m along its southern edge, a house on each.
PLOTS = [box(10 * number, -30, 10 * number + 10, 0) for number in range(30)]
HOUSES = [address(number, 10 * number + 5, -20) for number in range(30)]
#: A road of 10 m along its northern edge, plots and houses across it, and a second row behind them.
ROAD = box(0, 12, 300, 22)
OPPOSITE = [box(10 * number, 22, 10 * number + 10, 31) for number in range(30)]
HOUSES_OPPOSITE = [address(100 + number, 10 * number + 5, 27) for number in range(30)]
SECOND_ROW = [box(10 * number, 31, 10 * number + 10, 60) for number in range(30)]
HOUSES_BEHIND = [address(200 + number, 10 * number + 5, 45) for number in range(30)]


def uprns(found, reason=None) -> set[str]:
    return {neighbour.uprn for neighbour in found.neighbours if reason in (None, neighbour.reason)}


def test_case_37_neighbours_are_found_along_the_whole_line_of_a_long_site():
    found = neighbours(LONG_SITE, PLOTS, HOUSES, RULES, highways=[ROAD])

    assert uprns(found, NeighbourReason.ADJOINS) == {str(number) for number in range(30)}


def test_case_37_a_block_of_24_flats_next_door_is_24_addresses():
    flats = [address(500 + number, 310, 6, f"Flat {number + 1}") for number in range(24)]

    found = neighbours(LONG_SITE, [box(300, 0, 330, 12)], flats, RULES, highways=[ROAD])

    assert len(found.neighbours) == 24
    assert {neighbour.address for neighbour in found.neighbours} == {f"Flat {number + 1}" for number in range(24)}


def test_case_37_the_site_s_own_flat_is_left_out_and_those_over_and_under_it_are_neighbours():
    flats = [address(500 + number, 100, 6, f"Flat {number + 1}") for number in range(24)]

    found = neighbours(LONG_SITE, [LONG_SITE], flats, RULES, own=frozenset({"503"}), highways=[ROAD])

    assert found.left_out == ("503",)
    assert len(uprns(found, NeighbourReason.IN_THE_SITE)) == 23
    assert "503" not in uprns(found)


def test_without_the_site_s_own_number_its_addresses_are_to_be_confirmed():
    found = neighbours(LONG_SITE, [LONG_SITE], [address(1, 100, 6)], RULES, highways=[ROAD])

    assert "site's own address" in found.neighbours[0].confirm


def test_case_37_houses_across_the_road_are_included_by_the_council_s_preset_and_the_row_behind_them_is_not():
    parcels, addresses = [*OPPOSITE, *SECOND_ROW], [*HOUSES_OPPOSITE, *HOUSES_BEHIND]

    with_them = neighbours(LONG_SITE, parcels, addresses, RULES, highways=[ROAD])
    without = neighbours(LONG_SITE, parcels, addresses, RULES, highways=[ROAD], preset=NeighbourPreset(across_highway=False))

    assert uprns(with_them) == {str(100 + number) for number in range(30)}
    assert uprns(without) == set()


def test_land_within_twenty_metres_that_no_highway_divides_off_is_not_opposite():
    found = neighbours(LONG_SITE, [box(0, 24, 10, 40)], [address(1, 5, 30)], RULES, highways=[box(0, 500, 300, 510)])

    assert found.neighbours == ()


def test_a_parcel_that_is_the_highway_itself_stands_in_nobody_s_way():
    found = neighbours(LONG_SITE, [ROAD, *OPPOSITE], HOUSES_OPPOSITE, RULES, highways=[ROAD])

    assert len(uprns(found, NeighbourReason.ACROSS_THE_HIGHWAY)) == 30


def test_without_a_highway_layer_what_lies_opposite_is_to_be_confirmed():
    found = neighbours(LONG_SITE, OPPOSITE, HOUSES_OPPOSITE, RULES)

    assert all("highway lies between" in neighbour.confirm for neighbour in found.neighbours)
    assert "No highway layer was given" in found.notes[0]


def test_a_house_behind_an_adjoining_garden_is_not_opposite_even_without_a_highway_layer():
    garden, behind = box(0, -10, 10, 0), box(0, -25, 10, -10)

    found = neighbours(LONG_SITE, [garden, behind], [address(1, 5, -5), address(2, 5, -18)], RULES)

    assert uprns(found) == {"1"}


@pytest.mark.parametrize(("gap", "found"), [(0.9, True), (1.1, False)])
def test_land_adjoins_within_the_metre_that_two_drawings_may_be_apart(gap, found):
    plot = box(0, -30, 10, -gap)

    assert bool(neighbours(LONG_SITE, [plot], [address(1, 5, -20)], RULES, highways=[ROAD]).neighbours) is found


def test_a_buffer_is_measured_from_the_line_and_not_from_a_point():
    far = address(1, 290, -25)

    found = neighbours(LONG_SITE, [], [far], RULES, preset=NeighbourPreset(buffer_m=30))

    assert uprns(found, NeighbourReason.WITHIN_THE_BUFFER) == {"1"}
    assert "No parcels were given" in found.notes[0]


def test_whoever_is_a_neighbour_twice_is_told_once_and_for_the_better_reason():
    found = neighbours(LONG_SITE, [PLOTS[0], box(0, -30, 10, 0)], [HOUSES[0]], RULES, preset=NeighbourPreset(buffer_m=50), highways=[ROAD])

    assert [neighbour.reason for neighbour in found.neighbours] == [NeighbourReason.ADJOINS]


def test_no_addresses_are_no_neighbours():
    assert neighbours(LONG_SITE, PLOTS, [], RULES).neighbours == ()


def test_case_38_after_an_enlargement_only_the_new_ones_are_to_be_told():
    half = box(0, 0, 150, 12)
    earlier = neighbours(half, PLOTS, HOUSES, RULES, highways=[ROAD])
    later = neighbours(LONG_SITE, PLOTS, HOUSES, RULES, highways=[ROAD])

    new = {neighbour.uprn for neighbour in later.new_against(earlier)}

    assert uprns(earlier) | new == {str(number) for number in range(30)}
    assert not uprns(earlier) & new


def test_a_line_that_moves_finds_what_a_line_drawn_anew_finds():
    ground = NeighbourGround((*HOUSES, *HOUSES_OPPOSITE, *HOUSES_BEHIND), (*PLOTS, ROAD, *OPPOSITE, *SECOND_ROW), (ROAD,))
    finder = NeighbourFinder(ground, RULES)

    for east in (0, 40, 85, 200):
        line = box(east, 0, east + 60, 12)
        assert finder.around(line) == neighbours(line, ground.parcels, ground.addresses, RULES, highways=[ROAD])


def test_ground_covers_a_line_only_with_all_that_is_within_its_reach():
    ground = NeighbourGround(box=(EAST - 25, NORTH - 25, EAST + 125, NORTH + 125))
    finder = NeighbourFinder(ground, RULES)

    assert finder.covers(box(0, 0, 100, 100))
    assert not finder.covers(box(0, 0, 106, 100))


def test_adjoining_land_on_which_nobody_lives_is_not_passed_over():
    found = neighbours(LONG_SITE, PLOTS, HOUSES[:28], RULES, highways=[ROAD])

    assert found.notes == ("2 parcels that adjoin the site have no address: find out who owns or occupies the land.",)


def test_addresses_without_a_number_are_told_apart_by_their_words():
    found = neighbours(LONG_SITE, PLOTS, [address("", 5, -20, "1 Long Lane"), address("", 15, -20, "2 Long Lane")], RULES, highways=[ROAD])

    assert [neighbour.address for neighbour in found.neighbours] == ["1 Long Lane", "2 Long Lane"]
    assert found.new_against(found) == ()
