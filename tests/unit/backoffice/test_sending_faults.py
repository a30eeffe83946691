"""What may have arrived stays so until its key is answered; what one act meets is no other act's fault; no act ends somebody else's run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

import pytest
import requests

from plugin.backoffice import sending
from plugin.backoffice.bops import Bops
from plugin.backoffice.exchange import Answer
from plugin.backoffice.officer_api import LineInForce, OfficerApi
from plugin.backoffice.question import Order
from plugin.casefile.errors import NotAsked
from plugin.domain.outbox_entry import OutboxState
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter, LosingAdapter
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice.test_sending import states

Fault = Callable[[requests.PreparedRequest], "int | Exception | None"]


def is_(method: str, ending: str) -> Callable[[requests.PreparedRequest], bool]:
    return lambda request: request.method == method and str(request.url).endswith(ending)


READING_THE_LINE = is_("GET", "/boundary")
ASKING = is_("POST", "/validation_requests")
CAPABILITIES = is_("GET", "/officer_api")


def faulty(meets: Callable[[requests.PreparedRequest], bool], fault: int | Exception) -> FaultyAdapter:
    return FaultyAdapter(lambda request: fault if meets(request) else None)


def may_have_arrived(begin: Begin) -> tuple[Agreement, str]:
    """A request whose answer was lost on the way back."""
    agreement = begin(adapter=LosingAdapter(1))
    request = agreement.ask()
    agreement.send()
    assert states(agreement) == [OutboxState.SENDING]
    return agreement, request


@pytest.mark.parametrize(
    "adapter",
    [
        faulty(READING_THE_LINE, requests.ConnectionError("refused")),
        faulty(READING_THE_LINE, 500),
        faulty(READING_THE_LINE, 403),
        faulty(READING_THE_LINE, 405),
        faulty(ASKING, requests.ConnectionError("refused")),
        faulty(ASKING, 403),
        faulty(ASKING, 429),
        faulty(ASKING, 401),
        faulty(CAPABILITIES, 500),
    ],
)
def test_what_may_have_arrived_stays_so_until_its_key_is_answered(begin: Begin, adapter: FaultyAdapter) -> None:
    agreement, request = may_have_arrived(begin)
    agreement.adapter = adapter

    agreement.send()

    assert states(agreement) == [OutboxState.SENDING]
    assert agreement.entries[0].last_answer
    with pytest.raises(NotAsked, match="may have reached"):
        agreement.file.cancel_request(agreement.uuid, request, "Drawn wrongly.")
    with pytest.raises(NotAsked, match="may have reached"):
        agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    agreement.adapter = None
    assert agreement.send().sent == 1
    assert len(agreement.theirs()) == 1


def test_what_may_have_arrived_stays_so_where_the_permission_is_lost(begin: Begin) -> None:
    agreement, request = may_have_arrived(begin)

    report = agreement.send("reader")

    assert states(agreement) == [OutboxState.SENDING]
    assert "validation_request:write" in agreement.entries[0].last_answer
    assert report.refused == []
    assert len(report.waiting) == 1
    with pytest.raises(NotAsked, match="may have reached"):
        agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))


def test_what_may_have_arrived_is_known_not_to_have_once_its_key_is_answered_so(begin: Begin) -> None:
    agreement = begin(adapter=faulty(ASKING, requests.exceptions.ChunkedEncodingError("the line went dead")))
    agreement.ask()
    agreement.send()
    assert states(agreement) == [OutboxState.SENDING]
    agreement.lead_to("withdraw")
    agreement.adapter = None

    agreement.send()

    assert states(agreement) == [OutboxState.REFUSED]
    assert agreement.theirs() == []


@pytest.mark.parametrize(("status", "state"), [(403, OutboxState.UNSUPPORTED), (405, OutboxState.REFUSED), (500, OutboxState.WAITING)])
def test_what_one_act_meets_holds_up_no_other(agreement: Agreement, status: int, state: OutboxState) -> None:
    agreement.ask()
    agreement.ask(agreement.smaller())
    met: list[str] = []

    def first_only(request: requests.PreparedRequest) -> int | None:
        if READING_THE_LINE(request):
            met.append(str(request.url))
        return status if len(met) == 1 and READING_THE_LINE(request) else None

    agreement.adapter = FaultyAdapter(first_only)

    report = agreement.send()

    assert states(agreement) == [state, OutboxState.SENT]
    assert (report.sent, report.unreachable) == (1, "")
    assert agreement.entries[0].last_answer


def test_a_back_office_that_is_out_of_reach_is_asked_once_and_every_act_says_why(agreement: Agreement) -> None:
    agreement.ask()
    agreement.ask(agreement.smaller())
    asked: list[str] = []

    def nobody(request: requests.PreparedRequest) -> Exception:
        asked.append(str(request.url))
        return requests.ConnectionError("refused")

    agreement.adapter = FaultyAdapter(nobody)

    report = agreement.send()

    assert len(asked) == 1
    assert states(agreement) == [OutboxState.WAITING] * 2
    assert "can't be reached" in report.unreachable
    assert [each.last_answer for each in agreement.entries] == [report.unreachable] * 2


def test_an_attempt_that_ends_as_the_last_one_did_adds_nothing_to_the_history(agreement: Agreement) -> None:
    agreement.ask()
    agreement.adapter = faulty(CAPABILITIES, requests.ConnectionError("refused"))
    agreement.send()
    length = len(agreement.file.history(agreement.uuid))

    agreement.send()

    assert len(agreement.file.history(agreement.uuid)) == length


def test_a_line_that_moved_on_while_nobody_was_reached_is_told_as_such(agreement: Agreement) -> None:
    agreement.ask()
    agreement.adapter = faulty(ASKING, requests.ConnectionError("refused"))
    agreement.send()
    assert states(agreement) == [OutboxState.WAITING]
    agreement.adapter = None
    from tests.unit.backoffice.test_sending import casework_redraws

    casework_redraws(agreement)

    assert "another red line than the one that this was drawn over" in agreement.send().refused[0]


def test_two_runs_at_once_send_an_act_once_and_neither_ends_the_other(agreement: Agreement) -> None:
    """The window's refresh of a case and its pull both send what waits."""
    agreement.ask()
    both = threading.Barrier(2, timeout=5)
    inside: list[str] = []

    def together(request: requests.PreparedRequest) -> None:
        if ASKING(request):
            inside.append("order")

    agreement.adapter = FaultyAdapter(together)
    ended: list[object] = []

    def run() -> None:
        with agreement.file.for_this_thread() as file:
            client = agreement.client()
            both.wait()
            try:
                ended.append(sending.send_waiting(client, file, transformer(), agreement.clock).sent)
            except Exception as error:  # noqa: BLE001  # whatever ends a run is what this is about
                ended.append(error)
            finally:
                client.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, ended)) == ["0", "1"]
    assert inside == ["order"]
    assert len(agreement.theirs()) == 1


