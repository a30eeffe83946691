"""Two processes on one case file, and one case file on two computers: each act is done once, and nobody's run ends the other's."""

from __future__ import annotations

import shutil

from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import Template
from tests.faults.holds import come_through, everything_holds, what_is_here, what_is_there
from tests.faults.killing import Killer, killer
from tests.faults.ledger import Ledger


def test_two_processes_that_send_one_case_file_at_once(
    begun: Begin, all_sent: AllSent, few_acts: Template, kills: Killer, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    desk = begun(few_acts)
    with killer() as other:
        for program in (kills, other):
            program.begin(desk, "send")
        for program in (kills, other):
            program.ended()
    everything_holds(desk)
    come_through(desk)
    assert what_is_there(desk.office) == best
    ledger.note("two processes send at once", "each act once")


def test_two_processes_that_update_one_case_file_at_once(begun: Begin, news: Template, kills: Killer, ledger: Ledger) -> None:
    undisturbed = begun(news)
    assert undisturbed.pull().complete
    desk = begun(news)
    with killer() as other:
        for program in (kills, other):
            program.begin(desk, "pull")
        for program in (kills, other):
            program.ended()
    everything_holds(desk)
    assert what_is_here(desk.file) == what_is_here(undisturbed.file)
    ledger.note("two processes update at once", "no case twice, the trail unbroken")


def test_one_case_file_on_two_computers(begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger) -> None:
    """Copied to a laptop, and both send."""
    best = all_sent(few_acts)
    desk = begun(few_acts)
    desk.leave()
    laptop = desk.path.with_name("laptop.redline")
    shutil.copy(desk.path, laptop)
    desk.reopen()
    come_through(desk)
    everything_holds(desk)
    desk.leave()
    desk.path, desk.trail = laptop, 0
    desk.reopen()
    come_through(desk)
    everything_holds(desk)
    assert what_is_there(desk.office) == best
    ledger.note("one case file on two computers", "each act once")
