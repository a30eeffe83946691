"""The whole authority's validation requests, brought to their cases: the date by which an applicant must reply hangs on them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from ..boundary.document_shapes import value_at
from ..boundary.plain_values import as_text
from ..casefile.file.json_text import sha256
from ..domain.case import PulledCase
from .bops import Bops
from .detail_mapping import requests_of
from .errors import BackOfficeError, Trouble
from .known_cases import KnownCases, seen
from .page import Item, Page
from .pull_intake import PullIntake

#: The kind of answer under which the case file keeps the digest of what this list said of a case.
ALL_REQUESTS_KIND = "all_requests"
_MOST_PASSES = 3


def pull_requests(intake: PullIntake, *, first: bool) -> list[str]:
    """Take in what is new; gives the sentences that the officer should read.

    ``first``: this back office's requests were never read before, so they complete their cases and change none. So do those of a case
    that a pull which stopped had just begun with.

    The list has requests that were sent only. So a case that was opened, whose unsent ones are known too, is asked for its own.
    """
    try:
        by_reference = _collect(intake.client)
    except BackOfficeError as error:
        if error.trouble is not Trouble.PERMISSION:
            raise
        return [str(error)]
    if by_reference is None:
        return ["The list of validation requests kept changing while it was read; the requests shown are those of the last update."]
    found = (_case(intake.client, intake.known, reference, items, first) for reference, items in by_reference.items())
    intake.take([case for case in found if case is not None])
    return []


def _collect(client: Bops) -> dict[str, list[Item]] | None:
    """Every request by its case's reference; None where the pages never agreed with their count."""
    for _ in range(_MOST_PASSES):
        items: dict[str, Item] = {}
        page: Page = client.all_requests()
        pages = page.pages
        items.update((item.text, item) for item in page.items)
        for number in range(2, pages + 1):
            page = client.all_requests(number)
            items.update((item.text, item) for item in page.items)
        if len(items) >= page.total:
            return _grouped(items.values())
    return None


def _grouped(items: Iterable[Item]) -> dict[str, list[Item]]:
    by_reference: dict[str, list[Item]] = {}
    for item in items:
        reference = as_text(value_at(item.value, ("planning_application", "reference")))
        by_reference.setdefault(reference, []).append(item)
    return by_reference


def _case(client: Bops, known: KnownCases, reference: str, items: list[Item], first: bool) -> PulledCase | None:
    """What is to be taken in of one case's requests; None where the case is not here yet, or nothing is new."""
    case = known.find("", reference) if reference else None
    if case is None:
        return None
    text = json.dumps(sorted(item.text for item in items))
    if case.raw_sha256.get(ALL_REQUESTS_KIND) == sha256(text):
        return None
    if case.opened:
        items = requests_of_case(client, case.back_office_id or reference)
    new = ALL_REQUESTS_KIND not in case.raw_sha256 and (first or not {"list", "search"} <= case.raw_sha256.keys())
    return replace(
        seen(case.back_office_id, reference),
        validation_requests=requests_of(items),
        raw={ALL_REQUESTS_KIND: text},
        completing=frozenset({"validation_requests"}) if new else frozenset(),
    )


def requests_of_case(client: Bops, case: str) -> list[Item]:
    """All requests of one case, from all pages, those not yet sent among them."""
    page = client.requests_of(case)
    items = list(page.items)
    for number in range(2, page.pages + 1):
        items += client.requests_of(case, number).items
    return items
