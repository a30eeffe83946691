"""What a change of the red line does to the ownership certificate.

Source: the Development Management Procedure Order 2015, articles 13 and 14; *Pridmore v Salisbury* (2004): the certificate is one of the
application site (resources/rules/certificates.csv).
"""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.boundary_change import BoundaryChange
from ..domain.plain_figures import area_words
from ..domain.rule_result import RuleResult, Standing, Topic
from .result_of_rows import result_of_rows
from .rules import RuleRow, Rules
from .scope import out_of_scope

_SUBJECT = "certificate"
_TITLE = "Ownership certificate"


def certificate_now(facts: ApplicationFacts, rules: Rules) -> RuleResult:
    """The certificate as it was given."""
    outside = out_of_scope(_SUBJECT, _TITLE, Topic.CERTIFICATE, facts, rules)
    return outside if outside is not None else _result(_given(facts), [rules.row("certificate.land-added")], [])


def certificate(change: BoundaryChange, facts: ApplicationFacts, rules: Rules) -> RuleResult:
    """The certificate after a change: asked about where land comes in, until the officer has said whose it is."""
    outside = out_of_scope(_SUBJECT, _TITLE, Topic.CERTIFICATE, facts, rules)
    if outside is not None:
        return outside
    asked = rules.row("certificate.land-added")
    if not change.takes_in_land:
        out = change.removed_area.square_metres
        reason = f"No land comes in{f', {area_words(out)} goes out' if change.asks_for_agreement else ''}: the certificate stands."
        return _result(_given(facts), [asked], [reason])
    added = [f"{area_words(change.added_area.square_metres)} come in."]
    if facts.agricultural_tenants:
        added.append("The land has agricultural tenants, and they are given notice as owners are.")
    answer = rules.find(f"certificate-answer.{facts.added_land_owners}") if facts.added_land_owners else None
    if answer is None:
        return _result("to be answered", [asked], added, "who owns the added land, and whether they have been told", warns=True)
    words = _given(facts) if answer.value == "stands" else answer.details["says"]
    return _result(words, [answer, asked], added, warns=answer.value != "stands")


def _given(facts: ApplicationFacts) -> str:
    return f"certificate {facts.certificate.upper()}" if facts.certificate else "as given"


def _result(answer: str, rows: list[RuleRow], reasons: list[str], *doubts: str, warns: bool = False) -> RuleResult:
    return result_of_rows(Topic.CERTIFICATE, _SUBJECT, _TITLE, Standing.VALUE, answer, rows, reasons, *doubts, warns=warns)
