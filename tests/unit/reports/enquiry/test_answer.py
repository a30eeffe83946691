"""What an answer to an enquiry says, and never leaves out: what was not checked, from when the data is, what the answer is worth."""

from __future__ import annotations

import json
from datetime import date

import pytest
import shapely

from plugin.constraints.screening.place_meanings import ONLY_A_POINT
from plugin.domain.check import Check, Severity
from plugin.domain.dataset import Coverage
from plugin.domain.enquiry import Bearing
from plugin.domain.finding import DatasetState
from plugin.domain.place import Place
from plugin.reports.enquiry.answer_form import enquiry_form
from plugin.reports.enquiry.answer_text import answer_text
from plugin.reports.enquiry.placed_history import PlaceHistory

from .asked import HOSTILE, MEANING, X, Y, answer, enquiry, finding, full_answer, hostile_answer, result


def test_no_data_never_reads_as_no_constraint():
    said = answer(datasets=(result("tree", DatasetState.NOT_CHECKED, Coverage.NONE, "not in the store"),))

    assert said.summary == "Nothing could be checked, so nothing can be said of any constraint here."
    assert said.applies.none == said.summary
    assert [(row.name, row.why) for row in said.not_checked] == [("Tree", "not in the store")]
    assert said.nothing_here == ()


def test_without_any_dataset_nothing_is_said_to_be_clear():
    assert answer(datasets=()).summary == "No dataset was there to look at, so nothing can be said of any constraint here."


def test_a_dataset_that_is_complete_but_for_records_without_a_place_is_not_said_to_have_nothing_here():
    said = answer(datasets=(result("tree", why="1 of 5 records have no geometry and could not be placed"),))

    assert said.nothing_here == ()
    assert [row.name for row in said.not_checked] == ["Tree"]


def test_the_summary_counts_what_applies_what_may_what_is_near_and_what_was_not_checked():
    assert full_answer().summary == "2 constraints apply here, 1 may apply, 2 are near; 1 of 7 datasets could not be checked in full."
    assert answer().summary == "No constraint was found to apply here; 1 of 2 datasets could not be checked in full."
    assert answer(datasets=(result("tree"),)).summary == "No constraint was found to apply here; the one dataset was checked."


def test_every_row_of_every_list_has_a_number_of_its_own():
    assert [row.number for row in full_answer().rows] == [1, 2, 3, 4, 5, 6, 7]


def test_the_records_of_one_constraint_are_one_row_with_all_that_they_say():
    point = finding("listed-building", 1, Bearing.NEAR, entity={"constraint": "listed:1"}, says=("Grade I.",), distance_m=6.0)
    outline = finding("listed-building-outline", 2, entity={"constraint": "listed:1"}, meanings=(MEANING,))

    (row,) = answer(outline, point).rows

    assert row.bearing == "applies here"
    assert row.entities == (2, 1)
    assert row.facts == ("Grade I.", "Also recorded as listed building 1 (6.0 m away).")


def test_a_point_beside_an_outline_of_the_same_building_is_drawn_as_the_outline_and_not_called_a_mere_point():
    inside = shapely.box(X, Y, X + 9, Y + 9)
    point = finding("listed-building", 1, entity={"constraint": "listed:1"}, edge_m=None, says=(ONLY_A_POINT,), shape=shapely.Point(X, Y))
    outline = finding("listed-building-outline", 2, Bearing.NEAR, entity={"constraint": "listed:1"}, shape=inside)

    (row,) = answer(point, outline).rows
    (other,) = answer(outline, point).rows
    (alone,) = answer(point).rows

    assert row.shape == other.shape == inside
    assert ONLY_A_POINT not in (*row.facts, *other.facts)
    assert ONLY_A_POINT in alone.facts


def test_records_of_one_name_that_say_nothing_different_are_one_row_and_counted():
    said = answer(finding(number=1), finding(number=2), finding(number=3, edge_m=99.0))

    assert [row.entities for row in said.rows] == [(1, 2), (3,)]
    assert said.rows[0].facts == ("2 records of this name say the same.",)


def test_records_without_a_name_are_never_taken_for_one():
    said = answer(finding(number=1, entity={"name": ""}), finding(number=2, entity={"name": ""}))

    assert [row.title for row in said.rows] == ["Conservation area", "Conservation area"]


