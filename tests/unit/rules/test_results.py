"""Everything that the rules say of one site: nothing is dropped, and nothing is guessed, where a table or a type is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.rule_result import Standing, Topic
from plugin.rules.certificate import certificate_now
from plugin.rules.results import site_results

from .places import EVERYTHING, overlap, rules, site

SUBJECTS = {"category", "determination-period", "fee", "environmental-impact", "flood-risk", "biodiversity"}
HOMES = ApplicationFacts(type_code="pp.full", residential=True, dwellings=3, new_building=True)


def results(facts=HOMES, on=date(2026, 11, 22), findings=()):
    return {result.code: result for result in site_results(facts, site(400, findings, EVERYTHING), rules(on))}


def test_every_subject_is_answered_once_and_in_the_order_of_topics():
    found = list(site_results(HOMES, site(4_000, [overlap("conservation-area")]), rules()))
    topics = [list(Topic).index(result.topic) for result in found]

    assert {result.code for result in found} >= SUBJECTS | {"publicity.press-notice", "publicity.site-notice", "consultee.historic-england"}
    assert len({result.code for result in found}) == len(found)
    assert topics == sorted(topics)


@pytest.mark.parametrize("type_code", ["", "planning_permission", "householder"])
def test_a_type_that_is_not_told_or_not_of_the_national_list_is_not_known_and_never_out_of_scope(type_code):
    facts = replace(HOMES, type_code=type_code)
    found = results(facts)

    assert {found[code].standing for code in SUBJECTS} == {Standing.UNKNOWN}
    assert found["publicity"].standing is Standing.UNKNOWN
    assert certificate_now(facts, rules()).standing is Standing.UNKNOWN
    assert "what type the application is" in found["flood-risk"].confirm


def test_an_application_from_before_the_tables_is_told_so_line_by_line_and_not_refused():
    found = results(on=date(2014, 1, 6))

    assert found["category"].standing is Standing.UNKNOWN
    assert "no category for 6 January 2014" in found["category"].confirm
    assert found["biodiversity"].answer == "not yet in force for this application"
    assert found["environmental-impact"].standing is Standing.UNKNOWN


def test_where_one_table_has_nothing_for_the_date_the_others_still_answer():
    found = results(on=date(2016, 1, 6))

    assert found["category"].answer == "minor"
    assert found["determination-period"].answer == "8 weeks"
    assert found["fee"].answer == "not known"
    assert found["environmental-impact"].standing is Standing.UNKNOWN
