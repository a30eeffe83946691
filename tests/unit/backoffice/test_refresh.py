"""A case that is opened is read again, and what fails on the way is said and clears nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection
from plugin.backoffice.detail_mapping import contacts_of, documents_of, representations_of, request_of
from plugin.backoffice.errors import BackOfficeError
from plugin.backoffice.permissions import permissions_of
from plugin.backoffice.refresh import Refreshed, refresh_case
from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.case import SUBMISSION_KIND, Case
from tests.shared import shared_path
from tests.unit.backoffice.pulling import Desk, desk, transformer
from tests.unit.backoffice.scripted_bops import ScriptedBops, red_line_request
from tests.unit.backoffice.scripted_server import as_html, as_json, serving

LIST = "/api/v2/planning_applications"


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 3) as made:
        made.pull()
        yield made


def refreshed(made: Desk, reference: str = "26-00002-HAPP") -> tuple[Refreshed, Case]:
    uuid = made.rows()[reference].uuid
    client = made.client()
    with made.open() as case_file:
        case_file.look_at(uuid)
        try:
            outcome = refresh_case(client, case_file, transformer(), made.clock, uuid)
        finally:
            client.close()
        return outcome, case_file.case(uuid)


def test_an_opened_case_has_its_documents_requests_comments_contacts_and_what_the_applicant_was_told(few: Desk) -> None:
    few.bops.requests = [
        red_line_request("26-00002-HAPP"),
        red_line_request("26-00002-HAPP", "2026-11-02T10:00:00.000+00:00", state="pending"),
    ]
    few.bops.case(2)["published_comments"] = [{"comment": "I like it", "received_at": "2026-11-01", "summary_tag": "supportive"}]
    outcome, case = refreshed(few)
    assert outcome.notes == ()
    assert [document.name for document in case.documents] == ["plan.pdf"]
    assert sorted(request.state for request in case.validation_requests) == ["open", "pending"]
    assert [comment.text for comment in case.representations] == ["I like it"]
    assert case.designations is not None
    assert [designation.key for designation in case.designations] == ["greenBelt"]
    assert [contact.name for contact in case.contacts] == ["Ada Byron"]
    assert case.details_at


def test_an_opened_case_has_the_facts_that_its_submission_and_the_back_office_tell(few: Desk) -> None:
    few.bops.case(2)["ownership_certificate"] = "B"
    _, case = refreshed(few)
    facts = ApplicationFacts.of(case.application)
    assert (facts.dwellings, facts.residential, facts.in_london, facts.certificate) == (3, True, True, "b")


@pytest.mark.parametrize(("shown", "paid"), [("258.0", 258.0), ("0.0", 0.0), (None, None), ("-5", None), ("much", None)])
def test_what_was_paid_is_known_once_a_case_was_opened(few: Desk, shown: str | None, paid: float | None) -> None:
    few.bops.case(2)["payment_amount"] = shown
    _, case = refreshed(few)
    assert ApplicationFacts.of(case.application).fee_paid == paid


def test_an_opened_case_has_its_submission_as_it_came_and_is_asked_for_it_once(few: Desk) -> None:
    asked: list[str] = []
    few.bops.fault = lambda request: asked.append(request.path) if request.path.endswith("/submission") else None
    _, case = refreshed(few)
    refreshed(few)

    assert len(asked) == 1
    with few.open() as case_file:
        assert "submission" in json.loads(case_file.raw_answer(case.uuid, SUBMISSION_KIND))
        other = few.rows()["26-00001-HAPP"].uuid
        assert case_file.raw_answer(other, SUBMISSION_KIND) == "", "of a case that nobody has opened nothing is kept"
        case_file.erase(case.uuid, "Asked for.")
        assert case_file.raw_answer(case.uuid, SUBMISSION_KIND) == ""


def test_a_certificate_that_the_back_office_changed_is_seen_as_a_change_of_the_facts(few: Desk) -> None:
    few.bops.case(2)["ownership_certificate"] = "a"
    refreshed(few)
    few.bops.case(2)["ownership_certificate"] = "c"
    outcome, case = refreshed(few)
    assert "facts" in outcome.changed
    assert ApplicationFacts.of(case.application).certificate == "c"


def test_a_submission_that_can_not_be_read_is_a_note_and_leaves_the_facts_not_known(few: Desk) -> None:
    few.bops.fault = lambda request: as_html(500) if request.path.endswith("/submission") else None
    outcome, case = refreshed(few)
    assert len(outcome.notes) == 1
    assert ApplicationFacts.of(case.application).dwellings is None


def test_what_changed_since_the_last_pull_is_seen_at_opening(few: Desk) -> None:
    few.bops.case(2)["status"] = "awaiting_determination"
    outcome, case = refreshed(few)
    assert "status" in outcome.changed
    assert case.status == "awaiting_determination"
    assert case.row.type_code == "pp.full.householder"


@pytest.mark.parametrize("part", ["documents", "validation_requests", "submission"])
def test_a_part_that_fails_is_a_note_and_clears_nothing(few: Desk, part: str) -> None:
    few.bops.requests = [red_line_request("26-00002-HAPP")]
    refreshed(few)
    few.bops.fault = lambda request: as_html(500) if request.path.endswith(f"/{part}") else None
    outcome, case = refreshed(few)
    assert len(outcome.notes) == (0 if part == "submission" else 1)
    assert case.documents[0].gone is False
    assert case.validation_requests[0].gone is False
    assert case.designations


def test_a_case_that_can_not_be_read_stays_as_it_is(few: Desk) -> None:
    few.bops.fault = lambda request: as_json({}, 500)
    with pytest.raises(BackOfficeError):
        refreshed(few)
    assert not few.rows()["26-00002-HAPP"].gone


def test_a_case_that_is_gone_is_marked_when_it_is_opened(few: Desk) -> None:
    del few.bops.cases[1]
    outcome, case = refreshed(few)
    assert outcome.gone
    assert case.row.gone


def test_an_html_404_at_opening_proves_nothing(few: Desk) -> None:
    few.bops.fault = lambda _: as_html(404)
    with pytest.raises(BackOfficeError, match="no such authority"):
        refreshed(few)
    assert not few.rows()["26-00002-HAPP"].gone


def test_the_next_pull_does_not_take_opened_details_away(few: Desk) -> None:
    few.bops.requests = [
        red_line_request("26-00002-HAPP"),
        red_line_request("26-00002-HAPP", "2026-11-02T10:00:00.000+00:00", state="pending"),
    ]
    refreshed(few)
    kept = few.bops.requests
    few.bops.fault = lambda request: few.bops.answer(request) if request.path != "/api/v2/validation_requests" else as_json(sent_only(kept))
    report = few.pull()
    assert report.complete
    with few.open() as case_file:
        case = case_file.case(few.rows()["26-00002-HAPP"].uuid)
    assert sorted(request.state for request in case.validation_requests if not request.gone) == ["open", "pending"]
    assert [document.name for document in case.documents if not document.gone] == ["plan.pdf"]
    assert case.designations


def sent_only(requests: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole authority's list, which has those that were sent."""
    data = [request for request in requests if request["state"] != "pending"]
    return {"metadata": {"page": 1, "from": 1, "to": len(data), "total_pages": 1, "total_results": len(data)}, "data": data}


