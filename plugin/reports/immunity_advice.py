"""What the rules say of the time for enforcement against a breach, judged on the day of the application."""

from __future__ import annotations

from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.casework.immunity import Immunity
from ..rules.immunity import immunity_answer
from ..rules.rules import Rules


def immunity_advice(record: Immunity, facts: ApplicationFacts, rules: Rules, on: date) -> tuple[str, ...]:
    """Sentences: the period and whether it is over, what is to be found out, what defeats it, what to confirm, and by which law.

    ``on`` counts where nobody has told when the application was made.
    """
    answer = immunity_answer(record, facts.applied_on or facts.received_on or on, rules)
    by = (f"By: {answer.citation.source}.",) if answer.citation is not None else ()
    return (*answer.says, *answer.defeats, *([answer.confirm] if answer.confirm else []), *by)
