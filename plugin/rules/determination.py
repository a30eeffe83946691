"""How long an authority has to decide, until when, and what silence does then.

Source: the Development Management Procedure Order 2015, article 34, and for prior approvals the class itself
(resources/rules/determination_periods.csv).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..domain.application_facts import ApplicationFacts
from ..domain.plain_days import plain_day
from ..domain.rule_result import RuleResult, Standing, Topic
from .category import Category, DevelopmentCategory
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules

_BY_CATEGORY = "by category"
_NO_PERIOD = "none"
_DAYS_IN = {"weeks": 7, "days": 1}

#: What happens when the period ends without a decision, in words.
_SILENCE = {
    "appeal": "the applicant may appeal against non-determination",
    "default permission": "permission arises by default",
    "works may begin": "the works may begin",
    "deemed discharge": "the applicant may claim deemed discharge",
}
#: The same as the name of the day from which it is so.
_SILENCE_NAMES = {"default permission": "Permission by default", "works may begin": "Works may begin"}
#: What then happens by itself and can't be undone by a late decision.
_BY_ITSELF = frozenset(_SILENCE_NAMES)


@dataclass(frozen=True)
class DeterminationPeriod:
    """A period and the rule that sets it; ``doubts`` are why it may be another."""

    row: RuleRow
    doubts: tuple[str, ...] = field(default=())

    @property
    def words(self) -> str:
        return f"{self.row.number:g} {self.row.unit}"

    @property
    def days(self) -> int:
        return int(self.row.number) * _DAYS_IN[self.row.unit]

    @property
    def acts_by_itself(self) -> bool:
        """Whether silence decides: then no clock is louder."""
        return self.row.details["on_expiry"] in _BY_ITSELF

    @property
    def silence(self) -> str:
        """What silence does, in words; "" where it does nothing."""
        return _SILENCE.get(self.row.details["on_expiry"], "")

    @property
    def silence_name(self) -> str:
        """What the day is called from which silence has decided; "" where it decides nothing."""
        return _SILENCE_NAMES.get(self.row.details["on_expiry"], "")

    def last_day(self, valid_on: date) -> date:
        """The last day to decide: the period begins with the day after receipt, and public holidays don't lengthen it."""
        return valid_on + timedelta(days=self.days)


def determination_period(facts: ApplicationFacts, category: DevelopmentCategory, rules: Rules) -> DeterminationPeriod | None:
    """The period for an application; None where its type has none, or none that the tables know."""
    row = rules.most_specific("determination-of-type", facts.type_code)
    if row is None or row.value == _NO_PERIOD:
        return None
    if row.value != _BY_CATEGORY:
        return DeterminationPeriod(row)
    if facts.environmental_statement:
        return DeterminationPeriod(rules.row("determination-period.environmental-statement"))
    if facts.public_service_infrastructure and category.is_major:
        return DeterminationPeriod(rules.row("determination-period.public-service-infrastructure"), category.doubts)
    length = "major" if category.category is Category.MAJOR else "minor"
    return DeterminationPeriod(rules.row(f"determination-period.{length}"), category.doubts)


def silent_period(type_code: str, rules: Rules) -> DeterminationPeriod | None:
    """The period of a type that is decided by itself when it ends, whatever the site; None where silence decides nothing."""
    row = rules.most_specific("determination-of-type", type_code)
    if row is None or row.value in (_NO_PERIOD, _BY_CATEGORY):
        return None
    period = DeterminationPeriod(row)
    return period if period.acts_by_itself else None


def determination_result(facts: ApplicationFacts, period: DeterminationPeriod | None, rules: Rules) -> RuleResult:
    """The period as a line for the officer, with its last day where the application is valid."""
    if period is None:
        return _no_period(facts, rules)
    start = facts.valid_on or facts.received_on
    amended = rules.row("determination-period.amendment")
    return RuleResult(
        topic=Topic.PERIOD,
        code="determination-period",
        title="Determination period",
        standing=Standing.VALUE,
        answer=period.words if start is None else f"{period.words}, to {plain_day(period.last_day(start))}",
        citations=(period.row.citation, amended.citation),
        reasons=(*((f"Then {period.silence}.",) if period.silence else ()), "An amended red line does not by itself restart the period."),
        confirm=confirm_words(*period.doubts, unsure([period.row])),
        warns=period.acts_by_itself,
    )


def _no_period(facts: ApplicationFacts, rules: Rules) -> RuleResult:
    row = rules.most_specific("determination-of-type", facts.type_code)
    return RuleResult(
        topic=Topic.PERIOD,
        code="determination-period",
        title="Determination period",
        standing=Standing.UNKNOWN if row is None else Standing.VALUE,
        answer="not known for this type" if row is None else "none",
        citations=() if row is None else (row.citation,),
        confirm=confirm_words(f"the tables have no period for the type {facts.type_code or 'not given'}") if row is None else "",
    )
