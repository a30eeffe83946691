"""The back office's own trail of a case is read with the case, kept, and erased with it."""

from __future__ import annotations

import json

from plugin.backoffice.audits import audits_of
from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection
from plugin.domain.clock import SystemClock
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.scripted_server import Reply, Request, as_json, serving
from tests.unit.backoffice.test_officer_api import PLAIN


def test_what_was_asked_of_an_applicant_stands_in_the_back_office_s_trail_with_who_and_when(agreement: Agreement) -> None:
    agreement.file.look_at(agreement.uuid)
    agreement.asked()
    agreement.refresh()

    told = agreement.file.their_history(agreement.uuid)

    assert told
    assert {entry.who for entry in told} >= {"Amina Yusuf"}
    assert all(entry.at.startswith("2026-11-") for entry in told)


def test_plain_bops_has_no_trail_for_others_and_none_is_asked_for(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    agreement.file.look_at(agreement.uuid)
    agreement.refresh()

    assert agreement.file.their_history(agreement.uuid) == []


def test_the_back_office_s_trail_goes_when_the_case_is_erased(agreement: Agreement) -> None:
    agreement.file.look_at(agreement.uuid)
    agreement.asked()
    agreement.refresh()

    agreement.file.erase(agreement.uuid, "asked for")

    assert agreement.file.their_history(agreement.uuid) == []


def test_every_page_is_read_and_nothing_of_an_odd_entry_breaks_the_others() -> None:
    entries = [
        {"created_at": "2026-11-01", "activity_type": "assigned", "officer": {"name": "Ada"}, "audit_comment": "to Ada"},
        {"created_at": 7, "activity_type": None, "officer": "Ben", "activity_information": ["x"], "automated_activity": "yes"},
    ]

    def script(request: Request) -> Reply:
        number = int(request.query["page"][0])
        counts = {"results": 1, "from": number, "to": number, "total_pages": 2, "total_results": 2}
        return as_json({"data": [entries[number - 1]], "metadata": counts})

    with serving(script) as server:
        client = Bops(Connection(server.address), SystemClock())
        try:
            told = json.loads(audits_of(client, "26-00001-HAPP"))
        finally:
            client.close()

    assert [(entry["what"], entry["who"], entry["said"], entry["automated"]) for entry in told] == [
        ("assigned", "Ada", "to Ada", False),
        ("", "Ben", "", False),
    ]
