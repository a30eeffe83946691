"""Whatever happens to a question, of a push, a pull or a case that is opened: what is here stands, and the next time everything comes."""

from __future__ import annotations

from contextlib import suppress

import pytest

from plugin.backoffice.errors import BackOfficeError
from plugin.backoffice.known_capabilities import ask_capabilities
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import IMPATIENT, Desk, Template
from tests.faults.holds import come_through, everything_holds, what_is_here, what_is_there
from tests.faults.ledger import Ledger
from tests.faults.network_faults import AFTER, BEFORE
from tests.faults.proxy import Asked, Does

#: One of each nature; for a question it is the same whether the back office has heard it or not.
_KINDS = (
    "hung up",
    "reset",
    "401",
    "403",
    "404",
    "429",
    "500",
    "sign-in page",
    "404 as a web page",
    "redirect elsewhere",
    "304 unasked",
    "no body",
    "of no meaning",
    "too deep",
    "not UTF-8",
    "answer breaks off",
    "answer cut short",
    "without its version",
)


def each_question_meets(desk: Desk, does: Does, most: int = 100) -> list[str]:
    """Every question meets this the first time that it is asked."""
    met: list[str] = []

    def plan(asked: Asked) -> Does | None:
        if asked.is_order or asked.target in met or len(met) >= most or asked.path.endswith("/ping"):
            return None
        met.append(asked.target)
        return does

    desk.proxy.plan = plan
    return met


def tell(ledger: Ledger, kind: str, words: str, times: int) -> None:
    ledger.note(kind, words, side="asked", times=times)


@pytest.fixture(scope="module")
def undisturbed() -> list[list[object]]:
    return []


@pytest.fixture
def all_read(begun: Begin, news: Template, undisturbed: list[list[object]]) -> list[object]:
    """What is here once everything was read without a fault; that is done once."""
    if not undisturbed:
        desk = begun(news)
        read(desk)
        undisturbed.append(what_is_here(desk.file))
    return undisturbed[0]


@pytest.mark.parametrize("kind", _KINDS)
def test_a_question_of_a_push_that_meets_a_fault_sends_nothing_unseen(
    kind: str, begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    desk = begun(few_acts)
    met = each_question_meets(desk, BEFORE.get(kind) or AFTER[kind])
    for _ in range(12):
        before = len(met)
        desk.later()
        desk.send()
        everything_holds(desk)
        if len(met) == before:
            break
    tell(ledger, kind, "nothing was sent on it", len(met))
    assert len(met) >= 2
    come_through(desk)
    everything_holds(desk)
    assert what_is_there(desk.office) == best


@pytest.mark.parametrize("kind", _KINDS)
def test_a_question_of_a_pull_or_of_an_opened_case_that_meets_a_fault_takes_nothing_away(
    kind: str, begun: Begin, news: Template, ledger: Ledger, all_read: list[object]
) -> None:
    desk = begun(news)
    met = each_question_meets(desk, BEFORE.get(kind) or AFTER[kind])
    for _ in range(24):
        before = len(met)
        desk.later()
        desk.pull()
        everything_holds(desk)
        if len(met) == before:
            break
    with suppress(BackOfficeError):
        desk.refresh()
    everything_holds(desk)
    tell(ledger, kind, "what was here stands", len(met))
    assert len(met) >= 4
    desk.heal()
    read(desk)
    everything_holds(desk)
    assert what_is_here(desk.file) == all_read


def test_a_back_office_that_is_silent_while_it_is_read(begun: Begin, news: Template, ledger: Ledger, all_read: list[object]) -> None:
    desk = begun(news)
    desk.limits = IMPATIENT
    met = each_question_meets(desk, BEFORE["no answer in time"], most=2)
    desk.pull()
    everything_holds(desk)
    desk.pull()
    everything_holds(desk)
    tell(ledger, "no answer in time", "what was here stands", len(met))
    desk.heal()
    read(desk)
    assert what_is_here(desk.file) == all_read


def read(desk: Desk) -> None:
    """Everything that there is to read."""
    client = desk.client()
    ask_capabilities(client, desk.file, desk.clock)
    client.close()
    report = desk.pull()
    assert report.complete, report.sentence
    desk.refresh()