def test_a_case_of_another_back_office_is_refused_though_the_settings_name_one_with_the_same_ids(few: Desk) -> None:
    stranger = ScriptedBops(3)
    stranger.case(2)["applicant_last_name"] = "Stranger"
    row = few.rows()["26-00002-HAPP"]
    with serving(stranger) as server, few.open() as case_file:
        case_file.look_at(row.uuid)
        client = Bops(Connection(server.address, "bops_x", few.limits), few.clock)
        try:
            with pytest.raises(BackOfficeError, match=r"is from .*; the settings now name ") as refused:
                refresh_case(client, case_file, transformer(), few.clock, row.uuid)
        finally:
            client.close()
        case = case_file.case(row.uuid)
    assert few.source in str(refused.value)
    assert server.address in str(refused.value)
    assert stranger.asked == []
    assert (case.documents, case.contacts, case.details_at) == ((), (), "")


def test_what_a_token_may_do_is_asked(few: Desk) -> None:
    few.bops.fault = lambda request: as_json({"error": {"code": 401}}, 401) if "neighbour" in request.path else None
    client = few.client()
    may = permissions_of(client)
    client.close()
    assert (may.readable, may.refused, may.applications) == (("applications", "validation requests"), ("comments",), 3)
    assert may.sentence == (
        "This token may read applications and validation requests. The back office has 3 applications. "
        "It may not read comments: an administrator can allow that under Admin, Tokens."
    )


def recorded(name: str) -> Any:
    return json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]


def test_recorded_documents_are_read() -> None:
    documents = documents_of(recorded("documents"))
    assert len(documents) == len(recorded("documents")["files"])
    assert documents[2].tags == ("sitePlan.existing", "sitePlan.proposed")
    assert all(document.url and document.size == 541 and document.content_type == "application/pdf" for document in documents[:3])


@pytest.mark.parametrize(
    ("name", "state", "approved"),
    [
        ("red-line-v2-open", "open", None),
        ("red-line-v2-pending", "pending", None),
        ("red-line-v2-after-approve-null", "closed", None),
        ("red-line-v2-after-reject", "closed", False),
        ("approve-v2-after", "closed", True),
        ("auto-closed-v2", "closed", True),
        ("cancelled-v2", "cancelled", None),
        ("no-original-v2", None, None),
        ("bow-tie-v2", None, None),
    ],
)
def test_recorded_requests_are_read_and_closed_is_not_answered(name: str, state: str | None, approved: bool | None) -> None:
    requests = [request_of(value) for value in recorded(name)["data"] if value["type"] == "RedLineBoundaryChangeValidationRequest"]
    assert requests
    assert all("new_geojson" in request.specific for request in requests)
    if state is not None:
        assert (state, approved) in {(request.state, request.approved) for request in requests}


@pytest.mark.parametrize("approved", ["maybe", 1, "true", {}, None])
def test_a_word_is_no_answer(approved: object) -> None:
    assert request_of({"approved": approved}).approved is None


def test_recorded_contacts_are_read() -> None:
    applicant, agent = contacts_of(recorded("show"))
    assert (applicant.name, agent.name) == ("David Bowie", "Ziggy Stardust")
    assert agent.address == "40 Stansfield Road, Brixton, London, Greater London, SW9 9RZ"


@pytest.mark.parametrize("value", [None, [], "x", {"files": 5, "published_comments": {"a": 1}, "consultee_comments": [3]}])
def test_what_is_not_there_is_empty(value: object) -> None:
    assert (documents_of(value), representations_of(value), contacts_of(value)) == ((), (), ())
