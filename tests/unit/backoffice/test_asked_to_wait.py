"""A back office that asks to be left alone is left alone for as long, whatever is clicked and whoever sends."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from plugin.domain.outbox_entry import OutboxState
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import recommend, states


class Busy(HTTPAdapter):
    """Answers every order, or every question too, with 429 and a time to wait; counts what it was asked."""

    def __init__(self, retry_after: str, status: int = 429, *, questions: bool = False) -> None:
        super().__init__()
        self.retry_after = retry_after
        self.status = status
        self.questions = questions
        self.asked = 0

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        self.asked += 1
        if request.method == "GET" and not self.questions:
            return super().send(request, *arguments, **options)
        body = b'{"error": {"message": "Too many."}}'
        answer = requests.Response()
        answer.status_code, answer.request, answer.url, answer.raw = self.status, request, str(request.url), BytesIO(body)
        answer.headers.update({"Content-Type": "application/json", "Content-Length": str(len(body)), "Retry-After": self.retry_after})
        return answer


def later(agreement: Agreement, **by: float) -> None:
    agreement.clock.at((agreement.clock.now() + timedelta(**by)).isoformat()[:19])


@pytest.mark.parametrize("retry_after", ["300", "Wed, 18 Nov 2026 10:35:00 GMT"])
@pytest.mark.parametrize("questions", [False, True])
def test_nothing_is_asked_before_the_time_and_then_it_goes(agreement: Agreement, retry_after: str, questions: bool) -> None:
    recommend(agreement)
    busy = Busy(retry_after, questions=questions)
    agreement.adapter = busy
    agreement.send()
    asked = busy.asked
    later(agreement, seconds=299)
    report = agreement.send()

    assert busy.asked == asked
    assert report.unreachable == "The back office asked to be left alone until 10:35:00. What waits goes after that."
    assert states(agreement) == [OutboxState.WAITING]
    agreement.adapter = None
    later(agreement, seconds=1)
    assert agreement.send().sent == 1


def test_the_time_outlives_a_restart_and_holds_for_every_window(agreement: Agreement) -> None:
    recommend(agreement)
    agreement.adapter = Busy("300", 503)
    agreement.send()
    agreement.adapter = None
    with agreement.file.for_this_thread() as other:
        agreement.file, mine = other, agreement.file
        assert "asked to be left alone" in agreement.send().unreachable
        agreement.file = mine
    assert states(agreement) == [OutboxState.SENDING]


def test_a_clock_that_is_put_back_holds_nothing_up_for_longer_than_a_day(agreement: Agreement) -> None:
    recommend(agreement)
    agreement.adapter = Busy("99999999")
    agreement.send()
    agreement.adapter = None
    assert "asked to be left alone" in agreement.send().unreachable
    agreement.clock.at("2026-11-01T10:30:00")

    assert agreement.send().sent == 1
