"""Every act that the outbox knows, with every fault of the back office and of the way to it: how it waits then, and in which words.

This is the one table of them. After each the act is not lost, and whatever may have arrived bears the same key when it is sent again.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.routes import VERBS
from plugin.casefile.casework.photographs import keep_photograph, photographs_folder
from plugin.casefile.outbox.outbox import entry as outbox_entry
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.casefile.requests.taking_back import TOLD_REQUEST
from plugin.domain import outbox_verbs as verbs
from plugin.domain.outbox_entry import OutboxState
from scripts.backoffice import validation
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import TASK, queue
from tests.unit.backoffice_server.bench import Bench, TestClock, bench_for, open_office

_WAITING, _SENDING = OutboxState.WAITING, OutboxState.SENDING
_REFUSED, _UNSUPPORTED = OutboxState.REFUSED, OutboxState.UNSUPPORTED
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
_HTML = b"<!DOCTYPE html><title>Sign in</title>"


@dataclass(frozen=True)
class Fault:
    """How an order goes wrong: an exception on the way, or an answer. ``cut`` declares a longer body than comes."""

    name: str
    state: OutboxState
    words: str
    status: int = 0
    body: bytes = b'{"error": {"message": "No.", "detail": "Told in the back office\'s words."}}'
    kind: str = "application/json"
    error: Exception | None = None
    retry_after: str = ""
    cut: bool = False

    def answer(self, request: requests.PreparedRequest) -> requests.Response:
        if self.error is not None:
            raise self.error
        answer = requests.Response()
        answer.status_code, answer.request, answer.url, answer.raw = self.status, request, str(request.url), BytesIO(self.body)
        answer.headers.update({"Content-Type": self.kind, "Content-Length": str(len(self.body) + (500 if self.cut else 0))})
        if self.retry_after:
            answer.headers["Retry-After"] = self.retry_after
        return answer


#: The whole of it. What an answer proves not to be done is for the officer (refused) or for an administrator (unsupported); what proves
#: nothing is sent again with its key (sending); what never set out simply waits.
FAULTS = (
    Fault("401, the token is not known", _UNSUPPORTED, "An administrator of the back office can allow it", 401),
    Fault("403 with a reason", _REFUSED, "Told in the back office's words.", 403),
    Fault("403 as a web page", _UNSUPPORTED, "does not allow sending", 403, _HTML, "text/html"),
    Fault("404", _REFUSED, "no such application or request any more", 404),
    Fault("404 as a web page", _WAITING, "knows no such authority or page", 404, _HTML, "text/html"),
    Fault("409", _REFUSED, "Told in the back office's words.", 409),
    Fault("412", _REFUSED, "Told in the back office's words.", 412),
    Fault("413", _REFUSED, "Told in the back office's words.", 413),
    Fault("422", _REFUSED, "Told in the back office's words.", 422),
    Fault("428", _REFUSED, "can't use what Redline sent (status 428)", 428),
    Fault("429 without a time", _WAITING, "was asked too often. Try again later", 429),
    Fault("429 with Retry-After", _WAITING, "was asked too often. Try again in 2 minutes", 429, retry_after="120"),
    Fault("500", _SENDING, "not known whether the back office took this", 500),
    Fault("502 as a web page", _SENDING, "not known whether the back office took this", 502, _HTML, "text/html"),
    Fault("503 with Retry-After", _SENDING, "not known whether the back office took this", 503, retry_after="120"),
    Fault("a sign-in page, 200", _SENDING, "answered with a web page", 200, _HTML, "text/html"),
    Fault("an answer cut short", _SENDING, "not known whether the back office took this", 200, b'{"id": 1', cut=True),
    Fault("half of a JSON", _SENDING, "not known whether the back office took this", 200, b'{"id": 1'),
    Fault("a list in place of an object", _SENDING, "not known whether the back office took this", 200, b"[1]"),
    Fault("no answer in time", _SENDING, "not known whether the back office took this", error=requests.ReadTimeout("slow")),
    Fault("the line went dead", _SENDING, "not known whether", error=requests.exceptions.ChunkedEncodingError("dead")),
    Fault("nobody there", _WAITING, "can't be reached", error=requests.ConnectionError("refused")),
    Fault("a redirect to a sign-in page", _SENDING, "points elsewhere when it is written to", 302, b"", "text/html"),
    Fault("a certificate that is not trusted", _WAITING, "can't be trusted", error=requests.exceptions.SSLError("inspected")),
    Fault("the proxy refuses", _WAITING, "The proxy of your network", error=requests.exceptions.ProxyError("407")),
)
ALL_VERBS = tuple(value for name, value in vars(verbs).items() if name.isupper() and isinstance(value, str))


class Faulty(HTTPAdapter):
    """Carries questions; an order goes wrong, and its key is noted."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault
        self.keys: list[str] = []

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        if request.method == "GET":
            return super().send(request, *arguments, **options)
        self.keys.append(str(request.headers["Idempotency-Key"]))
        answer = self.fault.answer(request)
        if answer.status_code == 302:
            answer.headers["Location"] = "https://login.example/"
        return answer


