"""What is told of permitted development: article 2(3) land, directions and their classes, and never nothing for want of data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetResult, DatasetState, Relation
from plugin.reports.permitted_development_advice import permitted_development_advice
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import SOURCE, finding, opened, pulled, screening

DATASETS = Catalogue.load().dataset
RULES = Rules(date(2026, 11, 22))
CLEAR = DatasetResult("article-4-direction-area", "Article 4 direction area", DatasetState.CLEAR, Coverage.FULL, "", 0, "a4-1", None)


@pytest.fixture
def told(tmp_path):
    with opened(tmp_path) as file:
        uuid = file.take_in([pulled(type_code="ldc.proposed")], SOURCE).uuids[0]

        def advice(*findings, results=()):
            found = screening(*findings, unchecked=0)
            found = replace(found, datasets=(*found.datasets, *results))
            file.record_screening(uuid, file.boundary_versions(uuid)[-1].uuid, found)
            return " ".join(permitted_development_advice(file.case(uuid), DATASETS, RULES))

        yield advice


def of(dataset, relation=Relation.OVERLAPS, **changes):
    return replace(finding(relation, dataset=dataset), **changes)


def test_a_conservation_area_is_article_2_3_land_and_limits_the_classes_of_part_1(told):
    words = told(of("conservation-area"))

    assert "Article 2(3) land: Area 1 (conservation area)." in words
    assert "Class A: no cladding" in words
    assert "Class B: no enlargement of the roof" in words
    assert "farther than 20 m" not in words
    assert "is the work on it?" in words


def test_what_does_not_count_in_conservation_areas_counts_in_a_national_park(told):
    assert "farther than 20 m" in told(of("national-park"))


def test_case_30_the_buffer_of_a_world_heritage_site_is_not_article_2_3_land(told):
    words = told(of("world-heritage-site-buffer-zone"))

    assert "The buffer zone of a world heritage site is not article 2(3) land." in words
    assert "No article 2(3) land was found" in words
    assert "Class A" not in words


def test_an_outbuilding_of_a_listed_building_is_told_as_to_be_confirmed(told):
    assert "no outbuilding within the curtilage of a listed building (professional knowledge: confirm it)" in told(of("listed-building"))


def test_case_29_a_direction_says_which_part_it_affects(told):
    remark = "This direction does not affect Part 1: it removes Part 3 Class L."
    words = told(of("article-4-direction-area", remarks=(remark,)))

    assert f"Article 4 direction Area 1: {remark}" in words


def test_no_direction_is_said_only_where_it_was_looked_for(told):
    assert "No article 4 direction was found on the site." in told(results=(CLEAR,))
    assert "were not checked" in told(results=(replace(CLEAR, state=DatasetState.NOT_CHECKED),))
    assert "were not checked" in told()


def test_a_touch_is_for_the_officer_to_confirm(told):
    assert "(it only touches the line: confirm it)" in told(of("conservation-area", Relation.TOUCHES))


def test_a_condition_of_before_is_asked_for_always(told):
    assert "A condition on an earlier permission may have taken rights away" in told()
