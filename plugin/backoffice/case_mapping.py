"""From an application as BOPS's ``list``, ``show`` or ``search`` gives it to a PulledCase, read leniently.

A field of the wrong kind counts as absent. ``silent`` names what each answer does not speak of, so that it never clears what another told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ..boundary.document_shapes import value_at
from ..boundary.plain_values import as_number, as_text
from ..domain.application import Address
from ..domain.case import PulledCase
from ..domain.moments import day_of
from .detail_mapping import listed_representations_of, published_documents_of
from .filters import KNOWN_STATUSES
from .page import Item

#: What ``list`` and ``show`` say nothing about.
LIST_SILENT = frozenset({"type_code", "expiry_date", "appeal", "organisation", "designations", "site"})
#: What ``search`` says nothing about. The red line (``site``) is added by whoever reads it.
SEARCH_SILENT = frozenset({"work_status", "shown_constraints", "organisation", "designations", "site"})
#: What ``search`` alone tells.
SEARCH_ALONE = LIST_SILENT - SEARCH_SILENT

_MADE_UP_DATE = re.compile(r'("determination_?[dD]ate"\s*:\s*)"[^"]*"')


def case_of_list(item: Item, origin: str, kind: str = "list") -> PulledCase | None:
    """The case in an entry of ``list``, or in the whole answer of ``show``; None where it names no application."""
    value = item.value
    identifier, reference = _identifier(value.get("id")), as_text(value.get("reference"))
    if not identifier and not reference:
        return None
    determined_on = _day(value.get("determined_at"))
    return PulledCase(
        back_office_id=identifier,
        reference=reference,
        full_reference=as_text(value.get("reference_in_full")),
        alternative_reference=as_text(value.get("alternative_reference")),
        type_description=as_text(value.get("application_type")),
        description=as_text(value.get("description")),
        status=as_text(value.get("status")),
        decision=as_text(value.get("decision")),
        officer=as_text(value.get("assigned_user_name")),
        work_status=as_text(value.get("work_status")),
        web_page=_web_page(origin, reference),
        address=Address(
            text=_joined(value, "address_1", "address_2", "town", "county", "postcode"),
            uprn=as_text(value_at(value, ("site", "uprn"))),
            longitude=as_number(value_at(value, ("site", "longitude"))),
            latitude=as_number(value_at(value, ("site", "latitude"))),
        ),
        received_on=_day(value.get("received_date")),
        valid_on=_day(value.get("validAt")),
        published_on=_day(value.get("publishedAt")),
        target_date=_day(value.get("target_date")),
        consultation_end=_day(value_at(value, ("consultation", "end_date"))),
        determined_on=determined_on,
        shown_constraints=_texts(value.get("constraints")),
        published_documents=published_documents_of(value),
        representations=listed_representations_of(value),
        raw={kind: told_text(item.text, determined_on is not None)},
        silent=LIST_SILENT,
    )


def case_of_search(item: Item, origin: str) -> PulledCase | None:
    """The case in an entry of ``search``; None where it names no application.

    The status is silent where BOPS put its sentence on an appeal in its place. The integer id is that of the fee, which alone names it.
    """
    value = item.value
    reference = as_text(value_at(value, ("application", "reference")))
    if not reference:
        return None

    def said(*path: str) -> str:
        return as_text(value_at(value, path))

    def day(*path: str) -> date | None:
        return _day(value_at(value, path))

    status = said("application", "status")
    known = status in KNOWN_STATUSES
    determined_on = day("application", "determinedAt")
    return PulledCase(
        back_office_id=_identifier(value_at(value, ("applicationFee", "planning_application_id"))),
        reference=reference,
        full_reference=said("application", "fullReference"),
        alternative_reference=said("application", "alternativeReference") or said("application", "alternative_reference"),
        type_code=said("application", "type", "value"),
        type_description=said("application", "type", "description"),
        description=said("proposal", "description"),
        status=status if known else "",
        appeal="" if known else status,
        decision=said("application", "decision"),
        officer=said("officer", "name"),
        web_page=_web_page(origin, reference),
        address=Address(
            text=said("property", "address", "singleLine") or said("property", "address", "title"),
            uprn=said("property", "address", "uprn"),
            longitude=as_number(value_at(value, ("property", "address", "longitude"))),
            latitude=as_number(value_at(value, ("property", "address", "latitude"))),
        ),
        received_on=day("application", "receivedAt"),
        valid_on=day("application", "validAt"),
        published_on=day("application", "publishedAt"),
        target_date=day("application", "targetDate"),
        expiry_date=day("application", "expiryDate"),
        consultation_end=day("application", "consultation", "endDate"),
        determined_on=determined_on,
        raw={"search": told_text(item.text, determined_on is not None)},
        silent=SEARCH_SILENT if known else SEARCH_SILENT | {"status"},
    )


def joined(listed: PulledCase | None, found: PulledCase | None) -> PulledCase:
    """One case from what ``list`` (or ``show``) and ``search`` said of it: the first speaks, the second adds what it is silent about."""
    if listed is None or found is None:
        only = listed if listed is not None else found
        if only is None:
            raise ValueError("There is no case in nothing.")
        return only
    added = {name: getattr(found, name) for name in listed.silent - found.silent}
    return replace(
        listed,
        **added,
        back_office_id=listed.back_office_id or found.back_office_id,
        raw={**found.raw, **listed.raw},
        silent=listed.silent & found.silent,
    )


def told_text(text: str, determined: bool) -> str:
    """An entry as it came, but for the determination date of an undetermined application: BOPS puts the day of asking there.

    With it every application would seem to change every night.
    """
    return text if determined else _MADE_UP_DATE.sub(r"\1null", text)


def _identifier(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**18 else ""


def _web_page(origin: str, reference: str) -> str:
    return f"{origin}/planning_applications/{reference}" if reference else ""


def _joined(value: Mapping[str, Any], *names: str) -> str:
    return ", ".join(part for name in names if (part := as_text(value_at(value, ("site", name)))))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for each in (value if isinstance(value, list) else []) if (text := as_text(each)))


def _day(value: Any) -> date | None:
    return day_of(as_text(value))
