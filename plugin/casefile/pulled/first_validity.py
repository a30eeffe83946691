"""The first day of validity that a back office told: an amendment may move the day there, and does not restart the statutory clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...domain.case_facts import VALIDITY
from ...domain.status import BEFORE_VALIDATION
from ...domain.told_fact import FactSource, ToldFact
from ..trail.act import Act
from .fact_rows import facts_of
from .told_facts import FACT, put_fact, take_back_fact

_SAID = "the first day that it told; it has moved it since"


def keep_first_validity(act: Act, application_uuid: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Keep the day where the back office moves it for an application that was valid and stays so; forget it where it is not valid.

    ``before`` and ``after`` are what the back office told: ``status`` and ``valid_on`` (ISO 8601, None without one). Source: the
    Development Management Procedure Order 2015, article 34: the period begins once, when what makes the application valid has come.
    """
    kept = next((fact for fact in facts_of(act.connection, application_uuid) if _is_kept(fact)), None)
    if BEFORE_VALIDATION & {before["status"], after["status"]}:
        if kept is not None:
            take_back_fact(act, application_uuid, VALIDITY, FactSource.BACK_OFFICE)
            act.trail.add(application_uuid, "first day of validity forgotten", FACT, application_uuid, before={VALIDITY: kept.value})
        return
    first = before["valid_on"]
    if kept is None and first is not None and first != after["valid_on"]:
        put_fact(act, application_uuid, ToldFact(VALIDITY, first, FactSource.BACK_OFFICE, _SAID), FactSource.BACK_OFFICE)
        act.trail.add(application_uuid, "first day of validity kept", FACT, application_uuid, after={VALIDITY: first})


def _is_kept(fact: ToldFact) -> bool:
    return fact.name == VALIDITY and fact.source is FactSource.BACK_OFFICE
