"""Whether a subject concerns a type of application at all."""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.rule_result import RuleResult, Standing, Topic
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules

_NO = "no"


def out_of_scope(subject: str, title: str, topic: Topic, facts: ApplicationFacts, rules: Rules) -> RuleResult | None:
    """The result that says why a subject does not concern an application; None where it does.

    ``subject`` is both the family of its rows (``subject-of-type.CODE``) and the code of the result.
    """
    row = rules.most_specific(f"{subject}-of-type", facts.type_code)
    if row is not None and row.value != _NO:
        return None
    rows: tuple[RuleRow, ...] = () if row is None else (row,)
    return RuleResult(
        topic=topic,
        code=subject,
        title=title,
        standing=Standing.DOES_NOT_APPLY,
        answer="does not concern this type",
        citations=tuple(one.citation for one in rows),
        reasons=tuple(f"{one.source}." for one in rows),
        confirm=confirm_words(unsure(rows)),
    )
