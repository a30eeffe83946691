"""A rule is named by its code, its source and how sure it is."""

from __future__ import annotations

from datetime import date

from plugin.domain.citation import Citation
from plugin.reports.citation_words import citation_words

FEE = Citation("fee.full.small", "SI 2012/2920 Schedule 1", "B", date(2026, 11, 22))
AREA = Citation("boundary.line-uncertainty", "Ordnance Survey", "A", date(2026, 11, 22))


def test_nothing_is_said_of_no_rule():
    assert citation_words([]) == ""


def test_a_rule_is_named_once_with_its_source_and_how_sure_it_is():
    assert citation_words([FEE, FEE]) == "Rule: fee.full.small, SI 2012/2920 Schedule 1 (sure: B)."


def test_several_rules_stand_one_after_the_other():
    assert citation_words([FEE, AREA]).startswith("Rules: fee.full.small, SI 2012/2920 Schedule 1 (sure: B); boundary.line-uncertainty")
