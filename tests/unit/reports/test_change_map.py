"""Two lines on one map to one scale: what is drawn, where, and how large."""

from __future__ import annotations

import re
from datetime import date
from xml.dom import minidom

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from plugin.boundary.compare import compare
from plugin.reports.change_map.change_map import PRESENT, PROPOSED, change_map, simplified_words
from plugin.reports.change_map.frame import HEIGHT, WIDTH, frame_around
from plugin.reports.change_map.paths import path_data
from plugin.reports.change_map.surroundings import Feature, Surroundings
from plugin.rules.rules import Rules

RULES = Rules(date(2026, 11, 18))
PLOT = shapely.box(530000, 180000, 530030, 180020)
LARGER = shapely.box(530000, 180000, 530040, 180020)
HOLED = shapely.difference(LARGER, shapely.box(530010, 180005, 530015, 180010))


def drawn(present: BaseGeometry | None, proposed: BaseGeometry, surroundings: Surroundings | None = None) -> str:
    change = None if present is None else compare(present, proposed, RULES)
    svg = change_map(present, proposed, change, surroundings or Surroundings(), "A map", "Two lines")
    assert minidom.parseString(svg)
    return svg


def path_with(style: str, svg: str) -> str:
    (data,) = re.findall(rf'<path d="([^"]*)" {re.escape(style)}', svg)
    return str(data)


def positions(data: str) -> np.ndarray:
    return np.array([float(number) for number in re.findall(r"-?[\d.]+", data)]).reshape(-1, 2)


def test_both_lines_have_one_scale_and_lie_in_the_picture() -> None:
    svg = drawn(PLOT, LARGER)
    before, after = positions(path_with(PRESENT, svg)), positions(path_with(PROPOSED, svg))

    width_before, width_after = np.ptp(before[:, 0]), np.ptp(after[:, 0])
    assert width_after / width_before == pytest.approx(40 / 30, rel=0.01)
    assert np.ptp(before[:, 1]) == pytest.approx(np.ptp(after[:, 1]), abs=0.2)
    for line in (before, after):
        assert (line >= 0).all()
        assert (line <= [WIDTH, HEIGHT]).all()


def test_north_is_at_the_top() -> None:
    frame = frame_around(PLOT)
    (south, north) = frame.place(np.array([[530000.0, 180000.0], [530000.0, 180020.0]]))

    assert north[1] < south[1]


@pytest.mark.parametrize("size", [1.0, 30.0, 400.0, 9000.0])
def test_the_scale_bar_is_a_round_number_of_metres_and_as_long_as_it_says(size: float) -> None:
    frame = frame_around(shapely.box(530000, 180000, 530000 + size, 180000 + size))

    assert f"{frame.bar_metres:g}".rstrip("0").strip(".") in ("1", "2", "5")
    assert 0.1 * WIDTH < frame.bar_metres * frame.scale <= 0.3 * WIDTH
    svg = drawn(None, shapely.box(530000, 180000, 530000 + size, 180000 + size))
    assert f"v8h{frame.bar_metres * frame.scale:.1f}v-8" in svg


def test_every_part_and_hole_is_drawn() -> None:
    parts = shapely.MultiPolygon([HOLED, shapely.box(530060, 180000, 530070, 180010)])

    assert path_with(PROPOSED, drawn(PLOT, parts)).count("M") == 3


def test_land_added_and_taken_away_have_signs_of_their_own_and_none_where_there_is_none() -> None:
    both = drawn(PLOT, shapely.box(530010, 180000, 530040, 180020))
    larger = drawn(PLOT, LARGER)

    assert "url(#added)" in both
    assert "url(#removed)" in both
    assert "url(#removed)" not in larger


def test_a_first_line_is_drawn_alone() -> None:
    svg = drawn(None, PLOT)

    assert PRESENT not in svg
    assert path_with(PROPOSED, svg)


def test_a_site_too_small_to_be_seen_is_ringed_and_named() -> None:
    svg = drawn(PLOT, shapely.box(534000, 180000, 534030, 180020))

    assert ">Present</text>" in svg
    assert ">Proposed</text>" in svg
    assert ">Proposed</text>" not in drawn(PLOT, LARGER)


def test_a_line_is_no_finer_than_can_be_seen() -> None:
    angles = np.linspace(0, 2 * np.pi, 20_000)
    circle = shapely.Polygon(np.column_stack((530000 + 50 * np.cos(angles), 180000 + 50 * np.sin(angles))))

    assert len(path_data([circle], frame_around(circle))) < 2500


def test_names_from_outside_are_text_and_nothing_else() -> None:
    road = Feature(shapely.LineString([(529900, 179997), (530100, 179997)]), '<script>alert("x")</script>\u202e')
    house = Feature(shapely.box(530002, 180002, 530012, 180012), "12<b> High Street")
    svg = drawn(PLOT, LARGER, Surroundings({"road": [road], "building": [house]}))

    assert "<script" not in svg
    assert "<b>" not in svg
    assert "&lt;script&gt;" in svg
    assert ">12&lt;b&gt;</text>" in svg


def test_a_village_around_the_site_does_not_swell_the_map() -> None:
    angles = np.linspace(0, 2 * np.pi, 40)
    ring = np.column_stack((np.cos(angles), np.sin(angles)))
    houses = [
        Feature(shapely.Polygon(ring * 3 + [530000 + 8 * column, 180000 + 8 * row])) for column in range(-20, 60) for row in range(-20, 60)
    ]
    svg = drawn(PLOT, shapely.box(530000, 180000, 530300, 180200), Surroundings({"building": houses, "parcel": houses}))

    assert len(svg) < 80_000


def test_two_maps_of_one_change_are_the_same() -> None:
    assert drawn(PLOT, HOLED) == drawn(PLOT, HOLED)


def ragged(corners: int, by: float) -> shapely.Polygon:
    """A ring of so many corners, each second one so many metres inside, so that none can be left out unseen."""
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radii = np.where(np.arange(corners) % 2, 200.0, 200.0 - by)
    return shapely.Polygon(np.column_stack((530_000 + radii * np.cos(angles), 180_000 + radii * np.sin(angles))))


@pytest.mark.parametrize(("corners", "by"), [(3_000, 20.0), (10_000, 5.0)])
def test_a_map_of_a_line_of_many_corners_stays_small_and_says_how_finely_it_is_drawn(corners: int, by: float) -> None:
    present = ragged(corners, by)
    proposed = shapely.affinity.translate(present, 10, 0)
    change = compare(present, proposed, RULES)

    svg = drawn(present, proposed)

    assert len(svg) < 110_000
    assert positions(path_with(PROPOSED, svg)).shape[0] > 3
    words = simplified_words(present, proposed, change)
    assert re.search(r"drawn to within [\d.]+ m, and what is smaller is left out\. All words and figures are of the exact lines\.", words)


def test_a_line_of_which_every_part_is_too_small_for_the_map_is_still_on_it() -> None:
    places = np.random.default_rng(7).uniform((530_000, 180_000), (534_000, 183_000), (20_000, 2))
    specks = shapely.MultiPolygon([shapely.box(x, y, x + 8, y + 8) for x, y in places[::4].tolist()])
    specks = shapely.multipolygons(shapely.get_parts(shapely.union_all(list(specks.geoms))))

    svg = drawn(None, specks)

    assert len(svg) < 110_000
    assert path_with(PROPOSED, svg).startswith("M")


def test_a_line_that_the_map_can_show_has_nothing_said_of_it() -> None:
    assert simplified_words(PLOT, LARGER, compare(PLOT, LARGER, RULES)) == ""