@pytest.fixture(scope="module")
def agreement(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agreement]:
    """One for all: nothing of what is sent ever arrives."""
    folder = tmp_path_factory.mktemp("table")
    clock = TestClock(datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc))
    office = open_office(folder / "office", clock)
    with bench_for(office) as bench:
        made = Agreement(bench, clock, folder)
        prepare(bench, made)
        yield made
        made.file.close()
    office.close()


def prepare(bench: Bench, agreement: Agreement) -> None:
    """A request that the back office holds, and one record of each kind of casework."""
    identity = agreement.officer.identity
    specific = {"suggestion": "Send one set."}
    validation.raise_request(bench.office, identity, "OtherChangeValidationRequest", "The drawings disagree.", specific)
    for path, data in (
        ("conditions", {"title": "Materials", "text": "Bricks.", "reason": "Character."}),
        ("informatives", {"title": "Party wall", "text": "An Act may apply."}),
        ("considerations", {"policy_area": "Design", "policy_references": [], "assessment": "Fine.", "conclusion": "Fine."}),
        ("heads_of_terms", {"title": "Car club", "text": "Membership."}),
        ("site_visits", {"visited_at": "2026-11-17", "comment": "Seen."}),
        ("site_histories", {"reference": "19/AP/0417", "description": "A rear extension"}),
        ("consultees", {"name": "Historic England"}),
        ("site_notices", {"displayed_at": "2026-11-17", "location_instructions": "On the gate."}),
        ("press_notices", {"required": False}),
        ("constraints", {"type": "designated_conservationarea"}),
    ):
        made = agreement.officer.act(f"{agreement.officer.path}/{path}", data)
        assert made.status_code == 201, made.text
    (visit,) = agreement.officer.ask(f"{agreement.officer.path}/site_visits").json()["data"]
    picture = {"of": "site_visit", "record_id": visit["id"], "name": "gate.png", "content_type": "image/png"}
    sent = {"sha256": hashlib.sha256(PICTURE).hexdigest(), "content": base64.b64encode(PICTURE).decode()}
    assert agreement.officer.act(f"{agreement.officer.path}/photographs", {**picture, **sent}).status_code == 201
    with_capabilities(agreement)
    agreement.refresh()


def with_capabilities(agreement: Agreement) -> None:
    client = agreement.client()
    ask_capabilities(client, agreement.file, agreement.clock)
    client.close()


_RECORD_OF = {
    verbs.DROP_CONDITION: "condition",
    verbs.DROP_INFORMATIVE: "informative",
    verbs.DROP_CONSIDERATION: "consideration",
    verbs.DROP_TERM: "head_of_terms",
    verbs.DROP_VISIT: "site_visit",
    verbs.DROP_HISTORY: "site_history",
    verbs.DROP_CONSULTEE: "consultee",
    verbs.DROP_SITE_NOTICE: "site_notice",
    verbs.DROP_PRESS_NOTICE: "press_notice",
    verbs.DROP_PHOTOGRAPH: "photograph",
}


