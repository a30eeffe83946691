"""Major, minor or other: by whose threshold, and when that cannot be said."""

from __future__ import annotations

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.rules.category import Category, category_result, development_category

from .places import hectares, rules, square

OUTLINE_HOUSING = ApplicationFacts(type_code="pp.outline", residential=True)


def category(facts, area):
    return development_category(facts, area, rules())


def test_case_12_outline_housing_of_unknown_number_is_minor_under_half_a_hectare_and_major_from_there():
    minor, major = category(OUTLINE_HOUSING, hectares(0.49)), category(OUTLINE_HOUSING, hectares(0.51))

    assert (minor.category, minor.certain) == (Category.MINOR, True)
    assert (major.category, major.certain) == (Category.MAJOR, True)
    assert category_result(major).reasons[0] == "number of dwellings not known, 5,100 m² is at least 0.5 ha"
    assert category_result(major).citations[0].code == "category.area-where-dwellings-unknown"


def test_case_13_six_dwellings_on_half_a_hectare_are_minor_because_their_number_is_known():
    known = category(ApplicationFacts(type_code="pp.outline", residential=True, dwellings=6), hectares(0.51))

    assert (known.category, known.certain) == (Category.MINOR, True)


def test_case_15_a_hectare_on_the_ground_near_birmingham_is_for_the_officer_to_confirm_with_all_three_figures():
    area = square(9_992, on_the_ground=10_000, as_PlanX_and_BOPS_measure=9_960)

    unsure = category(ApplicationFacts(type_code="pp.full", floorspace_m2=400), area)

    assert unsure.category is Category.MINOR
    assert not unsure.certain
    sentence = category_result(unsure).confirm
    assert "within the measuring uncertainty" in sentence
    assert all(figure in sentence for figure in ("9,992 m²", "10,000 m²", "9,960 m²", "under 1 ha"))


def test_case_16_a_site_that_grows_past_a_hectare_is_major_as_drawn_and_to_be_confirmed():
    before = category(ApplicationFacts(type_code="pp.full", floorspace_m2=400), hectares(0.995))
    after = category(ApplicationFacts(type_code="pp.full", floorspace_m2=400), hectares(1.004))

    assert (before.category, after.category) == (Category.MINOR, Category.MAJOR)
    assert not before.certain
    assert not after.certain
    assert category_result(after).warns


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"dwellings": 9}, Category.MINOR),
        ({"dwellings": 10}, Category.MAJOR),
        ({"floorspace_m2": 999.9, "residential": False}, Category.MINOR),
        ({"floorspace_m2": 1000, "residential": False}, Category.MAJOR),
        ({"minerals_or_waste": True}, Category.MAJOR),
    ],
)
def test_a_threshold_is_reached_at_its_figure(facts, expected):
    assert category(ApplicationFacts(type_code="pp.full", **facts), hectares(0.2)).category is expected


def test_what_is_surely_major_by_one_threshold_is_not_doubtful_by_another():
    sure = category(ApplicationFacts(type_code="pp.full", dwellings=12), hectares(0.999))

    assert sure.certain


def test_what_nobody_has_said_is_asked_for_and_not_guessed():
    unsaid = category(ApplicationFacts(type_code="pp.full"), hectares(0.3))

    assert unsaid.category is Category.MINOR
    assert "whether it is for dwellings: 10 or more would be major" in category_result(unsaid).confirm
    assert "the floor space: 1,000 m² or more would be major" in category_result(unsaid).confirm


def test_of_what_nobody_has_said_its_type_is_believed_and_that_is_told():
    major = category(ApplicationFacts(type_code="pp.full.major"), hectares(0.3))
    minor = category(ApplicationFacts(type_code="pp.full.minor"), hectares(0.3))

    assert (major.category, minor.category) == (Category.MAJOR, Category.MINOR)
    assert "its type alone says so" in category_result(major).confirm
    assert category_result(major).citations[0].code == "category.as-its-type-says"
    assert minor.certain


def test_full_permission_for_dwellings_whose_number_nobody_told_us_is_asked_about_and_an_outline_s_is_not():
    full = category(ApplicationFacts(type_code="pp.full", residential=True), hectares(0.3))
    major = category(ApplicationFacts(type_code="pp.full.major", residential=True), hectares(0.3))

    assert "how many dwellings it has" in category_result(full).confirm
    assert major.category is Category.MAJOR
    assert category(OUTLINE_HOUSING, hectares(0.3)).certain


def test_an_application_that_calls_itself_minor_and_has_a_hectare_is_major_and_questioned():
    large = category(ApplicationFacts(type_code="pp.full.minor"), hectares(1.3))

    assert large.category is Category.MAJOR
    assert "calls itself minor" in category_result(large).confirm


def test_an_application_that_calls_itself_major_and_is_not_is_questioned():
    doubtful = category(ApplicationFacts(type_code="pp.full.major", residential=True, dwellings=4), hectares(0.3))

    assert doubtful.category is Category.MINOR
    assert "calls itself major" in category_result(doubtful).confirm


@pytest.mark.parametrize(
    ("type_code", "words"),
    [("pp.full.householder", "other (householder)"), ("ldc.proposed", "other (lawfulness)"), ("wtt.notice", "no category")],
)
def test_types_that_have_no_size_are_not_measured(type_code, words):
    assert category(ApplicationFacts(type_code=type_code), hectares(0.05)).words == words


def test_a_householder_site_of_a_hectare_is_questioned_and_stays_a_householder_application():
    large = category(ApplicationFacts(type_code="pp.full.householder"), hectares(1.2))

    assert large.category is Category.OTHER
    assert "unusual" in category_result(large).confirm


@pytest.mark.parametrize(("dwellings", "scale"), [(199, "small-scale"), (200, "large-scale")])
def test_major_development_is_split_as_the_planning_returns_split_it(dwellings, scale):
    assert category(ApplicationFacts(type_code="pp.full", dwellings=dwellings), hectares(2)).scale.startswith(scale)
