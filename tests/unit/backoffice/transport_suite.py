"""What every transport must do, whichever adapter carries it: requests' own, and QGIS's network manager.

A test module subclasses TransportSuite and gives it an adapter; ``None`` stands for requests' own.
"""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
import requests
from requests.adapters import BaseAdapter

from plugin.backoffice.connection import Connection, Limits
from plugin.backoffice.errors import BackOfficeError, Cancelled, Trouble
from plugin.backoffice.exchange import Answer, ask, fetch, post
from plugin.backoffice.transport import session, visit
from tests.unit.backoffice.scripted_server import Reply, Request, as_html, as_json, serving

#: Long enough for a slow machine.
LIMITS = Limits(connect=5.0, read=10.0, longest=20.0, longest_file=20.0, largest_answer=300_000, largest_file=300_000)
#: What takes 20 seconds is given up before 10.
IMPATIENT = replace(LIMITS, connect=2.0, read=0.6, longest=2.0)


def never() -> bool:
    return False


class TransportSuite:
    """The rules; ``adapter`` is the seam."""

    def adapter(self) -> BaseAdapter | None:
        return None

    def ask(
        self,
        address: str,
        path: str = "/api/v2/ping",
        *,
        limits: Limits = LIMITS,
        headers: dict[str, str] | None = None,
        abandoned: Callable[[], bool] = never,
    ) -> Answer:
        connection = Connection(address, "bops_secret", limits)
        with session(connection, self.adapter()) as asking:
            return ask(asking, address + path, headers or {}, limits, abandoned)

    def trouble_with(self, script: Callable[[Request], Reply], **how: object) -> BackOfficeError:
        with serving(script) as server, pytest.raises(BackOfficeError) as caught:
            self.ask(server.address, **how)  # type: ignore[arg-type]  # keywords of ask, handed through
        assert str(caught.value).endswith(".")
        return caught.value

    def test_an_answer_comes_whole_with_its_status_its_headers_and_its_body(self) -> None:
        with serving(lambda _: as_json({"message": "OK ✓"}, 200, ("ETag", 'W/"abc"'))) as server:
            answer = self.ask(server.address)
        assert answer.status == 200
        assert answer.content_type == "application/json"
        assert answer.headers["etag"] == 'W/"abc"'
        assert json.loads(answer.body) == {"message": "OK ✓"}

    def test_redline_says_who_it_is_and_shows_its_token(self) -> None:
        with serving(lambda _: as_json({})) as server:
            self.ask(server.address, headers={"If-None-Match": 'W/"abc"'})
            asked = server.requests[0]
        assert asked.method == "GET"
        assert asked.headers["user-agent"].startswith("Redline/")
        assert asked.headers["authorization"] == "Bearer bops_secret"
        assert asked.headers["if-none-match"] == 'W/"abc"'

    @pytest.mark.parametrize("status", [400, 401, 404, 422, 429, 500, 503])
    def test_an_answer_of_refusal_is_an_answer(self, status: int) -> None:
        with serving(lambda _: as_json({"error": {"code": status}}, status, ("Retry-After", "7"))) as server:
            answer = self.ask(server.address)
        assert (answer.status, json.loads(answer.body)) == (status, {"error": {"code": status}})
        assert answer.headers["retry-after"] == "7"

    def test_not_modified_has_no_body(self) -> None:
        with serving(lambda _: Reply(304, headers=(("ETag", 'W/"abc"'),))) as server:
            answer = self.ask(server.address, headers={"If-None-Match": 'W/"abc"'})
        assert (answer.status, answer.body) == (304, b"")

    def test_a_packed_answer_comes_unpacked(self) -> None:
        packed = gzip.compress(b'{"a": 1}' * 500)
        with serving(lambda _: Reply(200, packed, (("Content-Type", "application/json"), ("Content-Encoding", "gzip")))) as server:
            assert self.ask(server.address).body == b'{"a": 1}' * 500

    def test_brackets_and_spaces_of_a_filter_arrive(self) -> None:
        with serving(lambda _: as_json({})) as server:
            self.ask(server.address, "/search?applicationStatus[]=not_started&q=Church+Lane")
            assert server.requests[0].query == {"applicationStatus[]": ["not_started"], "q": ["Church Lane"]}

    def test_nobody_there_is_said_at_once(self) -> None:
        with serving(lambda _: as_json({})) as server:
            address = server.address
        begun = time.monotonic()
        with pytest.raises(BackOfficeError) as caught:
            self.ask(address)
        assert caught.value.trouble is Trouble.UNREACHABLE
        assert address in str(caught.value)
        assert time.monotonic() - begun < 2

    def test_a_server_that_hangs_up_without_a_word(self) -> None:
        assert self.trouble_with(lambda _: Reply(hang_up=True)).trouble in {Trouble.BROKEN, Trouble.UNREACHABLE}

    def test_no_answer_in_time(self) -> None:
        begun = time.monotonic()
        assert self.trouble_with(lambda _: as_json({}, wait=20.0), limits=IMPATIENT).trouble is Trouble.LATE
        assert time.monotonic() - begun < 2.5

    def test_silence_after_the_head(self) -> None:
        assert self.trouble_with(lambda _: as_json({"a": 1}, stall=20.0), limits=IMPATIENT).trouble in {Trouble.LATE, Trouble.BROKEN}

    def test_a_trickle_ends_at_the_limit_of_the_whole_answer(self) -> None:
        begun = time.monotonic()
        trickle = Reply(body=b"x" * 200_000, headers=(("Content-Type", "application/json"),), pace=(2048, 0.2))
        error = self.trouble_with(lambda _: trickle, limits=IMPATIENT)
        assert error.trouble is Trouble.LATE
        assert time.monotonic() - begun < 4

    def test_an_answer_that_is_cut_short_is_no_answer(self) -> None:
        reply = Reply(200, b'{"data": [', (("Content-Type", "application/json"),), declared=5000)
        assert self.trouble_with(lambda _: reply).trouble is Trouble.BROKEN

    def test_an_answer_that_says_it_is_too_large_is_not_read(self) -> None:
        assert self.trouble_with(lambda _: as_json({}, declared=10**12)).trouble is Trouble.TOO_LARGE

    def test_an_answer_that_turns_out_too_large_is_not_kept(self) -> None:
        bomb = gzip.compress(b"0" * 5_000_000)
        reply = Reply(200, bomb, (("Content-Type", "application/json"), ("Content-Encoding", "gzip")))
        assert self.trouble_with(lambda _: reply).trouble is Trouble.TOO_LARGE

    def test_a_redirect_within_the_server_is_followed(self) -> None:
        def script(request: Request) -> Reply:
            return as_json({"here": True}) if request.path == "/there" else Reply(302, headers=(("Location", "/there"),))

        with serving(script) as server:
            assert json.loads(self.ask(server.address).body) == {"here": True}

    def test_a_redirect_to_another_server_is_not_followed_and_the_token_stays_here(self) -> None:
        with serving(lambda _: as_html()) as portal:
            error = self.trouble_with(lambda _: Reply(302, headers=(("Location", f"{portal.address}/sign-in"),)))
            assert error.trouble is Trouble.REDIRECTED
            assert portal.address in str(error)
            assert portal.requests == []

    def test_a_redirect_in_a_circle_ends(self) -> None:
        assert self.trouble_with(lambda r: Reply(302, headers=(("Location", r.target),))).trouble is Trouble.REDIRECTED

    def test_nothing_goes_unencrypted_over_a_network(self) -> None:
        with pytest.raises(BackOfficeError) as caught:
            self.ask("http://southwark.bops.services")
        assert caught.value.trouble is Trouble.NOT_TRUSTED

    def test_whoever_leaves_is_not_waited_for(self) -> None:
        begun = time.monotonic()
        reply = Reply(body=b"x" * 100_000, headers=(("Content-Type", "application/json"),), pace=(1024, 0.2))
        with serving(lambda _: reply) as server, pytest.raises(Cancelled):
            self.ask(server.address, abandoned=lambda: time.monotonic() - begun > 0.3)
        assert time.monotonic() - begun < 1.5

    def test_a_cookie_is_not_kept_between_questions(self) -> None:
        with serving(lambda _: as_json({}, 200, ("Set-Cookie", "visit=1; Path=/"))) as server:
            connection = Connection(server.address, "bops_secret", LIMITS)
            with session(connection, self.adapter()) as asking:
                for _ in range(2):
                    ask(asking, f"{server.address}/api/v2/ping", {}, LIMITS, never)
            assert "cookie" not in server.requests[1].headers

    def test_a_file_is_fetched_with_the_cookies_of_its_redirect_and_without_the_token(self) -> None:
        def script(request: Request) -> Reply:
            if request.path == "/files/KEY":
                return Reply(302, headers=(("Location", "/blobs/KEY"), ("Set-Cookie", "signature=s; Path=/blobs/KEY")))
            ok = "signature=s" in request.headers.get("cookie", "")
            return Reply(200, b"%PDF-1.7", (("Content-Type", "application/pdf"),)) if ok else Reply(403)

        into = io.BytesIO()
        with serving(script) as server, visit(Connection(server.address, "bops_secret", LIMITS), self.adapter()) as visitor:
            arrival = fetch(visitor, f"{server.address}/files/KEY", into, LIMITS, never)
            assert all("authorization" not in request.headers for request in server.requests)
        assert (into.getvalue(), arrival.content_type, arrival.size) == (b"%PDF-1.7", "application/pdf", 8)

    def test_a_file_on_another_server_is_fetched_without_the_token(self) -> None:
        into = io.BytesIO()
        with (
            serving(lambda _: Reply(200, b"bytes", (("Content-Type", "image/png"),))) as network,
            serving(lambda _: Reply(302, headers=(("Location", f"{network.address}/blob"),))) as server,
            visit(Connection(server.address, "bops_secret", LIMITS), self.adapter()) as visitor,
        ):
            fetch(visitor, f"{server.address}/files/KEY", into, LIMITS, never)
            assert "authorization" not in network.requests[0].headers
        assert into.getvalue() == b"bytes"

    def test_a_file_that_is_too_large_is_left(self) -> None:
        with (
            serving(lambda _: Reply(200, b"x" * 400_000, (("Content-Type", "application/pdf"),))) as server,
            visit(Connection(server.address, "", LIMITS), self.adapter()) as visitor,
            pytest.raises(BackOfficeError) as caught,
        ):
            fetch(visitor, f"{server.address}/files/KEY", io.BytesIO(), LIMITS, never)
        assert caught.value.trouble is Trouble.TOO_LARGE

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
    def test_an_order_arrives_whole_with_its_headers_and_the_token(self, method: str) -> None:
        body = json.dumps({"data": {"reason": "x" * 70_000}}).encode()
        with serving(lambda _: as_json({"id": 7}, 201, ("ETag", '"1"'))) as server:
            connection = Connection(server.address, "bops_secret", LIMITS)
            with session(connection, self.adapter()) as asking:
                headers = {"Idempotency-Key": "k", "If-Match": '"0"'}
                answer = post(asking, f"{server.address}/api/v2/acts/a%2Fb", headers, body, LIMITS, never, method)
        (request,) = server.requests
        assert (request.method, request.body, answer.status, json.loads(answer.body)) == (method, body, 201, {"id": 7})
        assert (request.target, answer.method) == ("/api/v2/acts/a%2Fb", method)
        told = [request.headers[name] for name in ("idempotency-key", "if-match", "content-type", "authorization")]
        assert told == ["k", '"0"', "application/json", "Bearer bops_secret"]

    def test_an_order_to_remove_something_has_no_body(self) -> None:
        with serving(lambda _: as_json({"message": "Removed"})) as server:
            connection = Connection(server.address, "bops_secret", LIMITS)
            with session(connection, self.adapter()) as asking:
                answer = post(asking, f"{server.address}/api/v2/acts/7", {"If-Match": '"1"'}, None, LIMITS, never, "DELETE")
        (request,) = server.requests
        assert (request.method, request.body, answer.status) == ("DELETE", b"", 200)
        assert (request.headers["if-match"], request.headers["authorization"]) == ('"1"', "Bearer bops_secret")
        assert "content-type" not in request.headers

    def test_an_order_goes_nowhere_but_where_it_was_meant_to_go(self) -> None:
        with serving(lambda _: Reply(307, headers=(("Location", "/elsewhere"),))) as server:
            connection = Connection(server.address, "bops_secret", LIMITS)
            with session(connection, self.adapter()) as asking, pytest.raises(BackOfficeError) as caught:
                post(asking, f"{server.address}/api/v2/acts", {}, b"{}", LIMITS, never)
        assert caught.value.trouble is Trouble.REDIRECTED
        assert len(server.requests) == 1

    def test_leaving_out_the_check_of_a_certificate_is_refused(self) -> None:
        with session(Connection("https://southwark.bops.services", "", LIMITS), self.adapter()) as asking:
            request = asking.prepare_request(requests.Request("GET", "https://southwark.bops.services/"))
            with pytest.raises(BackOfficeError):
                asking.send(request, verify=False)
