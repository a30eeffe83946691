"""Clocks that are wrong, texts of every kind, fields that are cleared: nothing is lost, and what arrives is what was written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consideration import Consideration
from scripts.backoffice import casework
from tests.faults import templates
from tests.faults.asking import held, there
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import Desk, Template
from tests.faults.holds import come_through, everything_holds, what_is_here, what_is_there
from tests.faults.ledger import Ledger
from tests.faults.network_faults import AFTER
from tests.unit.backoffice_server.bench import TestClock

_SKEWS = {"an hour": timedelta(hours=1), "a day": timedelta(days=1), "ten years": timedelta(days=3650)}


def skewed(clock: TestClock, by: timedelta) -> None:
    clock.moment += by


@pytest.mark.parametrize("skew", _SKEWS)
@pytest.mark.parametrize(
    ("kind", "here", "sign"),
    [("clock ahead here", True, 1), ("clock behind here", True, -1), ("clock ahead there", False, 1), ("clock behind there", False, -1)],
)
def test_a_clock_that_is_wrong_loses_nothing_and_doubles_nothing(
    kind: str, here: bool, sign: int, skew: str, begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    desk = begun(few_acts)
    skewed(desk.clock if here else desk.office_clock, sign * _SKEWS[skew])
    desk.meets(AFTER["hung up"], lambda asked: asked.is_order)
    desk.send()
    everything_holds(desk)
    assert desk.pull().complete
    everything_holds(desk)
    come_through(desk)
    desk.refresh()
    everything_holds(desk)
    assert what_is_there(desk.office) == best
    ledger.note(kind, "nothing lost, nothing doubled")


def test_a_clock_that_is_put_right_in_the_middle_breaks_no_chain(
    begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    desk = begun(few_acts)
    for by in (timedelta(days=40), timedelta(days=-80), timedelta(days=40)):
        skewed(desk.clock, by)
        desk.meets(AFTER["hung up"], lambda asked: asked.is_order)
        desk.send()
        everything_holds(desk)
        desk.heal()
        desk.pull()
        everything_holds(desk)
    come_through(desk)
    assert what_is_there(desk.office) == best
    ledger.note("clock put forward and back", "nothing lost, nothing doubled", times=3)


_TEXTS = {
    "NUL in a text": "Before\x00after",
    "half a character": "A half \ud83d of one, and \udc00 the other",
    "every plane of Unicode": "é 中 😀 \U0001d49c \U000e0001 \U0010fffd ﷽ \u0301",
    "bidirectional marks": "safe\u202egpj.exe \u2066isolated\u2069 \u200f",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029\ufeff",
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}} ${jndi:ldap://x} &amp; ]]>",
    "formulas": '=HYPERLINK("http://x";"y")\n+1\n-1\n@SUM(A1)\t|cmd',
    "a very long text": "Every brick. " * 20_000,
}


@pytest.mark.parametrize("kind", _TEXTS)
def test_a_text_of_any_kind_arrives_as_it_was_kept_or_is_refused_with_a_sentence(
    kind: str, begun: Begin, quiet: Template, ledger: Ledger
) -> None:
    desk = begun(quiet)
    text = _TEXTS[kind]
    pieces = [Condition("Materials", text, "Because."), AssessmentDetail(DetailCategory.SITE_DESCRIPTION, text)]
    kept = [desk.file.keep_casework(desk.uuid, piece) for piece in pieces]
    desk.file.send_casework(desk.uuid)
    desk.meets(AFTER["hung up"], lambda asked: asked.is_order)
    for _ in range(3):
        desk.send()
        everything_holds(desk)
    refused = desk.file.outbox()
    assert all(each.last_answer.endswith(".") for each in refused)
    mine = {each.uuid: each.record for each in desk.file.case(desk.uuid).casework}
    if not refused:
        (condition,) = there(desk, "condition")
        assert condition["text"] == mine[kept[0]].text
        (detail,) = [each for each in there(desk, "assessment_detail") if each["category"] == "site_description"]
        assert detail["entry"] == mine[kept[1]].entry
        desk.refresh()
        assert {each.uuid: each.record for each in desk.file.case(desk.uuid).casework} == mine, "read back, it is what was written"
    everything_holds(desk)
    ledger.note(kind, "arrives as it was kept" if not refused else "refused with a sentence, kept here", times=len(pieces))


def test_a_field_that_is_cleared_here_is_cleared_there_even_where_the_answer_is_lost(begun: Begin, quiet: Template, ledger: Ledger) -> None:
    desk = begun(quiet)
    casework.assign(desk.office, desk.identity, "Tom Harker")
    desk.pull()
    desk.refresh()
    detail = desk.file.keep_casework(desk.uuid, AssessmentDetail(DetailCategory.AMENITY, "Light is kept."))
    weighed = Consideration("Design", ("P14 Design quality",), ("The guide",), "It fits.", "No harm.")
    consideration = desk.file.keep_casework(desk.uuid, weighed)
    desk.file.send_casework(desk.uuid)
    come_through(desk)

    desk.file.keep_casework(desk.uuid, AssessmentDetail(DetailCategory.AMENITY, ""), detail, seen=1)
    desk.file.keep_casework(desk.uuid, Consideration("Design", ("P14 Design quality",)), consideration, seen=1)
    desk.file.send_casework(desk.uuid)
    desk.file.assign(desk.uuid, None, "")
    for _ in range(3):
        desk.meets(AFTER["hung up"], lambda asked: asked.is_order)
        desk.send()
        everything_holds(desk)
    come_through(desk)

    (cleared,) = there(desk, "consideration")
    assert (cleared["policy_guidance"], cleared["assessment"], cleared["conclusion"]) == ([], "", "")
    (text,) = [each for each in there(desk, "assessment_detail") if each["category"] == "amenity"]
    assert not text["entry"]
    assert held(desk, "officer")["officer"] is None
    desk.pull()
    desk.refresh()
    assert desk.file.case(desk.uuid).row.officer == ""
    everything_holds(desk)
    ledger.note("field cleared here", "cleared there, once", times=5)


def test_a_field_that_is_cleared_there_is_cleared_here(begun: Begin, quiet: Template, ledger: Ledger) -> None:
    desk = begun(quiet)
    casework.assign(desk.office, desk.identity, "Tom Harker")
    moment = desk.office_clock.now().date()
    casework.consult(desk.office, desk.identity, moment, moment + timedelta(days=21))
    desk.pull()
    desk.refresh()
    row = desk.file.case(desk.uuid).row
    assert (row.officer, row.consultation_end) == ("Tom Harker", moment + timedelta(days=21))
    casework.assign_to(desk.office, desk.identity, None)
    with desk.office.database.act() as connection:
        connection.execute("UPDATE applications SET consultation_end = NULL, consultation_start = NULL WHERE id = ?", (desk.identity,))
    desk.clock.moment += timedelta(hours=1)
    desk.pull()
    desk.refresh()
    row = desk.file.case(desk.uuid).row
    assert (row.officer, row.consultation_end) == ("", None)
    everything_holds(desk)
    ledger.note("field cleared there", "cleared here", times=2)


def test_what_was_worked_under_a_wrong_clock_is_sent_all_the_same(begun: Begin, quiet: Template) -> None:
    undisturbed = begun(quiet)
    templates.work_on(undisturbed.file, undisturbed.uuid)
    undisturbed.send()
    desk = begun(quiet)
    skewed(desk.clock, timedelta(days=-4000))
    templates.work_on(desk.file, desk.uuid)
    skewed(desk.clock, timedelta(days=8000))
    desk.send()
    everything_holds(desk)
    assert what_is_there(desk.office) == what_is_there(undisturbed.office)
    assert same_but_days(desk) == same_but_days(undisturbed)


def same_but_days(desk: Desk) -> list[object]:
    return [case[2:3] + case[7:8] for case in what_is_here(desk.file)]
