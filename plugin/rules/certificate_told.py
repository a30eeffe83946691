"""Whether the ownership certificate fits what was told of the applicant, and the land that has come in since it was given.

Source: SI 2015/595 articles 13 and 14 (resources/rules/certificates.csv). Who owns land no data of a back office tells.
"""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.plain_figures import area_words
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules
from .validation import Told, Verdict

_NOT_TOLD = "Neither the submission nor the back office tells which ownership certificate was given: look at the form."
_ASKED = "Tell under Dates and facts whose that land is."
_TENANTS = "The land has agricultural tenants: they are given notice as owners are."


def certificate_told(facts: ApplicationFacts, added_m2: float, rules: Rules) -> Told:
    """What the facts tell; ``added_m2`` is the land that lies in the line in force and did not lie in the line as it came."""
    if not facts.certificate:
        return Told(Verdict.OPEN, _NOT_TOLD)
    given = f"Certificate {facts.certificate.upper()} was given"
    if added_m2 > 0:
        return _of_added_land(facts, f"{given}, and {area_words(added_m2)} have come in since", rules)
    row = rules.find(f"certificate-interest.{facts.applicant_interest}") if facts.applicant_interest else None
    if row is None:
        return Told(Verdict.OPEN, f"{given}; what the applicant's interest in the land is, nobody tells.")
    words = f"{given}; the applicant is {row.details['says']}."
    if facts.certificate not in row.value.split():
        fault = f"{given}, and the applicant is {row.details['says']}: others own the land as well."
        return Told(Verdict.FAILS, _confirmed(words, row), fault)
    if facts.agricultural_tenants:
        return Told(Verdict.OPEN, f"{words} {_TENANTS}")
    if facts.certificate == "a":
        return Told(Verdict.PASSES, words)
    return Told(Verdict.OPEN, f"{words} Look whether every owner was given notice.")


def _of_added_land(facts: ApplicationFacts, words: str, rules: Rules) -> Told:
    answer = rules.find(f"certificate-answer.{facts.added_land_owners}") if facts.added_land_owners else None
    if answer is None:
        return Told(Verdict.OPEN, f"{words}. {_ASKED}")
    says = answer.details["says"]
    if answer.value in ("stands", facts.certificate):
        return Told(Verdict.PASSES, _confirmed(f"{words}: {says}.", answer))
    return Told(Verdict.FAILS, _confirmed(f"{words}: {says}.", answer), f"{words}. This needs {says}.")


def _confirmed(words: str, row: RuleRow) -> str:
    return f"{words} {confirm_words(unsure([row]))}".strip()
