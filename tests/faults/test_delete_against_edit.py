"""What was deleted on one side and edited on the other: never won silently, in either direction, and nobody's words are written over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.conflict import ConflictKind
from plugin.domain.outbox_entry import OutboxState
from scripts.backoffice import casework
from tests.faults import templates
from tests.faults.asking import there, written_by_another
from tests.faults.conftest import Begin
from tests.faults.desk import Desk, Template
from tests.faults.holds import come_through, everything_holds
from tests.faults.ledger import Ledger
from tests.faults.network_faults import AFTER, BEFORE

_CHANGED = Condition("Materials", "The bricks are red.", "The character of the street.")


@pytest.fixture
def sent(begun: Begin, quiet: Template) -> tuple[Desk, str]:
    """A condition that both sides have."""
    desk = begun(quiet)
    name = desk.file.keep_casework(desk.uuid, templates.MATERIALS)
    desk.file.send_casework(desk.uuid)
    desk.send()
    assert len(there(desk, "condition")) == 1
    return desk, name


def address(desk: Desk) -> str:
    return f"conditions/{there(desk, 'condition')[0]['id']}"


@pytest.mark.parametrize("fault", ["", "hung up", "500"])
def test_edited_here_and_deleted_there_is_told_and_the_edit_arrives_once(fault: str, sent: tuple[Desk, str], ledger: Ledger) -> None:
    desk, name = sent
    written_by_another(desk, address(desk), None, "DELETE")
    desk.file.keep_casework(desk.uuid, _CHANGED, name, seen=1)
    desk.file.send_casework(desk.uuid)
    if fault:
        desk.meets(BEFORE[fault], lambda asked: asked.is_order)
    desk.send()
    everything_holds(desk)
    assert there(desk, "condition") == [], "their deletion is not undone unseen"
    (entry,) = desk.file.outbox()
    assert entry.last_answer
    assert [each.record.text for each in pieces(desk)] == [_CHANGED.text], "nor are my words"
    come_through(desk)
    everything_holds(desk)
    assert [each["text"] for each in there(desk, "condition")] == [_CHANGED.text]
    ledger.note("deleted there, edited here", "told; my words arrive once I say so")


def pieces(desk: Desk) -> list[object]:
    return [each for each in desk.file.case(desk.uuid).casework if isinstance(each.record, Condition)]


@pytest.mark.parametrize("fault", ["", "hung up", "500"])
def test_deleted_here_and_edited_there_is_told_and_their_words_stay_until_then(fault: str, sent: tuple[Desk, str], ledger: Ledger) -> None:
    desk, name = sent
    written_by_another(desk, address(desk), {"text": "Any bricks."}, "PATCH")
    desk.file.remove_casework(desk.uuid, name, seen=1)
    desk.file.send_casework(desk.uuid)
    if fault:
        desk.meets(BEFORE[fault], lambda asked: asked.is_order)
    desk.send()
    everything_holds(desk)
    assert [each["text"] for each in there(desk, "condition")] == ["Any bricks."], "their words are not deleted unseen"
    (entry,) = desk.file.outbox()
    assert entry.last_answer
    come_through(desk)
    everything_holds(desk)
    assert there(desk, "condition") == []
    ledger.note("deleted here, edited there", "told; taken out once I say so")


def test_deleted_on_both_sides_is_over(sent: tuple[Desk, str], ledger: Ledger) -> None:
    desk, name = sent
    written_by_another(desk, address(desk), None, "DELETE")
    desk.file.remove_casework(desk.uuid, name, seen=1)
    desk.file.send_casework(desk.uuid)
    come_through(desk)
    everything_holds(desk)
    assert there(desk, "condition") == []
    ledger.note("deleted on both sides", "over, without a word")


def test_an_edited_case_that_is_gone_there_is_a_conflict_that_no_good_pull_clears(begun: Begin, quiet: Template, ledger: Ledger) -> None:
    desk = begun(quiet)
    desk.file.keep_casework(desk.uuid, templates.MATERIALS)
    desk.file.send_casework(desk.uuid)
    casework.remove(desk.office, desk.identity)
    for _ in range(2):
        desk.clock.moment += timedelta(hours=1)
        assert desk.pull().complete
        everything_holds(desk)
        (conflict,) = desk.file.conflicts(desk.uuid)
        assert conflict.kind is ConflictKind.EDIT_DELETE
    desk.send()
    everything_holds(desk)
    (entry,) = desk.file.outbox(desk.uuid)
    assert entry.state is not OutboxState.SENT
    assert [each.record for each in pieces(desk)] == [templates.MATERIALS]

    with desk.office.database.act() as connection:
        connection.execute("UPDATE applications SET deleted_at = NULL WHERE id = ?", (desk.identity,))
    desk.clock.moment += timedelta(hours=1)
    desk.pull()
    come_through(desk)
    everything_holds(desk)
    assert [each["title"] for each in there(desk, "condition")] == ["Materials"]
    ledger.note("case gone there, edited here", "a conflict; comes through when the case is back", times=2)


def test_two_officers_who_write_one_text_are_told_and_neither_is_written_over(begun: Begin, quiet: Template, ledger: Ledger) -> None:
    desk = begun(quiet)
    desk.file.keep_casework(desk.uuid, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A house."))
    desk.file.send_casework(desk.uuid)
    written_by_another(desk, "assessment_details/site_description", {"entry": "A villa.", "assessment_status": "complete"})
    desk.send()
    desk.refresh()
    everything_holds(desk)
    (theirs,) = [each for each in there(desk, "assessment_detail") if each["category"] == "site_description"]
    assert theirs["entry"] == "A villa."
    (entry,) = desk.file.outbox()
    assert "A villa." in entry.last_answer
    assert "A house." in {getattr(each.record, "entry", "") for each in desk.file.case(desk.uuid).casework}
    ledger.note("two officers, one text", "told; neither is written over")


def test_the_same_change_on_both_sides_is_no_conflict(begun: Begin, quiet: Template, ledger: Ledger) -> None:
    desk = begun(quiet)
    detail = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house.")
    desk.file.keep_casework(desk.uuid, detail)
    desk.file.send_casework(desk.uuid)
    written_by_another(desk, "assessment_details/site_description", {"entry": "A terraced house.", "assessment_status": "in_progress"})
    desk.meets(AFTER["hung up"], lambda asked: asked.is_order)
    for _ in range(2):
        desk.send()
        everything_holds(desk)
    assert desk.file.outbox() == []
    assert desk.file.conflicts() == []
    ledger.note("same change on both sides", "no conflict")
