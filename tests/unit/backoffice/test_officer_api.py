"""What the officer API's client asks and orders, and what it makes of every refusal; the local back office answers."""

from __future__ import annotations

from typing import Any

import pytest

from plugin.backoffice.capabilities import Capabilities
from plugin.backoffice.errors import BackOfficeError, OrderRefused, Trouble
from plugin.backoffice.officer_api import OfficerApi
from plugin.backoffice.question import NO_VERSION
from scripts.backoffice.silence import Effect
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.pulling import MovingClock
from tests.unit.backoffice.scripted_server import Reply, Request, as_html, as_json, serving
from tests.unit.backoffice_server.officer_bench import proposal

PLAIN = {"silence": Effect.CLOSES_AND_ADOPTS, "officer_api": False}


def refusal(agreement: Agreement, data: Any, over: str | None = None, role: str = "officer", key: str = "one") -> OrderRefused:
    with agreement.api() as reading:
        match = over or reading.line_in_force(agreement.officer.reference).etag
    with agreement.api(role) as api, pytest.raises(OrderRefused) as caught:
        api.ask_applicant(agreement.officer.reference, key, match, data)
    assert str(caught.value).endswith((".", ")."))
    return caught.value


def test_plain_bops_is_asked_and_has_no_officer_api(begin: Begin) -> None:
    with begin(office=PLAIN).api() as api:
        found = api.capabilities()
    assert found == Capabilities()
    assert not found.can_ask


def test_a_back_office_with_the_officer_api_says_what_it_takes_and_what_silence_does(agreement: Agreement) -> None:
    with agreement.api() as api:
        found = api.capabilities()
    assert found.can_ask
    assert found.can_cancel
    assert found.silence == "closes"
    assert (found.officer, found.role) == ("Amina Yusuf", "assessor")


def test_a_token_that_may_only_read_takes_no_acts(agreement: Agreement) -> None:
    with agreement.api("reader") as api:
        found = api.capabilities()
    assert found.operations
    assert not found.can_ask


def test_an_address_that_is_no_back_office_is_not_taken_for_plain_bops() -> None:
    with serving(lambda _: as_html(404)) as server, pytest.raises(BackOfficeError) as caught:
        client_of(server.address).capabilities()
    assert caught.value.trouble is Trouble.NO_SUCH_PLACE


def test_the_line_in_force_comes_with_the_version_that_a_proposal_names(agreement: Agreement) -> None:
    with agreement.api() as api:
        line = api.line_in_force(str(agreement.officer.identity))
    assert line.geojson["type"] == "Feature"
    assert line.etag.startswith('"')


def test_an_order_that_is_sent_twice_is_carried_out_once(agreement: Agreement) -> None:
    with agreement.api() as api:
        over = api.line_in_force(agreement.officer.reference).etag
        first, second = (api.ask_applicant(agreement.officer.reference, "same", over, proposal()) for _ in range(2))
    assert first == second
    assert len(agreement.theirs()) == 1


def test_a_request_that_was_carried_out_is_known_again_whatever_version_is_named(agreement: Agreement) -> None:
    with agreement.api() as api:
        over = api.line_in_force(agreement.officer.reference).etag
        made = api.ask_applicant(agreement.officer.reference, "same", over, proposal())
        again = api.ask_applicant(agreement.officer.reference, "same", NO_VERSION, proposal())
    assert made.back_office_id == again.back_office_id


def test_a_request_is_shown_and_taken_back(agreement: Agreement) -> None:
    with agreement.api() as api:
        over = api.line_in_force(agreement.officer.reference).etag
        made = api.ask_applicant(agreement.officer.reference, "ask", over, proposal())
        held = api.request(agreement.officer.reference, made.back_office_id)
        cancelled = api.cancel(agreement.officer.reference, made.back_office_id, "cancel", held.etag, "Sent in error.")
    assert (held.request.state, held.request.created_by, held.request.closed_by, held.request.silence) == (
        "open",
        "Amina Yusuf",
        "",
        "closes",
    )
    assert held.request.closes_by_silence_at.startswith("2026-11-26T00:00")
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Sent in error.")