def queued(agreement: Agreement, verb: str) -> str:
    """An act of that kind in the outbox, which the back office would be asked to do."""
    request = agreement.case.validation_requests[0]
    if verb == verbs.ASK:
        agreement.ask()
        return next(each.uuid for each in agreement.file.outbox(agreement.uuid) if each.verb == verb)
    if verb in (verbs.CANCEL, verbs.CHANGE, *_RECORD_OF):
        return dropped(agreement, verb) if verb in _RECORD_OF else told(agreement, verb, request)
    if verb in (verbs.PUT_PHOTOGRAPH, verbs.CHECK_BOUNDARY):
        return photographed(agreement, verb) if verb == verbs.PUT_PHOTOGRAPH else checked(agreement, verb)
    record = (verb, f"record of {verb}")
    if verb == verbs.PUT_TASK:
        return queue(agreement, verb, {"status": "completed"}, record, path={"slug": TASK})
    if verb == verbs.PUT_DETAIL:
        data = {"entry": "A house.", "assessment_status": "in_progress"}
        return queue(agreement, verb, data, record, path={"category": "site_description"})
    if verb in (verbs.PUT_CONSTRAINT, verbs.DROP_CONSTRAINT):
        kind = "designated_conservationarea" if verb == verbs.DROP_CONSTRAINT else "listed"
        return queue(agreement, verb, {"type": kind} if verb == verbs.PUT_CONSTRAINT else {}, ("constraint", kind))
    if verb == verbs.REQUEST:
        data = {"type": "OtherChangeValidationRequest", "reason": "x", "specific_attributes": {"suggestion": "y"}}
        return queue(agreement, verb, data, record)
    return queue(agreement, verb, {}, record)


def told(agreement: Agreement, verb: str, request: Any) -> str:
    from plugin.casefile.requests.changing_requests import request_as_drafted
    from plugin.casefile.requests.taking_back import seen_of
    from plugin.rules.request_types import sent_words

    seen: Any = seen_of(request.state, request.approved) if verb == verbs.CANCEL else sent_words(request_as_drafted(request))
    more = {"request": request.back_office_id, "seen": seen, "reason": "The wrong one."}
    with agreement.file._act() as act:
        payload = {"case": str(agreement.officer.identity), "data": {"reason": "Other words."}, **more}
        return put_in_outbox(act, agreement.uuid, (TOLD_REQUEST, request.uuid), verb, payload)


def checked(agreement: Agreement, verb: str) -> str:
    over = agreement.case.boundary.uuid
    return queue(agreement, verb, {"valid_red_line_boundary": True}, ("boundary_check", agreement.uuid), over=over)


def photographed(agreement: Agreement, verb: str) -> str:
    source = agreement.file.path.with_name("gate.png")
    source.write_bytes(PICTURE)
    name = keep_photograph(photographs_folder(agreement.file.path), source, agreement.case.reference)
    visit = next(each for each in agreement.file.held_records(agreement.uuid) if each.kind == "site_visit")
    path = {"of": "site_visit", "record": visit.record_uuid}
    return queue(agreement, verb, {"name": name}, ("photograph", f"{visit.record_uuid}/{name}"), path=path)


def dropped(agreement: Agreement, verb: str) -> str:
    held = next(each for each in agreement.file.held_records(agreement.uuid) if each.kind == _RECORD_OF[verb])
    return queue(agreement, verb, {}, (held.kind, held.record_uuid), seen=held.content)


def expected(verb: str, fault: Fault) -> tuple[OutboxState, str]:
    """As the table says; but what is to be taken out and is not there any more needs nobody's word: both sides have taken it out."""
    if fault.name == "404" and verb in _RECORD_OF:
        return OutboxState.SENT, "the back office has none of it"
    return fault.state, fault.words


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("verb", ALL_VERBS)
def test_each_act_waits_as_each_fault_means_and_says_so(agreement: Agreement, verb: str, fault: Fault) -> None:
    uuid = queued(agreement, verb)
    adapter = Faulty(fault)
    agreement.adapter = adapter
    agreement.send("reviewer" if verb == verbs.REVIEW else "officer")
    agreement.adapter = None

    with agreement.file._act() as act:
        entry = outbox_entry(act.connection, uuid)
    waits = agreement.file.setting(f"asked to wait by {agreement.client().connection.source}")
    agreement.file.write_setting(f"asked to wait by {agreement.client().connection.source}", "")
    state, words = expected(verb, fault)
    if state is OutboxState.SENT:
        # It is gone there, says the back office of the table: what it really has is read again for the next row
        agreement.refresh()
    else:
        agreement.file.move_in_outbox(uuid, OutboxState.WITHDRAWN)
    assert adapter.keys, f"nothing was sent; {entry.last_answer}"
    assert set(adapter.keys) == {uuid}
    assert (entry.state, words in entry.last_answer) == (state, True), entry.last_answer
    assert bool(waits) == bool(fault.retry_after)


def test_the_table_has_every_act_that_is_sent() -> None:
    assert set(ALL_VERBS) == VERBS | {verbs.ASK, verbs.CANCEL, verbs.CHANGE}
