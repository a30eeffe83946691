"""What waits in the outbox is sent once, whatever happens; what the back office does not take waits, with the reason."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.backoffice.known_capabilities import known_capabilities
from plugin.casefile.errors import NotAsked
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.red_line_request import Certificate, Handling
from scripts.backoffice import validation
from tests.unit.backoffice.agreement_bench import Agreement, LosingAdapter, grounds
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_officer_api import PLAIN
from tests.unit.backoffice_server.officer_bench import moved


def states(agreement: Agreement) -> list[OutboxState]:
    return [each.state for each in agreement.entries]


def test_a_request_is_made_as_the_officer_said_it(agreement: Agreement) -> None:
    agreement.asked(said=grounds(handling=Handling.RECONSULT, handling_reason="Two more houses.", certificate=Certificate.B))
    (made,) = agreement.theirs()
    assert (made["reason"], made["state"], made["created_by"]) == ("The access has to lie inside the red line.", "open", "Amina Yusuf")
    kept = {key: made["specific_attributes"][key] for key in ("handling", "handling_reason", "ownership_certificate")}
    assert kept == {"handling": "reconsult", "handling_reason": "Two more houses.", "ownership_certificate": "certificate_b"}
    assert states(agreement) == [OutboxState.SENT]
    assert agreement.outcome(agreement.case.asked_requests[0].uuid) == "waiting for the applicant"


def test_every_part_and_every_hole_arrives(agreement: Agreement) -> None:
    line = agreement.wider()
    west, south, east, _ = line.bounds
    hole = shapely.box(west + 10, south + 10, west + 20, south + 20)
    agreement.asked(shapely.union(shapely.difference(line, hole), shapely.box(east + 30, south, east + 40, south + 10)))
    sent = agreement.theirs()[0]["specific_attributes"]["new_geojson"]["geometry"]
    assert sent["type"] == "MultiPolygon"
    assert sorted(len(rings) for rings in sent["coordinates"]) == [1, 2]


def test_nothing_is_asked_of_the_back_office_while_nothing_waits(agreement: Agreement) -> None:
    agreement.adapter = LosingAdapter(0)
    client = agreement.client()
    client.close()
    assert agreement.send().sent == 0
    assert known_capabilities(agreement.file, agreement.case.source) is None


def test_what_the_back_office_takes_is_remembered_for_when_it_is_out_of_reach(agreement: Agreement) -> None:
    agreement.asked()
    known = known_capabilities(agreement.file, agreement.case.source)
    assert known is not None
    assert known.can_ask
    assert (known.officer, known.role) == ("Amina Yusuf", "assessor")


def test_an_answer_that_is_lost_leaves_the_act_as_it_is_and_the_next_run_counts_once(begin: Begin) -> None:
    agreement = begin(adapter=LosingAdapter(2))
    agreement.ask()
    for _ in range(2):
        report = agreement.send()
        assert (report.sent, states(agreement)) == (0, [OutboxState.SENDING])
        assert "It is not known whether the back office took this." in agreement.entries[0].last_answer
    assert agreement.send().sent == 1
    assert len(agreement.theirs()) == 1
    assert agreement.adapter.orders == 3
    assert states(agreement) == [OutboxState.SENT]


def test_a_lost_answer_is_found_again_although_the_applicant_has_agreed_meanwhile(begin: Begin) -> None:
    agreement = begin(adapter=LosingAdapter(1))
    agreement.ask()
    agreement.send()
    agreement.answer(0, approved=True)
    assert agreement.send().sent == 1
    assert len(agreement.theirs()) == 1


def test_a_run_that_is_killed_between_the_answer_and_the_disk_counts_once(agreement: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement.ask()
    with monkeypatch.context() as patched:
        patched.setattr(type(agreement.file), "request_taken", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            agreement.send()
    assert states(agreement) == [OutboxState.SENDING]
    assert agreement.send().sent == 1
    assert len(agreement.theirs()) == 1


def test_off_line_it_waits_and_says_why(agreement: Agreement) -> None:
    agreement.ask()
    url, agreement.bench.url = agreement.bench.url, "http://127.0.0.1:9"
    # another address is another back office: what is meant for this one stays
    report = agreement.send()
    agreement.bench.url = url
    assert (report.sent, report.unreachable, states(agreement)) == (0, "", [OutboxState.WAITING])
    assert agreement.send().sent == 1


def test_plain_bops_takes_nothing_and_the_act_says_what_to_do(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    agreement.ask()
    report = agreement.send()
    assert states(agreement) == [OutboxState.UNSUPPORTED]
    assert agreement.entries[0].last_answer.startswith("This back office takes no requests from Redline. Send the letter")
    assert report.refused == [f"{agreement.officer.reference} was not sent: {agreement.entries[0].last_answer}"]
    assert agreement.send().refused == []


def test_a_token_without_the_permission_is_told_apart_from_plain_bops(agreement: Agreement) -> None:
    agreement.ask()
    agreement.send("reader")
    assert states(agreement) == [OutboxState.UNSUPPORTED]
    assert "validation_request:write" in agreement.entries[0].last_answer


def test_a_line_that_has_moved_on_is_refused_and_nothing_is_made(agreement: Agreement) -> None:
    agreement.ask()
    casework_redraws(agreement)
    report = agreement.send()
    assert states(agreement) == [OutboxState.REFUSED]
    assert "another red line than the one that this was drawn over" in report.refused[0]
    assert [each["reason"] for each in agreement.theirs()] == ["Made elsewhere"]


def test_an_act_that_was_refused_holds_up_the_later_ones_on_the_same_request_only(agreement: Agreement) -> None:
    first = agreement.asked()
    agreement.answer(0, approved=False, reason="It is my neighbour's.")
    agreement.file.cancel_request(agreement.uuid, first, "Sent in error.")
    agreement.ask(agreement.smaller())
    report = agreement.send()
    assert report.sent == 1
    assert states(agreement) == [OutboxState.SENT, OutboxState.REFUSED, OutboxState.SENT]


def test_before_the_application_is_invalid_the_request_waits_in_the_back_office(begin: Begin) -> None:
    agreement = begin(status="not_started")
    request = agreement.asked()
    assert agreement.outcome(request) == "not sent yet"
    validation.send_all(agreement.bench.office, agreement.officer.identity)
    agreement.refresh()
    assert agreement.outcome(request) == "waiting for the applicant"


def test_a_request_that_nobody_has_seen_is_taken_back_here(agreement: Agreement) -> None:
    request = agreement.ask()
    assert agreement.file.cancel_request(agreement.uuid, request, "Drawn wrongly.") == ""
    assert agreement.send().sent == 0
    assert (states(agreement), agreement.theirs()) == ([OutboxState.WITHDRAWN], [])


def test_a_request_that_may_have_arrived_is_not_taken_back_before_that_is_known(begin: Begin) -> None:
    agreement = begin(adapter=LosingAdapter(1))
    request = agreement.ask()
    agreement.send()
    with pytest.raises(NotAsked, match="may have reached the back office"):
        agreement.file.cancel_request(agreement.uuid, request, "Drawn wrongly.")


def test_a_request_is_cancelled_once_whatever_is_lost_on_the_way(begin: Begin) -> None:
    agreement = begin()
    request = agreement.asked()
    agreement.adapter = LosingAdapter(1)
    agreement.file.cancel_request(agreement.uuid, request, "Sent in error.")
    assert agreement.send().sent == 0
    assert agreement.send().sent == 1
    assert agreement.outcome(request) == "cancelled: Sent in error."
    with pytest.raises(NotAsked, match="cancelled already"):
        agreement.file.cancel_request(agreement.uuid, request, "Once more.")


def test_a_request_that_was_answered_meanwhile_is_not_cancelled_unseen(agreement: Agreement) -> None:
    request = agreement.asked()
    agreement.file.cancel_request(agreement.uuid, request, "Sent in error.")
    agreement.answer(0, approved=True)
    report = agreement.send()
    assert "The request is no longer as you saw it: agreed by the applicant." in report.refused[0]
    assert agreement.outcome(request) == "agreed by the applicant"
    assert agreement.in_force == 2

    agreement.file.cancel_request(agreement.uuid, request, "Sent in error, all the same.")
    assert agreement.send().sent == 1
    assert agreement.outcome(request) == "cancelled after it was agreed: the line stays"
    assert agreement.entries[-1].state is OutboxState.SENT


@pytest.mark.parametrize("state", [OutboxState.REFUSED, OutboxState.UNSUPPORTED])
def test_a_taking_back_that_waits_for_the_officer_is_decided_again_and_one_on_its_way_is_not(
    agreement: Agreement, state: OutboxState
) -> None:
    request = agreement.asked()
    agreement.file.cancel_request(agreement.uuid, request, "Sent in error.")
    with pytest.raises(NotAsked, match="being taken back already"):
        agreement.file.cancel_request(agreement.uuid, request, "Once more.")
    (waiting,) = agreement.file.outbox(agreement.uuid)
    agreement.file.move_in_outbox(waiting.uuid, state, "Not from here.")

    agreement.file.cancel_request(agreement.uuid, request, "Sent in error, all the same.")

    assert agreement.send().sent == 1
    assert agreement.outcome(request) == "cancelled: Sent in error, all the same."


def test_a_second_request_while_one_is_open_is_noted_in_the_history(agreement: Agreement) -> None:
    agreement.asked()
    agreement.asked(agreement.smaller())
    asked = [entry for entry in agreement.file.history(agreement.uuid) if entry.verb == "ask the applicant to agree to another red line"]
    assert [entry.after.get("warned", "") for entry in asked] == ["", "1 other request open"]


def test_a_letter_takes_the_act_out_of_the_outbox(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.send()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    assert states(agreement) == [OutboxState.WITHDRAWN]
    assert agreement.outcome(request) == "waiting for the applicant's reply to the letter"


@pytest.mark.parametrize(("day", "words"), [("2026-11-19", "still to come"), ("2026-11-17", "before the request was made")])
def test_a_letter_has_a_day_that_can_be(begin: Begin, day: str, words: str) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    with pytest.raises(NotAsked, match=words) as caught:
        agreement.file.sent_as_letter(agreement.uuid, request, date.fromisoformat(day))
    assert caught.value.field == "sent_on"


def test_a_request_that_the_back_office_has_sent_is_no_letter(agreement: Agreement) -> None:
    request = agreement.asked()
    with pytest.raises(NotAsked, match="ask the applicant twice"):
        agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))


def casework_redraws(agreement: Agreement) -> None:
    """Another line comes into force in the back office: the applicant agrees to a request that was made there."""
    office, identity = agreement.bench.office, agreement.officer.identity
    request = validation.raise_request(office, identity, validation.RED_LINE, "Made elsewhere", {"new_geojson": moved(0.0005)})
    validation.send(office, request)
    validation.answer(office, request, True)
