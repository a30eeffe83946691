"""Whether the fee that is due was paid: what was told of the payment against what the rules reckon."""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..domain.plain_figures import money_words
from .category import development_category
from .confirming import confirm_words, unsure
from .fees import Fee, fee
from .rules import Rules
from .validation import Told, Verdict

#: Pounds: what is nearer is the same sum.
_PENNY = 0.005
_MAY_BE_LESS = "An exemption or a reduction may explain it."
_MAY_BE_MORE = "Another rate, or a charge for paying, may explain it."


def fee_told(facts: ApplicationFacts, area: MeasuredArea | None, rules: Rules) -> Told:
    """What the figures tell; open where anything of them has to be confirmed. ``area`` is None where no line tells it."""
    site = area if area is not None else MeasuredArea(0, 0)
    try:
        due = fee(facts, site, development_category(facts, site, rules), rules)
    except RedlineError as error:
        return Told(Verdict.OPEN, f"{_paid_words(facts)} The fee can't be reckoned: {error}")
    if due.units is not None and area is None:
        return Told(Verdict.OPEN, f"{_paid_words(facts)} The fee goes by the area, and no red line tells it.")
    confirm = confirm_words(*due.doubts, unsure(due.rows))
    words = " ".join(part for part in (_paid_words(facts), _due_words(due), confirm) if part)
    if facts.fee_paid is None or due.pounds is None:
        return Told(Verdict.OPEN, words)
    missing = due.pounds - facts.fee_paid
    if abs(missing) < _PENNY:
        return Told(Verdict.OPEN if confirm else Verdict.PASSES, words)
    if missing < 0:
        return Told(Verdict.OPEN, f"{words} {money_words(-missing)} more than that was paid. {_MAY_BE_MORE}")
    fault = f"The fee is {money_words(due.pounds)}, and {money_words(facts.fee_paid)} was paid: {money_words(missing)} is missing."
    suggestion = f"Please pay {money_words(missing)}."
    sure = facts.fee_reduced is False and not confirm
    evidence = f"{words} {money_words(missing)} is missing."
    return Told(Verdict.FAILS if sure else Verdict.OPEN, evidence if sure else f"{evidence} {_MAY_BE_LESS}", fault, suggestion)


def _paid_words(facts: ApplicationFacts) -> str:
    return "Nobody has told what was paid." if facts.fee_paid is None else f"{money_words(facts.fee_paid)} was paid."


def _due_words(due: Fee) -> str:
    reasons = [reason for reason in due.reasons if not reason.startswith("Not charged by")]
    return " ".join((f"By the rules the fee is {due.words}.", *reasons))
