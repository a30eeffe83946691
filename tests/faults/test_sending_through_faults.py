"""Whatever the network and the back office do to what is sent, before or after the act was done: it is done once, and told truly."""

from __future__ import annotations

import re

import pytest

from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import ASK
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import IMPATIENT, Desk, Template
from tests.faults.holds import come_through, everything_holds, what_is_there
from tests.faults.ledger import Ledger
from tests.faults.network_faults import AFTER, BEFORE, SAYS_NOT_DONE
from tests.faults.proxy import Asked, Does, Exchange

_WAITED_OUT = "no answer in time"


def key_of(asked: Asked) -> str:
    found = re.search(rb"(?im)^idempotency-key: *(\S+)", asked.raw)
    return found.group(1).decode() if found else ""


def each_order_meets(desk: Desk, does: Does) -> dict[str, Asked]:
    """The first attempt of every act meets this; gives them by their keys."""
    met: dict[str, Asked] = {}

    def plan(asked: Asked) -> Does | None:
        key = key_of(asked)
        if not asked.is_order or key in met:
            return None
        met[key] = asked
        return does

    desk.proxy.plan = plan
    return met


def acted_out(desk: Desk, does: Does, kind: str, ledger: Ledger, side: str, *, lies: bool = False) -> frozenset[str]:
    """Each act meets it once; gives the acts that were lied about."""
    desk.limits = IMPATIENT if kind == _WAITED_OUT else desk.limits
    met = each_order_meets(desk, does)
    for _ in range(len(desk.acts) + 2):
        before = set(met)
        desk.later()
        desk.send()
        everything_holds(desk, lied_about=frozenset(met) if lies else frozenset())
        now = {each.uuid: each for each in desk.file.outbox(over=True)}
        for key in met.keys() - before:
            entry = now[key]
            assert entry.last_answer or entry.state.value == "sent", "what waits says why"
            ledger.note(kind, entry.state.value, side=side)
        if met.keys() == before:
            break
    assert met
    return frozenset(met) if lies else frozenset()


@pytest.mark.parametrize("kind", BEFORE)
def test_an_order_that_meets_a_fault_before_the_back_office_has_acted(
    kind: str, begun: Begin, afternoon: Template, ledger: Ledger, all_sent: AllSent
) -> None:
    best = all_sent(afternoon)
    desk = begun(afternoon)
    acted_out(desk, BEFORE[kind], kind, ledger, "before")
    come_through(desk)
    everything_holds(desk)
    assert what_is_there(desk.office) == best


@pytest.mark.parametrize("kind", AFTER)
def test_an_order_that_meets_a_fault_after_the_back_office_has_acted(
    kind: str, begun: Begin, afternoon: Template, ledger: Ledger, all_sent: AllSent
) -> None:
    best = all_sent(afternoon)
    desk = begun(afternoon)
    lied_about = acted_out(desk, AFTER[kind], kind, ledger, "after", lies=kind in SAYS_NOT_DONE)
    come_through(desk)
    everything_holds(desk, lied_about=lied_about)
    there = what_is_there(desk.office)
    if lied_about:
        # An officer who is told that a draft was not taken, and writes it once more, has written it twice
        assert {**there, "audits": set(there["audits"])} == {**best, "audits": set(best["audits"])}
    else:
        assert there == best


def test_nobody_answers_at_all(begun: Begin, afternoon: Template, ledger: Ledger, all_sent: AllSent) -> None:
    best = all_sent(afternoon)
    desk = begun(afternoon)
    desk.proxy.vanish()
    try:
        report = desk.send()
        everything_holds(desk)
    finally:
        desk.proxy.listen()
    assert "can't be reached" in report.unreachable
    for entry in desk.file.outbox():
        ledger.note("nobody answers", entry.state.value, side="before")
    come_through(desk)
    everything_holds(desk)
    assert what_is_there(desk.office) == best


def test_an_order_that_arrives_after_the_next_attempt_counts_once(
    begun: Begin, afternoon: Template, ledger: Ledger, all_sent: AllSent
) -> None:
    best = all_sent(afternoon)
    desk = begun(afternoon)
    desk.limits = IMPATIENT
    held: list[Exchange] = []

    def kept_back(exchange: Exchange) -> None:
        held.append(exchange)
        exchange.wait_until_left()

    met = each_order_meets(desk, kept_back)
    for _ in desk.acts:
        desk.send()
        everything_holds(desk)
    desk.heal()
    for number, exchange in enumerate(held):
        # The first one arrives before anything was sent again, the others after it.
        if number == 1:
            come_through(desk)
        exchange.forward()
        everything_holds(desk)
    ledger.note("arrives late", "counts once", side="before", times=len(met))
    everything_holds(desk)
    assert what_is_there(desk.office) == best


@pytest.mark.parametrize("status", ["404", "409", "412", "422"])
def test_a_question_that_is_asked_anew_in_the_same_words_after_a_refusal_that_was_not_true_is_asked_once(
    status: str, begun: Begin, few_acts: Template
) -> None:
    desk = begun(few_acts)
    desk.meets(AFTER[status], lambda asked: asked.is_order and asked.path.endswith("/validation_requests"))
    desk.send()
    desk.heal()
    (refused,) = [each for each in desk.file.outbox() if each.verb == ASK and each.state is OutboxState.REFUSED]
    case = desk.file.case(refused.application_uuid)
    (ours,) = [each.ours for each in case.asked_requests if each.ours is not None]
    line = refused.payload["new_geojson"]
    desk.file.ask_with_version(case.uuid, ours.version_uuid, ours.grounds, line, instead_of=ours.uuid)
    come_through(desk)
    everything_holds(desk)
    assert len(what_is_there(desk.office)["requests"]) == 1
