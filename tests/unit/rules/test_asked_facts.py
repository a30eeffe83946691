"""An officer is asked for the facts that would settle a line, and for no others."""

from __future__ import annotations

from plugin.domain.fact_kinds import FACTS
from plugin.rules.asked_facts import ASKED_FACTS

#: What validation asks beside the rules: on its own questions, not under a consequence.
OF_VALIDATION = {"fee_paid", "fee_reduced", "certificate", "applicant_interest"}


def test_every_fact_that_is_asked_for_can_be_told():
    assert all(FACTS[name].tellable for names in ASKED_FACTS.values() for name in names)


def test_every_fact_that_can_be_told_is_asked_for_by_some_rule_or_by_validation():
    asked = {name for names in ASKED_FACTS.values() for name in names}

    assert asked | OF_VALIDATION == {name for name, kind in FACTS.items() if kind.tellable}
