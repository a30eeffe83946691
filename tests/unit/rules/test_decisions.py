"""What may be decided, in whose words, and what is no decision."""

from __future__ import annotations

import pytest

from plugin.domain.errors import RedlineError
from plugin.rules.decisions import decision, decision_choices, resolution_choices, takes_conditions

from .places import rules

RULES = rules()


def words(type_code: str) -> list[str]:
    return [choice.words for choice in decision_choices(type_code, RULES)]


def test_case_43_subject_to_a_legal_agreement_is_a_resolution_and_is_refused_as_a_decision():
    assert "subject-to-legal-agreement" in {choice.code for choice in resolution_choices("pp.full.householder", RULES)}
    with pytest.raises(RedlineError, match="is a resolution and no decision"):
        decision("subject-to-legal-agreement", "pp.full.major", RULES)


def test_case_44_a_tree_notice_can_t_be_refused():
    assert words("wtt.notice") == ["No objection", "Tree preservation order made"]
    with pytest.raises(RedlineError, match="No objection or Tree preservation order made"):
        decision("refused", "wtt.notice", RULES)


def test_case_44_a_prior_approval_has_its_own_words_and_no_plain_grant():
    assert words("pa.part3.classMA") == [
        "Prior approval not required",
        "Prior approval required and approved",
        "Prior approval required and refused",
    ]
    assert decision("granted", "pa.part3.classMA", RULES).words == "Prior approval required and approved"


def test_case_44_a_certificate_of_lawfulness_takes_no_conditions():
    assert not takes_conditions("ldc.proposed", RULES)
    assert takes_conditions("pp.full.householder", RULES)


@pytest.mark.parametrize("type_code", ["pp.full.householder", "pp.outline.some", "ldc.existing"])
def test_bops_s_own_codes_are_offered_with_their_words(type_code):
    assert {"granted", "refused"} <= {choice.code for choice in decision_choices(type_code, RULES)}


def test_a_type_that_the_table_does_not_have_is_offered_nothing():
    assert decision_choices("rightsOfWayOrder", RULES) == ()
    with pytest.raises(RedlineError, match="nothing that the tables know"):
        decision("granted", "rightsOfWayOrder", RULES)


@pytest.mark.parametrize(
    "type_code", ["wtt.notice", "ldc.proposed", "ldc.existing", "pa.part3.classMA", "preApp", "amendment.nonMaterial", "unheard.of"]
)
def test_case_44_a_type_that_no_permission_ends_is_not_resolved_to_be_granted_or_refused(type_code):
    assert resolution_choices(type_code, RULES) == ()


def test_case_44_listed_building_consent_waits_for_no_deed():
    assert [choice.code for choice in resolution_choices("listed", RULES)] == ["to-refuse"]
