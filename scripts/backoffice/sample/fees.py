"""What the sample's applicants pay: the fee of the day on which they apply, where it is the same for every site."""

from __future__ import annotations

from datetime import date

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.measured_area import MeasuredArea
from plugin.rules.category import development_category
from plugin.rules.fees import fee
from plugin.rules.rules import Rules

from .submissions import SampleCase

_NO_SITE = MeasuredArea(0, 0)


def pay_what_is_due(case: SampleCase, on: date) -> None:
    """Writes the fee into the submission; one that goes by the area, or is not in the tables, is left as it stands there."""
    application, rules = case.submission["data"]["application"], Rules(on)
    facts = ApplicationFacts(type_code=application["type"]["value"])
    due = fee(facts, _NO_SITE, development_category(facts, _NO_SITE, rules), rules)
    if due.pounds is not None and due.units is None and isinstance(application.get("fee"), dict):
        application["fee"] |= {"calculated": due.pounds, "payable": due.pounds}
