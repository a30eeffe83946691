"""The answer as one file that can be mailed: whole, escaped, asking nobody for anything, and drawn to scale."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
import shapely

from plugin.domain.place import Place
from plugin.reports.change_map.surroundings import Feature, Surroundings
from plugin.reports.enquiry.answer_page import answer_page
from plugin.reports.enquiry.map_labels import map_labels
from plugin.reports.enquiry.place_map import enquiry_frame, enquiry_map

from .asked import X, Y, answer, finding, full_answer, hostile_answer


class Tags(HTMLParser):
    """Every tag with its attributes, and the text that people read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_point_is_not_covered_by_its_own_number():
    at = shapely.Point(X + 30, Y)
    (label,) = map_labels(answer(finding(shape=at)).rows, shapely.box(X - 50, Y - 50, X + 50, Y + 50), (X, Y)).placed

    assert shapely.distance(at, shapely.Point(label.east, label.north)) >= 5.9


@pytest.mark.parametrize("make", [full_answer, hostile_answer, answer])
def test_the_page_runs_nothing_and_asks_nobody_for_anything(make):
    page = answer_page(make())
    tags = Tags(page).tags

    assert "default-src 'none'" in page
    assert not {"script", "img", "iframe", "link", "object", "form", "base"} & {tag for tag, _ in tags}
    assert not [attributes for _, attributes in tags if {"src", "href", "onerror", "onload"} & set(attributes)]
    assert "url(" not in page


def test_hostile_words_are_read_and_not_obeyed():
    page = answer_page(hostile_answer())

    assert "<script>" not in page
    assert "alert(1)" in Tags(page).text
    assert "\u202e" not in page
    assert page.count("</style>") == 1
    assert page.count("<title") == 2


def test_the_page_says_what_the_answer_says():
    text = Tags(answer_page(full_answer())).text

    for part in ("2 constraints apply here", "Trees need six weeks' notice.", "No data does not mean no constraint.", "binds nobody"):
        assert part in text
    assert text.count("SAMPLE") == 1
    assert "An act of its own, section 1 (professional knowledge, to be confirmed)" in text


def test_the_map_is_well_formed_and_says_in_words_what_it_shows():
    svg, labels = enquiry_map(full_answer())
    root = ET.fromstring(svg)

    description = root.find("{http://www.w3.org/2000/svg}desc")
    assert description is not None
    assert "3 Flood risk zone: Old Market" in (description.text or "")
    assert "Covering the whole map: 1 Conservation area: Old Market." in (description.text or "")
    assert [label.row.number for label in labels.placed] == [2, 3, 4, 5]
    assert [row.number for row in labels.everywhere] == [1]


def test_how_a_constraint_bears_on_the_place_is_told_by_its_line_and_not_by_its_colour_alone():
    svg, _ = enquiry_map(full_answer())

    assert 'stroke-dasharray="10 5"' in svg
    assert 'stroke-dasharray="2 4"' in svg


def test_the_frame_shows_as_far_around_as_was_looked():
    frame = enquiry_frame(answer())
    plot = enquiry_frame(answer(place=Place(X, Y, "a", "b", plot=shapely.box(X - 100, Y - 5, X + 100, Y + 5))))

    assert shapely.covers(frame.ground, shapely.Point(X, Y).buffer(50))
    assert shapely.covers(plot.ground, shapely.box(X - 150, Y - 55, X + 150, Y + 55))


def test_numbers_stand_clear_of_the_place_and_of_one_another_inside_their_shapes():
    shapes = [shapely.box(X - 60 + each, Y - 60, X + 60 - each, Y + 60 - each) for each in range(5)]
    made = answer(*(finding(number=each, entity={"name": f"Area {each}"}, shape=shape) for each, shape in enumerate(shapes)))
    ground = enquiry_frame(made).ground

    placed = map_labels(made.rows, ground, (X, Y)).placed

    places = [shapely.Point(label.east, label.north) for label in placed]
    assert all(shapely.covers(shape, place) for shape, place in zip(shapes, places))
    assert min(one.distance(other) for one in places for other in places if one is not other) > 5
    assert min(place.distance(shapely.Point(X, Y)) for place in places) > 5


def test_where_there_is_no_room_for_a_number_the_page_says_so_and_the_shape_is_drawn():
    made = answer(*(finding(number=each, entity={"name": f"Area {each}"}, shape=shapely.Point(X + 20, Y).buffer(2)) for each in range(40)))

    svg, labels = enquiry_map(made)

    assert 3 <= len(labels.placed) <= 20
    assert len(labels.placed) + len(labels.crowded) == 40
    assert svg.count('fill-rule="evenodd"') == 40
    assert "There is no room for the numbers of " in answer_page(made)


def test_numbers_keep_clear_of_the_scale_bar_and_of_north():
    west, south, east, north = enquiry_frame(answer()).ground.bounds
    corners = (
        shapely.box(west, south, west + 0.2 * (east - west), south + 0.12 * (north - south)),
        shapely.box(east - 0.08 * (east - west), north - 0.15 * (north - south), east, north),
    )
    made = answer(*(finding(number=each, entity={"name": f"Area {each}"}, shape=corner) for each, corner in enumerate(corners)))

    _, labels = enquiry_map(made)

    spots = [shapely.Point(label.east, label.north) for label in labels.placed]
    assert not [spot for spot in spots for corner in corners if corner.contains(spot)]


def test_a_point_at_the_place_has_its_number_beside_the_cross():
    _, labels = enquiry_map(answer(finding(shape=shapely.Point(X, Y))))

    assert len(labels.placed) == 1


def test_a_point_beside_the_place_has_its_number_beside_it():
    _, labels = enquiry_map(answer(finding(shape=shapely.Point(X + 2, Y))))

    (label,) = labels.placed
    assert 5 < shapely.Point(label.east, label.north).distance(shapely.Point(X, Y)) < 20


def test_an_area_of_a_hundred_thousand_corners_is_drawn_in_a_page_that_opens_on_a_telephone():
    ragged = shapely.Point(X + 20, Y).buffer(40, quad_segs=25_000)

    assert len(answer_page(answer(finding(shape=ragged)))) < 200_000


def test_what_lies_around_is_drawn_beneath_with_its_source():
    ground = Surroundings({"road": [Feature(shapely.LineString([(X - 80, Y), (X + 80, Y)]), "Sloop Way")]}, "Maps of <nobody>")

    page = answer_page(full_answer(), ground)

    assert "Sloop Way" in page
    assert "The ground around: Maps of &lt;nobody&gt;." in page


def test_a_plot_is_drawn_as_land():
    made = answer(finding(percent=50.0, edge_m=None), place=Place(X, Y, "a", "b", plot=shapely.box(X - 10, Y - 10, X + 10, Y + 10)))

    assert "the site in red" in answer_page(made)
    assert "dotted circle" not in answer_page(made)


def test_a_colour_that_is_none_is_drawn_grey():
    row = replace(answer(finding()).rows[0], colour='red" onload="x')
    made = replace(answer(finding()), applies=replace(answer(finding()).applies, rows=(row,)))

    svg, _ = enquiry_map(made)

    assert "onload" not in svg
    assert "#5f6b73" in svg


def test_light_dark_and_print_have_their_own_styles():
    page = answer_page(full_answer())

    assert re.search(r"@media \(prefers-color-scheme: dark\)", page)
    assert "@media print" in page
