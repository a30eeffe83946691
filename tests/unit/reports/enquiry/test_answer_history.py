"""The earlier applications at a place: found by their land, told with what became of them, and never "none" without having looked."""

from __future__ import annotations

import json
from datetime import date

import pytest
import shapely

from plugin.domain.application import Application
from plugin.domain.place import Place
from plugin.domain.placed_application import PlacedApplication
from plugin.domain.settings import ScreeningSettings
from plugin.reports.enquiry.answer_form import enquiry_form
from plugin.reports.enquiry.answer_history import AnswerHistory, answer_history
from plugin.reports.enquiry.answer_page import answer_page
from plugin.reports.enquiry.answer_text import answer_text
from plugin.reports.enquiry.placed_history import HistorySource, PlaceHistory, placed_history

from .asked import X, Y, answer, earlier, enquiry, history_of

POINT = Place(X, Y, "a place", "A test.")
PLOT = Place(X, Y, "a plot", "A test.", plot=shapely.box(X - 10, Y - 10, X + 10, Y + 10))


def said(*applications: PlacedApplication, place: Place = POINT) -> AnswerHistory:
    return answer_history(history_of(*applications, place=place), 50.0, plot=place.plot is not None)


def placed(*applications: PlacedApplication, place: Place = POINT) -> list[str]:
    return [entry.application.reference for entry in placed_history(place, applications, ScreeningSettings())]


def test_with_nothing_to_look_in_it_is_not_checked_and_never_none():
    told = answer().history

    assert not told.checked
    assert told.none == "Not checked: there was neither a case file nor a layer of earlier applications to look in."


def test_what_could_not_be_read_is_not_checked_with_the_reason():
    told = answer_history(PlaceHistory((), (HistorySource("the layer Decided", problem="Decided has no layer."),)), 50.0, plot=False)

    assert (told.checked, told.none) == (False, "Not checked: Decided has no layer.")


def test_a_case_file_without_an_application_speaks_for_nothing():
    told = said()

    assert (told.checked, told.none) == (False, "Not checked: the case file cases.redline holds no application that can be told.")


def test_none_is_said_with_where_was_looked_and_what_that_leaves_out():
    told = said(earlier(place=shapely.Point(X + 51, Y)), PlacedApplication(Application("20/AP/1"), None, "a test"))

    assert (told.checked, told.rows, told.none) == (True, (), "None is known here or within 50 m.")
    assert "Looked in the case file cases.redline (2 applications)." in told.said
    assert "Nobody knows where 1 application of these lies." in told.said
    assert "Pre-application enquiries, and applications before they are valid, are no part of this." in told.said


def test_one_source_that_could_not_be_read_is_told_beside_the_other():
    sources = HistorySource("the case file a.redline", 3), HistorySource("the layer Decided", problem="Decided has no layer.")
    told = answer_history(PlaceHistory((), sources), 50.0, plot=False)

    assert told.checked
    assert "Looked in the case file a.redline (3 applications). Not looked in: Decided has no layer." in told.said


def test_a_point_lies_on_the_land_of_an_application_or_so_many_metres_away():
    told = said(earlier("A"), earlier("B", shapely.box(X + 12, Y, X + 20, Y + 9)), earlier("C", shapely.Point(X, Y - 50.001)))

    assert [(row.reference, row.figure) for row in told.rows] == [("A", "at this place"), ("B", "12.0 m away")]


def test_of_a_plot_the_share_is_told_that_an_application_was_made_for():
    half, whole, beside = shapely.box(X, Y - 10, X + 90, Y + 10), shapely.box(X - 99, Y - 99, X + 99, Y + 99), shapely.Point(X + 30, Y)
    told = said(earlier("A", half), earlier("B", whole), earlier("C", beside), place=PLOT)

    assert {row.reference: row.figure for row in told.rows} == {
        "A": "on 50.0 % of the site",
        "B": "on all of the site",
        "C": "20.0 m away",
    }


@pytest.mark.parametrize("place", [POINT, PLOT])
def test_the_newest_of_several_at_one_distance_comes_first(place: Place):
    assert placed(earlier("A", decided_on=date(2001, 1, 1)), earlier("B", decided_on=date(2020, 1, 1)), place=place) == ["B", "A"]


def test_the_application_whose_red_line_was_asked_for_is_none_of_its_own_history():
    place = Place(X, Y, "", "", plot=PLOT.plot, application="OLD/1")
    renamed = PlacedApplication(Application("NEW/1"), PLOT.plot, "a test", other_references=("OLD/1",))

    assert placed(renamed, earlier("A"), place=place) == ["A"]