def test_what_follows_is_said_once():
    first, second = answer(finding(number=1, meanings=(MEANING,)), finding(number=2, entity={"name": "Wharf"}, meanings=(MEANING,))).rows

    assert first.meaning == (MEANING.sentence,)
    assert second.meaning == ("What follows is said under 1.",)
    assert second.citations == (MEANING.citation,)


@pytest.mark.parametrize(
    ("made", "figure"),
    [
        (finding(edge_m=12.34), "12.3 m inside its edge"),
        (finding(bearing=Bearing.MAY_APPLY, distance_m=0.4), "0.4 m outside its edge"),
        (finding(bearing=Bearing.MAY_APPLY, distance_m=0.4, shape=shapely.Point(X, Y)), "0.4 m away"),
        (finding(edge_m=None, distance_m=0.0, shape=shapely.Point(X, Y)), "at this place"),
        (finding(bearing=Bearing.NEAR, distance_m=0.04), "less than 0.1 m away"),
        (finding(edge_m=None, percent=50.0), "50.0 % of the site"),
        (finding(edge_m=None, percent=100.0), "all of the site"),
    ],
)
def test_how_a_record_stands_is_said_as_exactly_as_it_is_known(made, figure):
    assert answer(made).rows[0].figure == figure


def test_a_warning_stands_apart_and_information_among_the_cautions():
    checks = (Check("a", Severity.ERROR, "Outside."), Check("b", Severity.INFORMATION, "Near the border."))
    said = answer(checks=checks, cautions=("Rough.",))

    assert said.warnings == ("Outside.",)
    assert said.cautions == ("Rough.", "Near the border.")


def test_from_when_the_data_is_is_said_with_the_oldest_of_it():
    assert full_answer().data == "Data loaded on 20 November 2026; the oldest is of 3 October 2026 (article 4 direction area)."
    assert answer(datasets=()).data == "When the data was loaded is not known."


def test_what_the_answer_is_worth_is_always_said_and_promises_nothing():
    said = full_answer()

    assert "informal answer at officer level of Borough of Saltmere" in said.standing
    assert "decides nothing and binds nobody" in said.standing
    assert "27 November 2026" in said.standing


def test_the_authority_is_the_profiles_and_without_one_the_stores():
    from plugin.constraints.profile import Profile

    assert answer().authority == "Borough of Saltmere"
    assert answer(profile=Profile.default()).authority == "Southmere"


def test_the_text_for_a_mail_has_every_part_and_no_markup():
    text = answer_text(full_answer())

    for part in (
        "SAMPLE",
        "Planning constraints at TQ 300 800",
        "Grid reference: TQ 30000 80000",
        "Note: The place lies at the border.",
        "APPLIES HERE",
        "1. Conservation area: Old Market (30.0 m inside its edge)",
        "   Since 1 May 1974.",
        "MAY APPLY HERE",
        "NEAR, WITHIN 50 M",
        "NOT YET IN FORCE",
        "ENDED",
        'NOT CHECKED, OR NOT IN FULL (this is not "nothing here")',
        "- Tree: not in the store",
        "CHECKED, NOTHING AT THIS PLACE\nListed building, Tree preservation zone and Green belt",
        "answered by Jo Officer",
        "binds nobody",
        "© the keepers",
    ):
        assert part in text


def test_hostile_words_can_neither_move_a_cursor_nor_reorder_a_line():
    text = answer_text(hostile_answer())

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text.splitlines()) < 40


def test_the_json_has_every_figure_and_is_json():
    asked = enquiry(
        finding(meanings=(MEANING,), edge_m=12.3456789, entity={"start_date": date(1974, 5, 1)}),
        place=Place(X, Y, HOSTILE, "x", plot=shapely.box(X, Y, X + 1, Y + 1)),
    )

    form = json.loads(json.dumps(enquiry_form(asked, answer(), PlaceHistory()), allow_nan=False))

    assert form["findings"][0]["edge_m"] == 12.3457
    assert form["findings"][0]["start_date"] == "1974-05-01"
    assert form["findings"][0]["means"][0]["sure"] == "C"
    assert form["place"]["plot"].startswith("POLYGON")
    assert [dataset["state"] for dataset in form["datasets"]] == ["applies", "clear", "not checked"]
