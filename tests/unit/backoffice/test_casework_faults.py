"""What goes wrong while casework is sent: nothing is done twice, nothing is written over unseen, and each act says why it waits."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.conflict import Side
from plugin.domain.outbox_entry import OutboxState
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter, LosingAdapter
from tests.unit.backoffice.casework_bench import CONDITION, DESCRIPTION, recommend, settle, states, theirs
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_officer_api import PLAIN


@pytest.mark.parametrize("losing", [1, 2])
def test_a_piece_whose_answer_is_lost_is_there_once(begin: Begin, losing: int) -> None:
    agreement = begin(adapter=LosingAdapter(losing))
    agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.send_casework(agreement.uuid)
    for _ in range(losing):
        agreement.send()
        assert states(agreement) == [OutboxState.SENDING]

    assert agreement.send().sent == 1
    assert len(theirs(agreement, "conditions")["data"]) == 1


def test_a_change_whose_answer_is_lost_counts_once_although_another_has_changed_it_since(agreement: Agreement) -> None:
    agreement.file.keep_casework(agreement.uuid, DESCRIPTION)
    agreement.file.send_casework(agreement.uuid)
    agreement.adapter = LosingAdapter(1)
    agreement.send()
    path = f"{agreement.officer.path}/assessment_details/site_description"
    agreement.officer.act(path, {"entry": "A villa.", "assessment_status": "complete"}, agreement.officer.tag(path), method="PUT")

    assert agreement.send().sent == 1
    assert theirs(agreement, "assessment_details/site_description")["entry"] == "A villa."


def test_a_text_that_another_has_written_meanwhile_is_not_written_over_unseen(agreement: Agreement) -> None:
    uuid = agreement.file.keep_casework(agreement.uuid, DESCRIPTION)
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    path = f"{agreement.officer.path}/assessment_details/site_description"
    data = {"entry": "A villa.", "assessment_status": "in_progress"}
    agreement.officer.act(path, data, agreement.officer.tag(path), method="PUT", role="reviewer")
    agreement.file.keep_casework(agreement.uuid, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A house."), uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)

    report = agreement.send()
    assert "changed by Helen Marsh on 18 November 2026 (entry: “A villa.”)" in report.refused[0]
    assert theirs(agreement, "assessment_details/site_description")["entry"] == "A villa."

    # However often it is sent: what the officer settles goes on it, and takes the place of what was refused
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().sent == 0
    settle(agreement.file, agreement.uuid, Side.MINE)
    assert agreement.send().sent == 1
    assert theirs(agreement, "assessment_details/site_description")["entry"] == "A house."
    assert OutboxState.REFUSED not in states(agreement)


def test_a_text_that_was_never_read_here_is_not_written_over(agreement: Agreement) -> None:
    path = f"{agreement.officer.path}/assessment_details/site_description"
    agreement.officer.act(path, {"entry": "A villa.", "assessment_status": "complete"}, agreement.officer.tag(path), method="PUT")
    agreement.file.keep_casework(agreement.uuid, DESCRIPTION)
    agreement.file.send_casework(agreement.uuid)

    assert "entry: “A villa.”" in agreement.send().refused[0]
    assert theirs(agreement, "assessment_details/site_description")["entry"] == "A villa."


def test_plain_bops_takes_none_of_it_and_each_act_says_so(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.keep_casework(agreement.uuid, DESCRIPTION)
    agreement.file.send_casework(agreement.uuid)
    report = agreement.send()

    assert states(agreement) == [OutboxState.UNSUPPORTED] * 2
    assert report.refused == [
        f"{agreement.officer.reference} was not sent: This back office takes no casework from Redline. Do it in the back office itself."
    ]


def test_a_token_that_may_only_read_is_told_what_it_lacks(agreement: Agreement) -> None:
    recommend(agreement)
    report = agreement.send("reader")

    assert states(agreement) == [OutboxState.UNSUPPORTED]
    assert "assessment:write" in report.refused[0]


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        (429, OutboxState.WAITING, "asked too often"),
        (500, OutboxState.SENDING, "not known whether"),
        (403, OutboxState.UNSUPPORTED, "does not allow"),
        (404, OutboxState.REFUSED, "no such application or request"),
        (409, OutboxState.REFUSED, "Not here"),
        (412, OutboxState.REFUSED, "Not here"),
        (422, OutboxState.REFUSED, "Not here"),
        (requests.ReadTimeout("slow"), OutboxState.SENDING, "not known whether"),
        (requests.ConnectionError("refused"), OutboxState.WAITING, "can't be reached"),
    ],
)
def test_what_goes_wrong_with_a_change_is_kept_with_its_reason(
    agreement: Agreement, fault: int | Exception, state: OutboxState, words: str
) -> None:
    agreement.adapter = FaultyAdapter(lambda request: fault if request.method == "PUT" else None)
    recommend(agreement)
    agreement.send()

    assert states(agreement) == [state]
    assert words in agreement.entries[0].last_answer
    agreement.adapter = None
    if state in {OutboxState.WAITING, OutboxState.SENDING}:
        assert agreement.send().sent == 1
        assert theirs(agreement, "recommendation")["decision"] == "granted"


class WebPages(HTTPAdapter):
    """Answers every act with a page of HTML, as a proxy or a sign-in page does."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        if request.method == "GET":
            return super().send(request, *arguments, **options)
        body = b"<!DOCTYPE html><title>Sign in</title>"
        answer = requests.Response()
        answer.status_code, answer.request, answer.url, answer.raw = self.status, request, str(request.url), BytesIO(body)
        answer.headers.update({"Content-Type": "text/html", "Content-Length": str(len(body))})
        return answer


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, OutboxState.SENDING), (502, OutboxState.SENDING), (404, OutboxState.WAITING), (403, OutboxState.UNSUPPORTED)],
)
def test_a_web_page_is_no_answer(agreement: Agreement, status: int, state: OutboxState) -> None:
    agreement.adapter = WebPages(status)
    recommend(agreement)
    agreement.send()
    assert states(agreement) == [state]
    assert theirs(agreement, "recommendation")["status"] is None

    agreement.adapter = None
    if state is not OutboxState.UNSUPPORTED:
        assert agreement.send().sent == 1


def test_what_the_back_office_did_not_take_goes_once_it_does(agreement: Agreement) -> None:
    recommend(agreement)
    agreement.send("reader")
    assert states(agreement) == [OutboxState.UNSUPPORTED]
    assert agreement.send().sent == 0
    client = agreement.client()
    ask_capabilities(client, agreement.file, agreement.clock)
    client.close()

    assert agreement.send().sent == 1
    assert theirs(agreement, "recommendation")["decision"] == "granted"
