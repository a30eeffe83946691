"""How long comments are taken on a notice or a letter, by what is applied for.

Source: resources/rules/consultation_periods.csv, whose columns say which period stands in the place of the usual one, and when.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.casework.press_notice import PressNotice
from ..domain.named_date import NamedDate
from .consultation import consultation_end
from .rules import RuleRow, Rules
from .type_codes import is_of_types


def comment_period(kind: str, facts: ApplicationFacts, began_on: date, rules: Rules) -> NamedDate:
    """The last day for comments on a "site-notice", "press-notice" or "neighbour-letter" that began on a day.

    A period of the type of application, or of an environmental statement, stands in the place of the usual one.
    """
    instead = (row for row in rules.family("consultation-period") if kind in row.details["instead_of"].split() and _is_for(row, facts))
    row = next(instead, None)
    return consultation_end(row.code.partition(".")[2] if row is not None else kind, began_on, rules)


def press_notice_period(notice: PressNotice, facts: ApplicationFacts, published_on: date, rules: Rules) -> NamedDate:
    """The last day for comments on a press notice: one that is published for an environmental statement has the period of that."""
    return comment_period("press-notice", as_announced(facts, notice.reasons), published_on, rules)


def as_announced(facts: ApplicationFacts, reasons: Collection[str]) -> ApplicationFacts:
    """The facts with what a notice itself states, by BOPS's codes of its reasons: an environmental statement has a period of its own."""
    return replace(facts, environmental_statement=True) if "environment" in reasons else facts


def _is_for(row: RuleRow, facts: ApplicationFacts) -> bool:
    if row.details["fact"]:
        return getattr(facts, row.details["fact"]) is True
    return is_of_types(facts.type_code, row.details["types"])
