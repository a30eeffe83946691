"""A process that is killed between any two writes of what it does leaves a file that opens and goes on, and nothing is done twice."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults import templates
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import Desk, Template
from tests.faults.holds import as_it_stands, come_through, everything_holds, what_is_here, what_is_there
from tests.faults.killing import Killer
from tests.faults.ledger import Ledger

_MOST = 400
#: Writes; some more than one act takes.
_A_SHORT_LIFE = 61


def state_of(desk: Desk) -> str:
    """The states of the acts, for the table."""
    states = Counter(each.state.value for each in desk.file.outbox(over=True))
    return "sending" if states["sending"] else "whole"


#: Half of the writes each: the longest test of the suite is shared by the two processes that run it.
@pytest.mark.parametrize("first", [1, 2], ids=["odd writes", "even writes"])
def test_killed_between_any_two_writes_of_a_push(
    first: int, begun: Begin, all_sent: AllSent, few_acts: Template, kills: Killer, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    before: Counter[str] = Counter()
    proven: set[str] = set()
    kills.load(begun(few_acts), "send")
    for write in range(first, _MOST, 2):
        desk = begun(few_acts)
        ended = kills.run(desk, "send", write)
        everything_holds(desk)
        if not ended.killed:
            break
        before[ended.before.split()[0]] += 1
        ledger.note("killed in a push", f"{state_of(desk)}, then goes on")
        stands = as_it_stands(desk)
        if stands not in proven:
            come_through(desk)
            assert what_is_there(desk.office) == best, ended.before
            proven.add(stands)
        desk.close()

    assert before["COMMIT"] > 4
    assert before["POST"] + before["PUT"] >= 4
    assert len(proven) >= before["COMMIT"]


@pytest.mark.parametrize(("moment", "kind"), [("pull", "killed in a pull"), ("refresh", "killed while a case is read")])
def test_killed_between_any_two_writes_of_reading(
    moment: str, kind: str, begun: Begin, news: Template, kills: Killer, ledger: Ledger
) -> None:
    undisturbed = begun(news)
    kills.load(undisturbed, moment)
    everything_holds(undisturbed)
    best = what_is_here(undisturbed.file)
    writes = 0
    proven: set[str] = set()
    for write in range(1, _MOST):
        desk = begun(news)
        ended = kills.run(desk, moment, write)
        everything_holds(desk)
        if not ended.killed:
            break
        writes += 1
        stands = as_it_stands(desk)
        if stands not in proven:
            kills.run(desk, moment)
            everything_holds(desk)
            assert what_is_here(desk.file) == best, ended.before
            proven.add(stands)
        desk.close()

    ledger.note(kind, "whole, then goes on", times=writes)
    assert writes > 20
    assert len(proven) > 3


def test_killed_between_any_two_writes_of_an_officers_work(begun: Begin, news: Template, kills: Killer, ledger: Ledger) -> None:
    writes = 0
    seen: list[object] = []
    kills.load(begun(news), "work")
    for write in range(1, _MOST):
        desk = begun(news)
        ended = kills.run(desk, "work", write)
        everything_holds(desk)
        seen.append(what_is_here(desk.file))
        if not ended.killed:
            break
        writes += 1
        desk.close()

    ledger.note("killed while an officer works", "each act whole, or never done", times=writes)
    distinct = [now for now, before in zip(seen[1:], seen) if now != before]
    assert writes > 20
    assert len(distinct) == templates.ACTS_OF_WORK, "what stands changes only with a whole act"


def test_killed_again_and_again_it_comes_through(
    begun: Begin, all_sent: AllSent, afternoon: Template, kills: Killer, ledger: Ledger
) -> None:
    best = all_sent(afternoon)
    kills.load(begun(afternoon), "send")
    desk = begun(afternoon)
    lives = 0
    while kills.run(desk, "send", _A_SHORT_LIFE).killed:
        everything_holds(desk)
        lives += 1
        assert lives < 60, "each life brings it on"
    everything_holds(desk)
    assert lives > 1
    ledger.note("killed again and again", "each life brings it on", times=lives)
    assert desk.file.outbox() == []
    assert what_is_there(desk.office) == best
