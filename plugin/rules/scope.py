"""Whether a subject concerns a type of application at all."""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.rule_result import RuleResult, Standing, Topic
from .confirming import confirm_words, unsure
from .rules import Rules

_NO = "no"


def is_known_type(type_code: str, rules: Rules) -> bool:
    """Whether a code is of the national list: a back office may give a name or nothing instead, of which no rule can be asked."""
    head = type_code.strip().lower().split(".")[0]
    return rules.find(f"application-type.{head}") is not None


def out_of_scope(subject: str, title: str, topic: Topic, facts: ApplicationFacts, rules: Rules) -> RuleResult | None:
    """The result that says why a subject does not concern an application, or that its type is not known; None where it does.

    ``subject`` is both the family of its rows (``subject-of-type.CODE``) and the code of the result.
    """
    if not is_known_type(facts.type_code, rules):
        doubt = f"what type the application is: {facts.type_code or 'nothing'} is no type of the national list"
        return RuleResult(topic, subject, title, Standing.UNKNOWN, "not known", (), confirm=confirm_words(doubt))
    row = rules.most_specific(f"{subject}-of-type", facts.type_code)
    if row is None:
        doubt = f"the tables have no rule of {subject.replace('-', ' ')} for the dates of this application"
        return RuleResult(topic, subject, title, Standing.UNKNOWN, "not known", (), confirm=confirm_words(doubt))
    if row.value != _NO:
        return None
    return RuleResult(
        topic=topic,
        code=subject,
        title=title,
        standing=Standing.DOES_NOT_APPLY,
        answer="does not concern this type",
        citations=(row.citation,),
        reasons=(f"{row.source}.",),
        confirm=confirm_words(unsure([row])),
    )
