"""An officer is asked for the facts that would settle a line, and for no others."""

from __future__ import annotations

from dataclasses import replace

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.fact_kinds import FACTS
from plugin.domain.rule_result import Topic
from plugin.rules.asked_facts import ASKED_FACTS, ASKED_IN_VALIDATION, unknown_facts


def test_every_fact_that_is_asked_for_can_be_told():
    assert all(FACTS[name].tellable for asked in (ASKED_FACTS, ASKED_IN_VALIDATION) for names in asked.values() for name in names)


def test_every_fact_that_can_be_told_is_asked_for_by_some_rule():
    asked = {name for table in (ASKED_FACTS, ASKED_IN_VALIDATION) for names in table.values() for name in names}

    assert asked == {name for name, kind in FACTS.items() if kind.tellable}


def test_what_was_told_is_not_asked_for_again_be_it_no_or_none():
    unsaid = ApplicationFacts(type_code="pp.full")
    told = replace(unsaid, residential=False, dwellings=0, floorspace_m2=0.0)

    assert unknown_facts(Topic.FEE, unsaid)[:3] == ("residential", "dwellings", "floorspace_m2")
    assert unknown_facts(Topic.FEE, told) == ("minerals_or_waste",)


def test_what_no_fact_settles_asks_for_none():
    assert unknown_facts(Topic.CONSTRAINT, ApplicationFacts()) == ()
