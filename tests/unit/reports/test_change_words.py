"""A change of the red line in an applicant's words."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from plugin.boundary.compare import compare
from plugin.reports.change_words import kind_words, land_words, move_words, parts_words
from plugin.rules.rules import Rules

RULES = Rules(date(2026, 11, 18))
PLOT = shapely.box(530000, 180000, 530030, 180020)


def grown(west: float = 0, south: float = 0, east: float = 0, north: float = 0) -> BaseGeometry:
    return shapely.box(530000 - west, 180000 - south, 530030 + east, 180020 + north)


@pytest.mark.parametrize(
    ("proposed", "words"),
    [
        (grown(east=0.05), "The boundary is drawn more exactly. No land that matters is added or taken away."),
        (grown(east=-5), "Your site would be smaller. No land would be added."),
        (grown(east=5), "Your site would be larger. No land would be taken away."),
        (grown(east=5, west=-2), "Your site would be larger: some land would be added, and some taken away."),
        (grown(east=2, west=-5), "Some land would be added and some taken away. In all your site would be smaller."),
        (
            shapely.box(531000, 180000, 531030, 180020),
            "Your site would lie somewhere else: more than half of the land would be other land.",
        ),
    ],
)
def test_the_kind_is_said_in_a_sentence(proposed: BaseGeometry, words: str) -> None:
    assert kind_words(compare(PLOT, proposed, RULES)) == words


@pytest.mark.parametrize(
    ("land", "words"),
    [
        (shapely.box(530030, 180000, 530035, 180020), "100 m², on the east side"),
        (shapely.box(530030, 180015, 530035, 180025), "50.0 m², on the north-east side"),
        (shapely.box(529990, 180000, 530000, 180020), "200 m², on the west side"),
        (shapely.box(530010, 180008, 530014, 180012), "16.0 m², inside the site"),
        (shapely.difference(shapely.buffer(PLOT, 1, join_style="mitre"), PLOT), "104 m², all around the site"),
        (PLOT, "600 m², the whole site"),
        (shapely.box(531000, 180000, 531030, 180020), "600 m²"),
        (
            shapely.union_all([shapely.box(530030, 180000, 530035, 180020), shapely.box(530000, 179998, 530010, 180000)]),
            "120 m² in 2 pieces: 100 m² on the east side, 20.0 m² on the south-west side",
        ),
    ],
)
def test_land_is_said_with_its_size_and_its_side(land: BaseGeometry, words: str) -> None:
    assert land_words(land, PLOT) == words


def test_many_pieces_are_summed_up() -> None:
    teeth = shapely.MultiPolygon([shapely.box(530000 + 6 * step, 180020, 530003 + 6 * step, 180021 + step) for step in range(5)])

    assert land_words(teeth, PLOT).startswith("45.0 m² in 5 pieces: 15.0 m² on the north-east side, ")
    assert land_words(teeth, PLOT).endswith(", and 1 smaller piece")


def test_what_is_less_than_a_hand_is_said_to_be() -> None:
    assert land_words(shapely.MultiPolygon(), PLOT) == "less than 0.1 m²"


def test_a_site_that_moves_says_how_far_and_which_way() -> None:
    there = shapely.box(530300, 180400, 530330, 180420)

    assert move_words(PLOT, there) == "The middle of the site would move 500 m to the north-east."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (PLOT, ""),
        (shapely.MultiPolygon([PLOT, shapely.box(530050, 180000, 530060, 180010)]), "The proposed boundary has 2 separate parts."),
        (shapely.difference(PLOT, shapely.box(530010, 180005, 530015, 180010)), "The proposed boundary has 1 area cut out of it."),
    ],
)
def test_parts_and_holes_are_said_where_there_are_any(line: BaseGeometry, words: str) -> None:
    assert parts_words(line) == words
