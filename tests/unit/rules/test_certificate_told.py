"""The ownership certificate against the applicant's interest, and against land that has come in since."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.rules.certificate_told import certificate_told
from plugin.rules.rules import Rules
from plugin.rules.validation import Verdict

RULES = Rules(date(2026, 11, 2))


def told(added=0.0, **facts):
    return certificate_told(ApplicationFacts(type_code="pp.full.householder", **facts), added, RULES)


@pytest.mark.parametrize("interest", ["owner", "owner.sole"])
def test_certificate_a_of_the_owner_is_in_order(interest):
    assert told(certificate="a", applicant_interest=interest).verdict is Verdict.PASSES


@pytest.mark.parametrize(("interest", "words"), [("owner.co", "a co-owner"), ("lessee", "a lessee"), ("occupier", "an occupier")])
def test_certificate_a_of_somebody_who_is_not_the_only_owner_fails(interest, words):
    found = told(certificate="a", applicant_interest=interest)

    assert found.verdict is Verdict.FAILS
    assert found.fault == f"Certificate A was given, and the applicant is {words}: others own the land as well."
    assert "To be confirmed: the rule certificate-interest" in found.evidence


@pytest.mark.parametrize("letter", ["b", "c", "d"])
def test_whether_owners_were_given_notice_wants_an_eye(letter):
    found = told(certificate=letter, applicant_interest="lessee")

    assert found.verdict is Verdict.OPEN
    assert found.evidence.endswith("Look whether every owner was given notice.")


def test_agricultural_tenants_want_an_eye():
    found = told(certificate="a", applicant_interest="owner.sole", agricultural_tenants=True)

    assert found.verdict is Verdict.OPEN
    assert "agricultural tenants" in found.evidence


@pytest.mark.parametrize("facts", [{}, {"applicant_interest": "owner.sole"}])
def test_a_certificate_that_nobody_told_is_open(facts):
    assert told(**facts).evidence.startswith("Neither the submission nor the back office tells")


@pytest.mark.parametrize("interest", ["", "other"])
def test_an_interest_that_nobody_told_leaves_it_open(interest):
    found = told(certificate="a", applicant_interest=interest)

    assert (found.verdict, found.fault) == (Verdict.OPEN, "")


def test_land_that_has_come_in_asks_whose_it_is():
    found = told(120.0, certificate="a", applicant_interest="owner.sole")

    assert found.verdict is Verdict.OPEN
    assert found.evidence == "Certificate A was given, and 120 m² have come in since. Tell under Dates and facts whose that land is."


@pytest.mark.parametrize(("owners", "verdict"), [("applicant", Verdict.PASSES), ("known", Verdict.FAILS), ("unknown", Verdict.FAILS)])
def test_the_certificate_is_judged_by_whose_the_added_land_is(owners, verdict):
    found = told(120.0, certificate="a", added_land_owners=owners)

    assert found.verdict is verdict
    if verdict is Verdict.FAILS:
        assert found.fault.startswith("Certificate A was given, and 120 m² have come in since. This needs certificate ")


def test_the_certificate_that_the_added_land_needs_was_given():
    assert told(120.0, certificate="b", added_land_owners="known").verdict is Verdict.PASSES
