"""A request that the applicant does not have yet is worded anew here, sent once, and never over what somebody else has made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import CANCEL, CHANGE
from plugin.reports.request_list import Place, listed_requests
from plugin.rules.rules import Rules
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter, LosingAdapter

ASKED = DraftedRequest("AdditionalDocumentValidationRequest", "The roof is missing.", {"document_request_type": "Roof plan"})
Begin = Callable[..., Agreement]
CHANGED = DraftedRequest(ASKED.type, "The roof has a dormer.", {"document_request_type": "Roof plan at 1:100"})


@pytest.fixture
def waiting(begin: Begin) -> Agreement:
    """A case that nobody has said to be invalid, with one request at the back office."""
    agreement = begin(status="not_started")
    agreement.file.send_requests(agreement.uuid, RequestsEdit((("", 0, ASKED),)))
    assert agreement.send().refused == []
    agreement.refresh()
    return agreement


def key(agreement: Agreement) -> str:
    return agreement.case.validation_requests[0].key


def change(agreement: Agreement, changed: DraftedRequest = CHANGED) -> str:
    return agreement.file.change_told_request(agreement.uuid, key(agreement), changed)


def there(agreement: Agreement) -> tuple[str, dict[str, Any]]:
    (request,) = agreement.theirs()
    return request["reason"], request["specific_attributes"]


def last(agreement: Agreement) -> tuple[str, OutboxState]:
    return agreement.entries[-1].verb, agreement.entries[-1].state


def test_what_waits_there_is_worded_anew_and_read_back(waiting: Agreement) -> None:
    change(waiting)
    report = waiting.send()

    assert (report.sent, report.refused) == (1, [])
    assert there(waiting) == (CHANGED.reason, CHANGED.attributes)
    assert waiting.case.validation_requests[0].reason == CHANGED.reason
    assert last(waiting) == (CHANGE, OutboxState.SENT)


def test_what_was_changed_stands_once_in_the_list(waiting: Agreement) -> None:
    change(waiting)
    waiting.send()
    waiting.refresh()

    rows = listed_requests(waiting.case, Rules(waiting.clock.now().date()))
    assert [(row.title, row.place) for row in rows] == [("Additional document: Roof plan at 1:100", Place.BACK_OFFICE)]


def test_a_change_whose_answer_is_lost_counts_once(waiting: Agreement) -> None:
    waiting.adapter = LosingAdapter(1)
    change(waiting)
    waiting.send()
    assert last(waiting) == (CHANGE, OutboxState.SENDING)

    assert waiting.send().sent == 1
    audits = waiting.officer.ask(f"{waiting.officer.path}/audits").json()["data"]
    assert sum(each["activity_type"].endswith("_updated") for each in audits) == 1


def test_what_somebody_else_has_changed_is_not_written_over_and_is_shown(waiting: Agreement) -> None:
    change(waiting)
    waiting.officer.change(waiting.theirs()[0], {"reason": "Theirs."})
    report = waiting.send()

    assert "somebody else has changed it. Decide again how to change it." in report.refused[0]
    assert there(waiting)[0] == "Theirs."
    assert waiting.case.validation_requests[0].reason == "Theirs."
    change(waiting)
    assert waiting.send().sent == 1
    assert there(waiting)[0] == CHANGED.reason


def test_what_the_applicant_has_by_now_is_not_changed(waiting: Agreement) -> None:
    change(waiting)
    officer = waiting.officer
    officer.act(f"{officer.path}/invalidation", {}, officer.tag(f"{officer.path}/validation"))
    assert "no longer as you saw it" in waiting.send().refused[0]
    assert there(waiting)[0] == ASKED.reason

    with pytest.raises(NotAsked, match="The applicant has this request by now"):
        change(waiting)


def test_nothing_is_changed_once_invalid_waits_and_invalid_waits_for_a_change(waiting: Agreement) -> None:
    waiting.file.say_invalid(waiting.uuid)
    with pytest.raises(NotAsked, match="“Invalid” waits"):
        change(waiting)
    waiting.file.take_back_decision(waiting.uuid)

    change(waiting)
    waiting.file.say_invalid(waiting.uuid)
    assert waiting.send().refused == []
    assert (waiting.theirs()[0]["state"], there(waiting)[0]) == ("open", CHANGED.reason)


def test_a_later_change_takes_the_place_of_one_that_waits_and_words_as_they_are_there_leave_nothing_to_send(waiting: Agreement) -> None:
    change(waiting)
    change(waiting, DraftedRequest(ASKED.type, "Other words.", ASKED.attributes))
    states = [each.state for each in waiting.entries if each.verb == CHANGE]
    assert states == [OutboxState.WITHDRAWN, OutboxState.WAITING]

    assert change(waiting, ASKED) == ""
    assert [each.state for each in waiting.entries if each.verb == CHANGE] == [OutboxState.WITHDRAWN] * 2
    assert waiting.send().sent == 0


def test_a_request_is_left_as_it_is_or_taken_back_instead_of_changed(waiting: Agreement) -> None:
    change(waiting)
    waiting.file.let_told_stand(waiting.uuid, key(waiting))
    assert last(waiting) == (CHANGE, OutboxState.WITHDRAWN)

    change(waiting)
    waiting.file.cancel_told_request(waiting.uuid, key(waiting), "Not needed.")
    assert [(each.verb, each.state) for each in waiting.entries[-2:]] == [
        (CHANGE, OutboxState.WITHDRAWN),
        (CANCEL, OutboxState.WAITING),
    ]
    with pytest.raises(NotAsked, match="being taken back"):
        change(waiting)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (DraftedRequest(ASKED.type, " ", ASKED.attributes), "reason"),
        (DraftedRequest(ASKED.type, "Why.", {"document_request_type": ""}), "document_request_type"),
    ],
)
def test_a_change_lacks_nothing_that_a_request_has(waiting: Agreement, changed: DraftedRequest, field: str) -> None:
    with pytest.raises(NotAsked) as refusal:
        change(waiting, changed)

    assert refusal.value.field == field


def test_words_that_may_be_left_out_are_taken_out(begin: Begin) -> None:
    agreement = begin(status="not_started")
    asked = DraftedRequest("DescriptionChangeValidationRequest", "It is two storeys.", {"proposed_description": "Two extensions"})
    agreement.file.send_requests(agreement.uuid, RequestsEdit((("", 0, asked),)))
    agreement.send()
    agreement.refresh()

    change(agreement, DraftedRequest(asked.type, "", asked.attributes))
    assert agreement.send().refused == []
    assert there(agreement)[0] is None


def test_a_red_line_is_proposed_anew_and_not_reworded(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.asked()
    agreement.send()
    agreement.refresh()

    with pytest.raises(NotAsked, match="propose the line anew"):
        change(agreement, DraftedRequest("RedLineBoundaryChangeValidationRequest", "Other words."))


def test_a_back_office_that_takes_no_changes_is_named_and_the_change_waits(waiting: Agreement) -> None:
    waiting.adapter = FaultyAdapter(lambda request: 404 if request.method == "PATCH" else None)
    change(waiting)
    report = waiting.send()

    assert report.sent == 0
    assert last(waiting)[1] is not OutboxState.SENT
    assert there(waiting)[0] == ASKED.reason