def test_a_stale_version_is_told_as_what_it_is(agreement: Agreement) -> None:
    error = refusal(agreement, proposal(), over='"stale"')
    assert error.trouble is Trouble.MOVED_ON
    assert "another one by now: version 1" in str(error)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"handling": "whatever"}, "handling"),
        ({"handling_reason": ""}, "handling_reason"),
        ({"ownership_certificate": "certificate_z"}, "ownership_certificate"),
        (
            {
                "new_geojson": {
                    "type": "Polygon",
                    "coordinates": [[[-0.1, 51.5], [-0.099, 51.501], [-0.099, 51.5], [-0.1, 51.501], [-0.1, 51.5]]],
                }
            },
            "new_geojson",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_field(agreement: Agreement, changes: dict[str, Any], field: str) -> None:
    error = refusal(agreement, proposal(**changes))
    assert error.trouble is Trouble.INVALID
    assert list(error.fields) == [field]
    assert error.fields[field].endswith(".")


def test_a_case_that_is_decided_takes_no_request(agreement: Agreement) -> None:
    agreement.lead_to("withdraw")
    error = refusal(agreement, proposal())
    assert error.trouble is Trouble.NOT_IN_THIS_STATE
    assert "withdrawn" in str(error)


def test_a_missing_permission_says_who_can_give_it(agreement: Agreement) -> None:
    error = refusal(agreement, proposal(), role="reader")
    assert error.trouble is Trouble.PERMISSION
    assert "validation_request:write" in str(error)


def test_an_unknown_token_is_not_taken_for_a_missing_permission() -> None:
    denied = as_json({"error": {"code": 401, "message": "Unauthorized"}}, 401)
    with serving(lambda _: denied) as server, pytest.raises(BackOfficeError) as caught:
        client_of(server.address).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert caught.value.trouble is Trouble.NOT_KNOWN


def test_a_key_that_was_used_for_something_else_is_a_fault_of_ours(agreement: Agreement) -> None:
    with agreement.api() as api:
        api.ask_applicant(agreement.officer.reference, "one", api.line_in_force(agreement.officer.reference).etag, proposal())
    error = refusal(agreement, proposal(reason="Another reason."))
    assert error.trouble is Trouble.KEY_USED
    assert "Tell whoever looks after Redline." in str(error)


def test_a_case_that_is_not_there(agreement: Agreement) -> None:
    with agreement.api() as api, pytest.raises(OrderRefused) as caught:
        api.ask_applicant("24-99999-HAPP", "k", '"1"', proposal())
    assert caught.value.trouble is Trouble.NOT_FOUND


@pytest.mark.parametrize(
    "reply",
    [
        Reply(hang_up=True),
        as_html(502),
        as_json({"error": {"message": "Internal Server Error"}}, 500),
        as_json({"id": 7}, 201, declared=4000),
        as_json({"id": 7}, 201, declared=10**9),
        as_json({"id": 7}, 201, wait=1.5),
        as_html(200),
        Reply(201, b"{", (("Content-Type", "application/json"),)),
    ],
)
def test_where_the_answer_does_not_tell_nobody_says_that_nothing_happened(reply: Reply) -> None:
    with serving(lambda _: reply) as server, pytest.raises(BackOfficeError) as caught:
        client_of(server.address).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert caught.value.trouble is Trouble.NOT_KNOWN_WHETHER
    assert "sent again with the same key, and counts once" in str(caught.value)
    assert "nothing was changed" not in str(caught.value)


@pytest.mark.parametrize(
    "reply", [as_json({}, wait=1.5), as_json({}, declared=4000), Reply(200, b"{", (("Content-Type", "application/json"),))]
)
def test_of_a_question_that_failed_it_is_known_that_nothing_was_changed(reply: Reply) -> None:
    with serving(lambda _: reply) as server, pytest.raises(BackOfficeError, match="nothing was changed"):
        client_of(server.address).line_in_force("24-00107-HAPP")


def test_what_something_in_front_of_the_back_office_refuses_is_known_not_to_have_been_done() -> None:
    with serving(lambda _: as_html(405)) as server, pytest.raises(BackOfficeError) as caught:
        client_of(server.address).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert caught.value.trouble is Trouble.NOT_JSON
    assert caught.value.is_refusal


def test_an_order_that_is_not_allowed_is_not_told_as_a_question() -> None:
    with serving(lambda _: as_json({"error": {"message": "Forbidden"}}, 403)) as server, pytest.raises(BackOfficeError) as caught:
        client_of(server.address).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert "does not allow sending validation requests" in str(caught.value)


def test_what_is_not_sent_is_known_not_to_have_been_done() -> None:
    with serving(lambda _: as_json({})) as server:
        gone = server.address
    with pytest.raises(BackOfficeError) as caught:
        client_of(gone).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert caught.value.trouble is Trouble.UNREACHABLE


def test_words_from_outside_are_one_line_without_what_can_t_be_printed() -> None:
    detail = "No.\n<b>bold</b>\x00" + "x" * 5000

    def script(request: Request) -> Reply:
        return as_json({"error": {"code": 409, "message": "Conflict", "detail": detail, "problem": "not_in_this_state"}}, 409)

    with serving(script) as server, pytest.raises(OrderRefused) as caught:
        client_of(server.address).ask_applicant("24-00107-HAPP", "k", '"1"', {})
    assert len(str(caught.value)) < 700
    assert "\n" not in str(caught.value)
    assert "\x00" not in str(caught.value)


def client_of(address: str) -> OfficerApi:
    from plugin.backoffice.bops import Bops
    from plugin.backoffice.connection import Connection, Limits, Patience

    clock = MovingClock()
    return OfficerApi(Bops(Connection(address, "bops_secret", Limits(connect=1, read=1, longest=2), Patience(waits=())), clock), clock)
