"""Every failure of a question becomes one sentence: what happened, to what, what to do."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timezone

import pytest

from plugin.backoffice.answers import told_of
from plugin.backoffice.bops import Bops, list_question, search_question
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.endpoints import LIST, SEARCH
from plugin.backoffice.errors import BackOfficeError, BadQuestion, Cancelled, Trouble
from plugin.backoffice.exchange import Answer
from plugin.backoffice.filters import Dated, Filters
from plugin.backoffice.origin import origin_typed
from plugin.backoffice.page import page_of
from plugin.backoffice.question import Question
from plugin.backoffice.token import token_checksums, token_trouble
from plugin.domain.clock import FixedClock
from tests.shared import shared_path
from tests.unit.backoffice.scripted_server import Reply, Request, ScriptedServer, as_html, as_json, in_turn, serving

NOW = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
LIMITS = Limits(connect=1.0, read=0.5, longest=1.5)
UNAUTHORISED = {"error": {"code": 401, "message": "Unauthorized"}}
EMPTY_PAGE = {"metadata": {"page": 1, "results": 0, "total_pages": 1, "total_results": 0}, "data": []}


@contextmanager
def client_of(
    script: Callable[[Request], Reply], waits: tuple[float, ...] = (), limits: Limits = LIMITS
) -> Iterator[tuple[Bops, ScriptedServer]]:
    with serving(script) as server:
        client = Bops(Connection(server.address, "bops_x", limits, Patience(waits, longest_wait=2.0)), NOW)
        yield client, server
        client.close()


def trouble_of(reply: Reply) -> BackOfficeError:
    with client_of(lambda _: reply) as (client, _), pytest.raises(BackOfficeError) as caught:
        client.page(list_question(1))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    return caught.value


def only_ping(request: Request) -> Reply:
    return as_json({"message": "OK"}) if request.path == "/api/v2/ping" else as_json(UNAUTHORISED, 401)


def test_a_missing_permission_is_told_apart_from_an_unknown_token() -> None:
    with client_of(only_ping) as (client, _), pytest.raises(BackOfficeError) as caught:
        client.page(list_question(1))
    assert caught.value.trouble is Trouble.PERMISSION
    assert "This token may not read applications" in str(caught.value)


def test_the_permission_that_is_missing_is_named() -> None:
    with client_of(only_ping) as (client, _), pytest.raises(BackOfficeError, match="may not read comments"):
        client.neighbour_responses()
    with client_of(only_ping) as (client, _), pytest.raises(BackOfficeError, match="may not read validation requests"):
        client.all_requests()


def test_an_unknown_token_is_called_unknown() -> None:
    error = trouble_of(as_json(UNAUTHORISED, 401))
    assert error.trouble is Trouble.NOT_KNOWN
    assert "doesn't know this token" in str(error)


def test_where_ping_itself_fails_the_first_answer_stands() -> None:
    def script(request: Request) -> Reply:
        return as_json({}, 500) if request.path == "/api/v2/ping" else as_json(UNAUTHORISED, 401)

    with client_of(script) as (client, _), pytest.raises(BackOfficeError) as caught:
        client.page(list_question(1))
    assert caught.value.trouble is Trouble.NOT_KNOWN


def test_a_401_of_version_1_is_read_by_its_form_and_no_token_is_blamed() -> None:
    error = trouble_of(as_json({"message": "Change access id is invalid"}, 401))
    assert error.trouble is Trouble.REFUSED
    assert '"Change access id is invalid"' in str(error)


def test_an_html_404_means_an_unknown_authority_or_page() -> None:
    error = trouble_of(as_html(404))
    assert error.trouble is Trouble.NO_SUCH_PLACE
    assert "no such authority" in str(error)


def test_a_web_page_in_place_of_data_is_a_sign_in_page_perhaps() -> None:
    error = trouble_of(as_html(200))
    assert error.trouble is Trouble.NOT_JSON
    assert "sign-in" in str(error)


def test_data_that_calls_itself_a_web_page_is_not_read() -> None:
    page = json.dumps(EMPTY_PAGE).encode()
    assert trouble_of(Reply(200, page, (("Content-Type", "text/html"),))).trouble is Trouble.NOT_JSON
    assert trouble_of(Reply(200, page)).trouble is Trouble.NOT_JSON


def test_a_web_page_that_calls_itself_data_is_damaged() -> None:
    assert trouble_of(Reply(200, b"<!DOCTYPE html>", (("Content-Type", "application/json"),))).trouble is Trouble.DAMAGED


@pytest.mark.parametrize(
    ("status", "trouble", "words"),
    [
        (400, Trouble.REFUSED, "refused the question for applications (status 400)"),
        (403, Trouble.PERMISSION, "does not allow"),
        (404, Trouble.NOT_FOUND, "has no such application"),
        (407, Trouble.REFUSED, "status 407"),
        (422, Trouble.REFUSED, "status 422"),
        (500, Trouble.SERVER, "status 500"),
        (503, Trouble.SERVER, "status 503"),
    ],
)
def test_each_status_has_its_sentence(status: int, trouble: Trouble, words: str) -> None:
    error = trouble_of(as_json({"error": {"code": status, "message": "M", "detail": 'Said "so"'}}, status))
    assert (error.trouble, error.status) == (trouble, status)
    assert words in str(error)


def test_a_proxy_that_wants_a_password_is_called_a_proxy() -> None:
    assert trouble_of(as_html(407)).trouble is Trouble.PROXY


def test_what_the_server_says_is_repeated_on_one_line_and_cut_short() -> None:
    error = trouble_of(as_json({"error": {"detail": "one\ntwo\x00 " + "x" * 500}}, 400))
    assert "one two xxx" in str(error)
    assert len(str(error)) < 400


def test_an_html_500_is_a_failure_of_the_back_office() -> None:
    assert trouble_of(as_html(500)).trouble is Trouble.SERVER


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"data": [', b"\xff\xfe\x00", b"[" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000],
    ids=["empty", "brace", "cut", "not-utf-8", "brackets", "deep"],
)
def test_a_damaged_answer_is_never_read(body: bytes) -> None:
    assert trouble_of(Reply(200, body, (("Content-Type", "application/json"),))).trouble is Trouble.DAMAGED


@pytest.mark.parametrize("value", [[], 1, None, {}, {"data": []}, {"data": {}, "metadata": {}}, {"data": [], "metadata": {"page": 1}}])
def test_what_is_no_page_or_does_not_count_is_refused(value: object) -> None:
    assert trouble_of(as_json(value)).trouble is Trouble.DAMAGED


def test_too_many_questions_waits_as_long_as_it_was_asked_to_and_counts_it() -> None:
    busy = as_json({"error": {"code": 429}}, 429, ("Retry-After", "1"))
    begun = time.monotonic()
    with client_of(in_turn(busy, as_json(EMPTY_PAGE)), waits=(0.0,)) as (client, _):
        page = client.page(list_question(1))
        assert client.tally.retries == 1
        assert "asked too often" in client.tally.troubles[0]
    assert page is not None
    assert 0.9 < time.monotonic() - begun < 2


def test_a_wait_that_is_too_long_is_told_and_not_waited_for() -> None:
    begun = time.monotonic()
    busy = as_json({}, 429, ("Retry-After", "Sun, 22 Nov 2026 12:05:00 GMT"))
    with client_of(lambda _: busy, waits=(0.0,)) as (client, _), pytest.raises(BackOfficeError, match="in 5 minutes") as caught:
        client.page(list_question(1))
    assert caught.value.retry_after == 300
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "first",
    [as_json({}, 500), as_html(502), as_json({}, wait=0.9), Reply(200, b'{"data"', (("Content-Type", "application/json"),), declared=900)],
    ids=["500", "html-502", "late", "cut-short"],
)
def test_what_passes_is_asked_again_and_counted(first: Reply) -> None:
    with client_of(in_turn(first, as_json(EMPTY_PAGE)), waits=(0.05,)) as (client, server):
        page = client.page(list_question(1))
        assert (client.tally.retries, len(server.requests)) == (1, 2)
    assert page is not None


def test_patience_ends() -> None:
    with client_of(lambda _: as_json({}, 500), waits=(0.01, 0.01)) as (client, server), pytest.raises(BackOfficeError):
        client.page(list_question(1))
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    with client_of(lambda _: as_json({}, status), waits=(0.01,)) as (client, server), pytest.raises(BackOfficeError):
        client.page(list_question(1))
    assert len(server.asked(LIST.path)) == 1


def test_nothing_changed_has_no_page() -> None:
    def script(request: Request) -> Reply:
        return Reply(304) if request.headers.get("if-none-match") == 'W/"1"' else as_json(EMPTY_PAGE, 200, ("ETag", 'W/"1"'))

    with client_of(script) as (client, _):
        page = client.page(list_question(1))
        assert page is not None
        assert page.etag == 'W/"1"'
        assert client.page(list_question(1, etag=page.etag)) is None
        assert client.tally.not_modified == 1


@pytest.mark.parametrize("status", ["nonsense", "Not_started", "not_started,invalidated", ""])
def test_a_misspelt_status_is_never_sent(status: str) -> None:
    with pytest.raises(BadQuestion, match="There is no status"):
        Filters(statuses=(status,))


@pytest.mark.parametrize(
    "filters",
    [
        {"types": ("pp.full householder",)},
        {"types": ("",)},
        {"decision": "maybe"},
        {"dates": {Dated.RECEIVED: (date(2026, 2, 1), date(2026, 1, 1))}},
    ],
)
def test_a_filter_that_would_be_ignored_is_never_sent(filters: dict[str, object]) -> None:
    with pytest.raises(BadQuestion):
        Filters(**filters)  # type: ignore[arg-type]  # wrong on purpose


def test_filters_go_with_brackets_and_with_both_ends() -> None:
    filters = Filters(
        statuses=("not_started", "invalidated"),
        types=("pp.full.householder",),
        dates={Dated.RECEIVED: (date(2026, 1, 1), date(2026, 1, 31))},
    )
    with client_of(lambda _: as_json(EMPTY_PAGE)) as (client, server):
        client.page(search_question(filters, 1))
        query = server.requests[0].query
    assert query["applicationStatus[]"] == ["not_started", "invalidated"]
    assert query["applicationType[]"] == ["pp.full.householder"]
    assert (query["receivedAtFrom"], query["receivedAtTo"]) == (["2026-01-01"], ["2026-01-31"])


@pytest.mark.parametrize("case", ["", "nonsense", "../../ping", "26-00119-HAPP/documents", "26-00119-HAPP?x", "1 2", "-1"])
def test_what_can_not_be_the_name_of_a_case_is_never_sent(case: str) -> None:
    with client_of(lambda _: as_json({})) as (client, server), pytest.raises(BadQuestion):
        client.show(case)
    assert server.requests == []


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("southwark.bops.services", "https://southwark.bops.services"),
        (" https://Southwark.BOPS.services/planning?x=1 ", "https://southwark.bops.services"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://saltmere.localhost:8000", "http://saltmere.localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_read_as_it_is_typed(typed: str, origin: str) -> None:
    assert str(origin_typed(typed)) == origin


@pytest.mark.parametrize(
    "typed", ["", "http://southwark.bops.services", "ftp://x", "https://", "https://name:word@x.services", "https://x:port"]
)
def test_an_address_that_is_not_safe_or_not_one_is_refused(typed: str) -> None:
    with pytest.raises(BackOfficeError):
        origin_typed(typed)


def test_a_mistyped_token_is_seen_before_it_is_sent() -> None:
    body = "a" * 36
    for ending in token_checksums(body):
        assert token_trouble(f"bops_{body}{ending}") == ""
    assert "typing error" in token_trouble(f"bops_{'b' * 36}{token_checksums(body)[0]}")
    assert "begins with bops_" in token_trouble("abc")
    assert "No token" in token_trouble(" ")


def test_a_token_does_not_stand_in_the_text_of_a_connection() -> None:
    assert "bops_secret" not in repr(Connection("https://x.services", "bops_secret"))


@pytest.mark.parametrize(
    "name", ["list", "list-max", "list-ids", "list-maxresults-0", "list-overflow", "search", "search-status", "search-sort"]
)
def test_recorded_pages_are_read_each_entry_to_the_letter(name: str) -> None:
    body = json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]
    text = json.dumps(body, ensure_ascii=False)
    answer = Answer("https://x.services", 200, {}, text.encode())
    page = page_of(told_of(answer, text, 200, SEARCH.rows), SEARCH)
    assert page.total == body["metadata"]["total_results"]
    assert [item.value for item in page.items] == body["data"]
    assert [item.text for item in page.items] == [json.dumps(entry, ensure_ascii=False) for entry in body["data"]]
    assert not page.is_trimmed


RECORDED_TROUBLES = {
    "show-unknown": Trouble.NOT_FOUND,
    "show-malformed": Trouble.REFUSED,
    "ping-bad-token": Trouble.NOT_KNOWN,
    "ping-no-token": Trouble.NOT_KNOWN,
    "ping-unknown-authority": Trouble.NO_SUCH_PLACE,
    "method-not-there": Trouble.NO_SUCH_PLACE,
    "route-not-there": Trouble.NO_SUCH_PLACE,
    "list-forbidden": Trouble.PERMISSION,
    "comments-forbidden": Trouble.PERMISSION,
    "create-forbidden": Trouble.PERMISSION,
    "red-line-v1-wrong-key": Trouble.REFUSED,
    "red-line-v1-no-key": Trouble.REFUSED,
    "red-line-v1-unknown": Trouble.NOT_FOUND,
    "create-not-json": Trouble.SERVER,
    "red-line-v1-answer-not-json": Trouble.REFUSED,
}


@pytest.mark.parametrize("name", RECORDED_TROUBLES)
def test_each_recorded_refusal_is_understood(name: str) -> None:
    exchange = json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())
    body = exchange["body"]
    text = body if isinstance(body, str) else json.dumps(body)
    recorded = Reply(exchange["status"], text.encode(), (("Content-Type", exchange["headers"]["content-type"]),))
    token_is_known = RECORDED_TROUBLES[name] is Trouble.PERMISSION

    def script(request: Request) -> Reply:
        return as_json({"message": "OK"}) if token_is_known and request.path == "/api/v2/ping" else recorded

    with client_of(script) as (client, _), pytest.raises(BackOfficeError) as caught:
        client.ask(Question(LIST))
    assert caught.value.trouble is RECORDED_TROUBLES[name]


def test_at_most_two_questions_are_out_at_a_time() -> None:
    with client_of(lambda _: as_json(EMPTY_PAGE, wait=0.1)) as (client, server):
        questions = [Question(LIST, parameters=(("page", str(number)),)) for number in range(6)]
        errands = [client.begin(question) for question in questions]
        for question, errand in zip(questions, errands):
            client.await_answer(question, errand)
        assert server.most_at_once == 2


def test_a_file_is_fetched_through_the_client_without_the_token_and_can_be_left() -> None:
    def script(request: Request) -> Reply:
        if request.path == "/files/KEY":
            return Reply(302, headers=(("Location", "/blobs/KEY"), ("Set-Cookie", "signature=s; Path=/blobs/KEY")))
        return Reply(200, b"%PDF-1.7" * 1000, (("Content-Type", "application/pdf"),), pace=(1000, 0.05))

    with client_of(script) as (client, server):
        into = io.BytesIO()
        arrival = client.fetch_file(f"{server.address}/files/KEY", into)
        assert (arrival.size, len(into.getvalue()), arrival.content_type) == (8000, 8000, "application/pdf")
        assert all("authorization" not in request.headers for request in server.requests)
        client.cancelled = lambda: True
        with pytest.raises(Cancelled):
            client.fetch_file(f"{server.address}/files/KEY", io.BytesIO())