def test_what_two_sources_tell_of_is_told_once_by_the_first():
    first, second = earlier("A", description="Of the case file"), earlier("A", description="Of the layer")
    nameless = earlier("", description="One"), earlier("", description="Another")

    (entry,) = placed_history(POINT, [first, second], ScreeningSettings())

    assert entry.application is first
    assert len(placed_history(POINT, nameless, ScreeningSettings())) == 2


def test_an_application_whose_place_one_source_does_not_know_is_found_by_the_other():
    unplaced, far = PlacedApplication(Application("A"), None, "a test"), earlier("A", shapely.Point(X + 400, Y))

    for place in (POINT, PLOT):
        assert placed(unplaced, far, earlier("A"), place=place) == ["A"]


def test_of_several_shapes_of_one_application_the_nearest_tells_how_far_it_is():
    away, here = earlier("A", shapely.Point(X + 45, Y)), earlier("A", shapely.box(X - 5, Y - 5, X + 5, Y + 5))

    assert [row.figure for row in said(away, here).rows] == ["at this place"]
    assert [row.figure for row in said(away, here, place=PLOT).rows] == ["on 25.0 % of the site"]


def test_a_line_that_crosses_itself_and_one_that_is_empty_are_no_fault():
    bow = shapely.from_wkt(f"POLYGON (({X - 9} {Y - 9}, {X + 9} {Y + 9}, {X + 9} {Y - 9}, {X - 9} {Y + 9}, {X - 9} {Y - 9}))")

    assert placed(earlier("A", bow), earlier("B", shapely.Polygon())) == ["A"]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({}, "granted, 3 June 2019"),
        ({"decided_on": None}, "granted"),
        ({"decision": ""}, "decided, 3 June 2019"),
        ({"decision": "", "decided_on": None, "status": "withdrawn"}, "withdrawn"),
        ({"decision": "", "decided_on": None}, "the decision is not known"),
        ({"decided_on": None, "status": "withdrawn"}, "withdrawn"),
        ({"status": "closed"}, "granted, 3 June 2019"),
        ({"status": "in_committee", "received_on": date(2026, 5, 1)}, "not decided yet, received 1 May 2026"),
    ],
)
def test_what_became_of_it_is_told_and_what_is_only_recommended_is_not(told: dict[str, object], outcome: str):
    assert said(earlier(**told)).rows[0].outcome == outcome


@pytest.mark.parametrize(
    ("told", "public"),
    [
        ({"status": "invalidated"}, False),
        ({"status": "returned"}, False),
        ({"status": "Not started"}, False),
        ({"type_code": "preApp"}, False),
        ({"type_description": "Pre-Application Advice"}, False),
        ({"status": "withdrawn"}, True),
        ({"type_code": "pp.full"}, True),
    ],
)
def test_what_the_register_does_not_show_is_not_public(told: dict[str, object], public: bool):
    assert earlier(**told).is_public is public


def test_what_is_only_recommended_is_in_no_json_either():
    history = history_of(earlier(status="in_committee", decision="granted", decided_on=None), earlier("B", decision="refused_in_part"))

    form = enquiry_form(enquiry(), answer(history=history), history)["history"]

    assert {each["reference"]: each["decision"] for each in form["applications"]} == {"19/AP/0417": "", "B": "refused in part"}


def test_so_many_that_nobody_reads_them_are_counted():
    told = said(*(earlier(f"A{number}") for number in range(43)))

    assert (len(told.rows), told.more) == (40, 3)
    assert "and 3 more" in answer_text(answer(history=history_of(*(earlier(f"A{number}") for number in range(43)))))


def test_the_text_the_page_and_the_json_have_the_same_of_it():
    history = history_of(earlier())
    made = answer(history=history)

    text, page = answer_text(made), answer_page(made)
    form = json.loads(json.dumps(enquiry_form(enquiry(), made, history), allow_nan=False))["history"]

    assert "EARLIER APPLICATIONS, HERE AND WITHIN 50 M\n- 19/AP/0417: granted, 3 June 2019 (at this place)\n   A rear extension." in text
    assert '<th scope="row">19/AP/0417</th><td>A rear extension<br>granted, 3 June 2019</td><td>at this place</td>' in page
    assert form["checked"]
    assert form["sources"] == [{"name": "the case file cases.redline", "applications": 1, "unplaced": 0, "problem": ""}]
    assert [(each["reference"], each["decided_on"], each["distance_m"]) for each in form["applications"]] == [
        ("19/AP/0417", "2019-06-03", 0.0)
    ]


def test_a_page_that_could_not_look_says_so_in_a_box():
    assert '<div class="box warning"><p>Not checked: there was neither' in answer_page(answer())