def test_an_act_that_another_window_has_sent_meanwhile_is_not_told_as_a_fault(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement.ask()
    begun = Bops.carry

    def another_is_faster(client: Bops, order: Order) -> Answer:
        monkeypatch.setattr(Bops, "carry", begun)
        monkeypatch.setattr(sending, "turn", lambda *_: nullcontext())
        with agreement.file.for_this_thread() as file:
            other = agreement.client()
            assert sending.send_waiting(other, file, transformer(), agreement.clock).sent == 1
            other.close()
        return begun(client, order)

    monkeypatch.setattr(Bops, "carry", another_is_faster)

    agreement.send()

    assert states(agreement) == [OutboxState.SENT]
    assert len(agreement.theirs()) == 1


def test_an_act_that_the_officer_takes_back_before_it_is_sent_is_not_told_as_a_fault(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = agreement.ask()
    reading = OfficerApi.line_in_force

    def taken_back(api: OfficerApi, case: str) -> LineInForce:
        with agreement.file.for_this_thread() as file:
            file.cancel_request(agreement.uuid, request, "Drawn wrongly.")
        return reading(api, case)

    monkeypatch.setattr(OfficerApi, "line_in_force", taken_back)

    report = agreement.send()

    assert (report.sent, report.refused, states(agreement)) == (0, [], [OutboxState.WITHDRAWN])
    assert agreement.theirs() == []
