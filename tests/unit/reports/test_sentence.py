"""A finding, a constraint and a state as sentences to paste."""

from __future__ import annotations

from plugin.domain.dataset import Coverage, Dataset
from plugin.domain.finding import DatasetState, Relation
from plugin.reports.sentence import constraint_sentence, dataset_noun, finding_sentence, state_sentence
from plugin.reports.wording import data_words

from .examples import CONSERVATION_AREA, LISTED_BUILDING, OUTLINE, entity, finding, result, snapshot

DATASETS = {dataset.slug: dataset for dataset in (CONSERVATION_AREA, LISTED_BUILDING, OUTLINE)}


def test_an_overlap_gives_area_share_depth_boundary_version_and_date() -> None:
    sentence = finding_sentence(finding(overlap_m2=62.41), CONSERVATION_AREA, snapshot())

    assert sentence == (
        "The site overlaps the Borough High Street conservation area (conservation-area 1234, reference 12): 62.4 m², 18.2 % of the site, "
        "reaching 6.3 m inside the site's edge (boundary as submitted; data loaded on 22 November 2026)."
    )


def test_a_later_boundary_version_is_named() -> None:
    assert "(boundary version 3; data loaded on 22 November 2026)." in finding_sentence(
        finding(), CONSERVATION_AREA, snapshot(), "version 3"
    )


def test_a_touch_asks_the_officer_to_confirm() -> None:
    touch = finding(Relation.TOUCHES, overlap_m2=0.04, overlap_percent=0.002, depth_m=0.04)

    assert finding_sentence(touch, CONSERVATION_AREA, snapshot()) == (
        "The site touches the Borough High Street conservation area (conservation-area 1234, reference 12) within the digitising "
        "tolerance: less than 0.1 m², less than 0.1 % of the site, reaching less than 0.1 m inside the site's edge; officer to confirm "
        "(boundary as submitted; data loaded on 22 November 2026)."
    )


def test_something_near_gives_its_distance() -> None:
    near = finding(Relation.NEAR, overlap_m2=0.0, overlap_percent=0.0, depth_m=None, distance_m=23.04)

    assert finding_sentence(near, CONSERVATION_AREA, snapshot()).startswith(
        "The site is 23.0 m from the Borough High Street conservation area"
    )


def test_what_lies_in_a_hole_is_surrounded_not_overlapped() -> None:
    inside = finding(Relation.SURROUNDED, overlap_m2=0.0, overlap_percent=0.0, depth_m=None, distance_m=2.0)

    assert "lies in a hole of the site and is not overlapped" in finding_sentence(inside, CONSERVATION_AREA, snapshot())


def test_a_point_in_the_site_is_said_without_an_area() -> None:
    point = finding(of=entity(dataset="listed-building", name="", reference="1378384"), overlap_m2=0.0, overlap_percent=0.0, depth_m=4.0)

    assert finding_sentence(point, LISTED_BUILDING, None) == (
        "The site overlaps a listed building (listed-building 1234, reference 1378384): reaching 4.0 m inside the site's edge "
        "(boundary as submitted; data loaded on an unknown date)."
    )


def test_a_name_that_says_the_kind_already_is_not_said_twice() -> None:
    named = finding(of=entity(name="The Borough Conservation Area"))

    assert "overlaps The Borough Conservation Area (conservation-area" in finding_sentence(named, CONSERVATION_AREA)


def test_a_name_from_outside_stays_one_line_of_plain_text() -> None:
    named = finding(of=entity(name="Evil\n<b>Street\x1b[2J"))

    assert "the Evil <b>Street[2J conservation area" in finding_sentence(named, CONSERVATION_AREA)


def test_proper_names_and_abbreviations_keep_their_capitals() -> None:
    assert dataset_noun(Dataset("ramsar", "Ramsar site")) == "Ramsar site"
    assert dataset_noun(Dataset("hs2-safeguarded-area", "HS2 safeguarded area")) == "HS2 safeguarded area"
    assert dataset_noun(Dataset("article-4-direction-area", "Article 4 direction area")) == "article 4 direction area"


def test_case_22_the_point_and_the_outline_of_one_listed_building_are_both_stated() -> None:
    point = finding(
        of=entity(dataset="listed-building", number=55, name="The George Inn", reference="1378384", constraint="listed:1378384"),
        overlap_m2=0.0,
        overlap_percent=0.0,
        depth_m=4.0,
    )
    outline = finding(
        Relation.NEAR,
        of=entity(dataset="listed-building-outline", number=77, name="George Inn", reference="LBO-1", constraint="listed:1378384"),
        overlap_m2=0.0,
        overlap_percent=0.0,
        depth_m=None,
        distance_m=2.5,
    )

    sentence = constraint_sentence([outline, point], DATASETS.__getitem__, {"listed-building": snapshot("listed-building")})

    assert sentence.startswith("The site overlaps the George Inn listed building (listed-building 55, reference 1378384): reaching 4.0 m")
    assert sentence.endswith(
        "Another record of the same constraint, the George Inn listed building outline (listed-building-outline 77, reference LBO-1), "
        "is 2.5 m from the site (data loaded on an unknown date)."
    )


def test_case_23_the_authoritative_record_of_a_conservation_area_speaks_first_and_the_difference_is_visible() -> None:
    national = finding(of=entity(number=44000001, quality="some"), overlap_m2=400.0, overlap_percent=23.0)
    local = finding(of=entity(number=44000002, quality="authoritative"), overlap_m2=312.0, overlap_percent=18.0)

    sentence = constraint_sentence([national, local], DATASETS.__getitem__, {"conservation-area": snapshot()})

    first, second = sentence.split(" Another record of the same constraint, ")
    assert "conservation-area 44000002" in first
    assert "312 m²" in first
    assert "conservation-area 44000001" in second
    assert "400 m²" in second


def test_what_was_not_checked_says_why_and_never_clear() -> None:
    sentence = state_sentence(result(DatasetState.NOT_CHECKED, coverage=Coverage.NONE, why="no coverage here"))

    assert sentence == "Conservation area: not checked: no coverage here."


def test_clear_names_the_data_that_it_rests_on() -> None:
    assert state_sentence(result(DatasetState.CLEAR), snapshot()) == (
        "Conservation area: clear, nothing overlaps or touches the site (data loaded on 22 November 2026)."
    )


def test_the_date_of_the_data_is_said_beside_the_day_of_loading_where_it_is_known() -> None:
    assert data_words(snapshot()) == "data loaded on 22 November 2026"
    assert data_words(snapshot(data_date="2026-03-01")) == "data of 1 March 2026, loaded on 22 November 2026"


def test_clear_names_the_records_that_have_no_place() -> None:
    why = "11 of 594 records have no geometry and could not be placed"

    assert state_sentence(result(DatasetState.CLEAR, why=why), snapshot()) == (
        f"Conservation area: clear, nothing overlaps or touches the site (data loaded on 22 November 2026; {why})."
    )


def test_an_overlap_in_a_place_that_is_only_partly_covered_says_so() -> None:
    partly = result(coverage=Coverage.PARTIAL, why="the data covers part of the site only", count=2)

    assert state_sentence(partly, snapshot()) == (
        "Conservation area: 2 constraints overlap or touch the site "
        "(data loaded on 22 November 2026; the data covers part of the site only)."
    )
