"""Who is believed of several who told a fact, and what may be told."""

from __future__ import annotations

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.errors import RedlineError
from plugin.domain.fact_kinds import FACT_KINDS, FactForm, fact_kind
from plugin.domain.told_fact import FactSource, ToldFact, standing_facts

AUTHORITY, SUBMISSION, BACK_OFFICE, OFFICER = FactSource


def test_the_officer_outranks_the_back_office_the_submission_and_the_authority():
    facts = [ToldFact("in_london", source is OFFICER, source) for source in (OFFICER, SUBMISSION, AUTHORITY, BACK_OFFICE)]

    assert standing_facts(facts)["in_london"].source is OFFICER


def test_what_has_no_value_gives_way_to_whoever_told_one():
    facts = [ToldFact("dwellings", None, SUBMISSION), ToldFact("dwellings", 4, AUTHORITY)]

    assert standing_facts(facts)["dwellings"].value == 4


def test_an_officer_s_number_of_dwellings_settles_that_it_is_for_dwellings():
    assert ApplicationFacts().told([ToldFact("dwellings", 3, OFFICER)]).residential is True


def test_an_officer_s_no_to_dwellings_outranks_the_number_in_the_submission():
    facts = ApplicationFacts().told([ToldFact("dwellings", 3, SUBMISSION), ToldFact("residential", False, OFFICER)])

    assert (facts.residential, facts.dwellings) == (False, 0)


def test_no_dwellings_does_not_tell_what_else_it_is_for():
    assert ApplicationFacts().told([ToldFact("dwellings", 0, SUBMISSION)]).residential is None


def test_a_fact_that_this_redline_does_not_know_is_passed_over():
    assert ApplicationFacts().told([ToldFact("colour", "red", SUBMISSION)]) == ApplicationFacts()


def test_every_kind_is_a_fact_of_an_application():
    known = ApplicationFacts()

    assert all(hasattr(known, kind.name) for kind in FACT_KINDS)
    assert all(bool(kind.choices) is (kind.form is FactForm.CHOICE) for kind in FACT_KINDS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dwellings", -1),
        ("dwellings", 2.5),
        ("dwellings", True),
        ("dwellings", "three"),
        ("floorspace_m2", float("nan")),
        ("height_m", float("inf")),
        ("in_london", "yes"),
        ("certificate", "e"),
        ("development", ""),
        ("storeys", 10**9),
        ("documents", "plan"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_may_be_told(name, value):
    with pytest.raises(RedlineError, match="was not kept: it is"):
        fact_kind(name).checked(value)


def test_a_fact_that_does_not_exist_is_refused_by_name():
    with pytest.raises(RedlineError, match="no fact “colour”"):
        fact_kind("colour")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("dwellings", 1200, "1,200"),
        ("floorspace_m2", 45.5, "45.5 m²"),
        ("in_london", False, "no"),
        ("certificate", "b", "B"),
        ("documents", (), "none"),
        ("departure", None, "not known"),
    ],
)
def test_a_value_is_said_as_an_officer_reads_it(name, value, words):
    assert fact_kind(name).words(value) == words
