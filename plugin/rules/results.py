"""Everything that the rules say of one site and one application, in the order in which an officer reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..domain.application_facts import ApplicationFacts
from ..domain.errors import RedlineError
from ..domain.instruction import Instruction
from ..domain.rule_result import RuleResult, Standing, Topic
from .biodiversity import biodiversity
from .category import DevelopmentCategory, category_result, development_category
from .confirming import confirm_words
from .consultee_conditions import Circumstances
from .consultees import consultees
from .determination import determination_period, determination_result
from .environmental_impact import environmental_impact
from .fees import fee, fee_result
from .flood_risk import flood_risk
from .publicity import publicity
from .rules import Rules
from .site import Site


def site_results(facts: ApplicationFacts, site: Site, rules: Rules, instructions: Sequence[Instruction] = ()) -> tuple[RuleResult, ...]:
    """Category, period, fee, environmental impact, flood risk, biodiversity, publicity and consultees of a site as drawn.

    ``instructions`` are what bodies have told the council not to ask them about.
    """
    try:
        category = development_category(facts, site.area, rules)
    except RedlineError as error:
        return (_unanswered(Topic.CATEGORY, "category", "Development category", error),)
    questions = _questions(facts, site, category, rules, instructions)
    return (category_result(category), *(result for question in questions for result in _answered(question)))


Question = tuple[Topic, str, str, Callable[[], Sequence[RuleResult]]]


def _questions(
    facts: ApplicationFacts, site: Site, category: DevelopmentCategory, rules: Rules, instructions: Sequence[Instruction]
) -> Iterator[Question]:
    """What is asked about one site, each question apart: a table that fails one of them leaves the others their answers."""
    yield (
        Topic.PERIOD,
        "determination-period",
        "Determination period",
        lambda: [determination_result(facts, determination_period(facts, category, rules), rules)],
    )
    yield Topic.FEE, "fee", "Fee", lambda: [fee_result(fee(facts, site.area, category, rules))]
    yield Topic.ENVIRONMENTAL_IMPACT, "environmental-impact", "Environmental impact", lambda: [environmental_impact(facts, site, rules)]
    yield Topic.FLOOD_RISK, "flood-risk", "Flood risk assessment", lambda: [flood_risk(facts, site, rules)]
    yield Topic.BIODIVERSITY, "biodiversity", "Biodiversity net gain", lambda: [biodiversity(facts, site, category, rules)]
    yield Topic.PUBLICITY, "publicity", "Publicity", lambda: publicity(facts, site, category, rules)
    around = Circumstances(facts, site.area, category, rules)
    yield Topic.CONSULTEE, "consultee", "Consultees", lambda: consultees(around, site, instructions)


def _answered(question: Question) -> Sequence[RuleResult]:
    topic, code, title, ask = question
    try:
        return ask()
    except RedlineError as error:
        return (_unanswered(topic, code, title, error),)


def _unanswered(topic: Topic, code: str, title: str, error: RedlineError) -> RuleResult:
    """No rule was in force on the application's date, or a row can't be read: that is said, and nothing is guessed."""
    return RuleResult(topic, code, title, Standing.UNKNOWN, "not known", (), confirm=confirm_words(str(error).rstrip(".")))
