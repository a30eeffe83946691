"""How programs of the same kind have lost people's work, each acted out here; the test is called after what happened there.

Where it happened stands beside each. In Redline it does not happen.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.outbox_entry import OutboxState
from tests.faults import answers, templates
from tests.faults.asking import there, written_by_another
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import Desk, Template
from tests.faults.holds import come_through, everything_holds, what_is_there
from tests.faults.killing import Killer
from tests.faults.ledger import Ledger
from tests.faults.network_faults import AFTER, BEFORE, answered
from tests.faults.proxy import Asked, Does, Proxy
from tests.unit.backoffice_server.bench import Bench


@pytest.fixture
def desk(begun: Begin, quiet: Template) -> Desk:
    return begun(quiet)


def keep_and_send(desk: Desk, piece: object, uuid: str = "", seen: int = 0) -> str:
    name = desk.file.keep_casework(desk.uuid, piece, uuid, seen)
    desk.file.send_casework(desk.uuid)
    return name


def titles(desk: Desk) -> list[str]:
    return sorted(each["title"] for each in there(desk, "condition"))


def conditions_here(desk: Desk) -> list[str]:
    return sorted(each.record.title for each in desk.file.case(desk.uuid).casework if isinstance(each.record, Condition))


def acted(ledger: Ledger) -> None:
    ledger.note("what peers lost", "nothing is lost here")


def test_a_deletion_won_over_an_update_without_a_word(desk: Desk, ledger: Ledger) -> None:
    """Mergin, geodiff 248: the row was gone, and so was the edit."""
    name = keep_and_send(desk, templates.MATERIALS)
    desk.send()
    written_by_another(desk, f"conditions/{there(desk, 'condition')[0]['id']}", None, "DELETE")
    keep_and_send(desk, Condition("Materials", "Red bricks.", "Character."), name, seen=1)
    report = desk.send()
    desk.refresh()
    everything_holds(desk)
    assert report.refused
    assert conditions_here(desk) == ["Materials"]
    acted(ledger)


def test_an_update_won_over_a_deletion_without_a_word(desk: Desk, ledger: Ledger) -> None:
    """The same the other way round."""
    name = keep_and_send(desk, templates.MATERIALS)
    desk.send()
    written_by_another(desk, f"conditions/{there(desk, 'condition')[0]['id']}", {"text": "Any bricks."}, "PATCH")
    desk.file.remove_casework(desk.uuid, name, seen=1)
    desk.file.send_casework(desk.uuid)
    report = desk.send()
    everything_holds(desk)
    assert "Any bricks." in report.refused[0]
    assert titles(desk) == ["Materials"]
    acted(ledger)


def test_two_who_added_at_once_were_given_each_others_record(desk: Desk, ledger: Ledger) -> None:
    """Mergin, geodiff 62: numbers were mapped wrongly after two insertions at once."""
    name = desk.file.keep_casework(desk.uuid, templates.MATERIALS)
    desk.file.send_casework(desk.uuid)
    written_by_another(desk, "conditions", {"title": "Hours", "text": "None.", "reason": "Theirs."}, "POST")
    come_through(desk)
    keep_and_send(desk, Condition("Materials", "Red bricks.", "Character."), name, seen=1)
    come_through(desk)
    desk.refresh()
    everything_holds(desk)
    assert {each["title"]: each["text"] for each in there(desk, "condition")} == {"Hours": "None.", "Materials": "Red bricks."}
    assert conditions_here(desk) == ["Hours", "Materials"]
    acted(ledger)


def test_the_same_change_on_both_sides_was_called_a_conflict(desk: Desk, ledger: Ledger) -> None:
    """Mergin, geodiff 152."""
    keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, "Light is kept."))
    written_by_another(desk, "assessment_details/amenity", {"entry": "Light is kept.", "assessment_status": "in_progress"})
    desk.send()
    everything_holds(desk)
    assert (desk.file.outbox(), desk.file.conflicts()) == ([], [])
    acted(ledger)


def test_a_conflict_was_announced_and_was_nowhere_to_be_found(begun: Begin, news: Template, ledger: Ledger) -> None:
    """Mergin's plugin, 596: the file of conflicts that was named did not exist."""
    desk = begun(news)
    report = desk.pull()
    assert report.conflicts
    everything_holds(desk)
    found = {desk.file.case(each.application_uuid).row.uuid for each in desk.file.conflicts()}
    assert len(found) >= len(set(report.conflicts))
    acted(ledger)


def test_what_could_not_be_applied_was_forgotten_after_a_later_good_sync(desk: Desk, ledger: Ledger) -> None:
    """Mergin's db-sync, 152."""
    keep_and_send(desk, templates.MATERIALS)
    desk.meets(BEFORE["422"], lambda asked: asked.is_order)
    desk.send()
    desk.heal()
    for _ in range(2):
        desk.clock.moment += timedelta(hours=1)
        assert desk.pull().complete
        desk.refresh()
        desk.send()
        everything_holds(desk)
    (entry,) = desk.file.outbox()
    assert entry.state is OutboxState.REFUSED
    assert entry.last_answer
    acted(ledger)


def test_the_queue_was_empty_though_work_had_been_recorded(begun: Begin, quiet: Template, kills: Killer, ledger: Ledger) -> None:
    """QField 7479: features were there, and the file of changes to be sent was not. Here the two are one act."""
    kills.load(begun(quiet), "work")
    for write in range(4, 60, 6):
        desk = begun(quiet)
        kills.run(desk, "work", write)
        everything_holds(desk)
        described = desk.file.case(desk.uuid).row.description == "Rear extension, three metres deep"
        assert described == any(each.verb == "describe" for each in desk.file.outbox())
        desk.close()
    acted(ledger)


def test_what_was_added_was_destroyed_by_the_next_pull(desk: Desk, ledger: Ledger) -> None:
    """QField 7708: additions that were not yet noticed were overwritten by what was read."""
    desk.file.keep_casework(desk.uuid, templates.MATERIALS)
    for _ in range(2):
        desk.clock.moment += timedelta(hours=1)
        desk.pull()
        desk.refresh()
        everything_holds(desk)
        assert conditions_here(desk) == ["Materials"]
    desk.file.send_casework(desk.uuid)
    come_through(desk)
    assert titles(desk) == ["Materials"]
    acted(ledger)


def test_a_change_that_failed_was_never_told_and_gone_after_the_next_sync(desk: Desk, ledger: Ledger) -> None:
    """QField 4033."""
    keep_and_send(desk, templates.MATERIALS)
    desk.meets(BEFORE["409"], lambda asked: asked.is_order)
    report = desk.send()
    assert report.refused, "it is told"
    desk.heal()
    desk.refresh()
    everything_holds(desk)
    assert conditions_here(desk) == ["Materials"]
    come_through(desk)
    assert titles(desk) == ["Materials"]
    acted(ledger)


def test_the_record_could_not_be_found_because_it_was_called_something_else(desk: Desk, ledger: Ledger) -> None:
    """QField 570 and 7724: the layer or its key had changed. A reference changes when an application changes its type."""
    keep_and_send(desk, templates.MATERIALS)
    with desk.office.database.act() as connection:
        connection.execute("UPDATE applications SET reference = '26-00100-FUL' WHERE id = ?", (desk.identity,))
    desk.clock.moment += timedelta(hours=1)
    desk.pull()
    come_through(desk)
    everything_holds(desk)
    assert titles(desk) == ["Materials"]
    assert desk.file.case(desk.uuid).reference == "26-00100-FUL"
    acted(ledger)


def test_one_change_whose_name_was_taken_blocked_all_others(desk: Desk, ledger: Ledger) -> None:
    """QField 154: a file of changes with the same id could not be sent, and nothing after it."""
    keep_and_send(desk, templates.MATERIALS)
    (first,) = desk.file.outbox()
    address = f"/api/v2/planning_applications/{desk.file.case(desk.uuid).reference}/conditions"
    taken = {"title": "Other", "text": "Other.", "reason": "Other."}
    assert desk.bench.ask(address, "POST", headers={"Idempotency-Key": first.uuid}, json={"data": taken}).status_code == 201
    keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, "Light is kept."))
    report = desk.send()
    assert report.sent == 1
    assert any("can't use what Redline sent" in each for each in report.refused)
    (waits,) = desk.file.outbox()
    assert waits.uuid == first.uuid
    assert waits.state is OutboxState.REFUSED
    acted(ledger)


def test_a_nul_in_a_text_was_refused_by_the_server_for_ever(desk: Desk, ledger: Ledger) -> None:
    """QFieldCloud 327."""
    keep_and_send(desk, Condition("Materials", "Red\x00bricks.", "Character."))
    keep_and_send(desk, templates.HOURS)
    desk.send()
    everything_holds(desk)
    assert "Hours" in titles(desk), "nothing else is held up by it"
    assert all(each.last_answer for each in desk.file.outbox())
    acted(ledger)


def test_the_button_that_settles_a_conflict_answered_500(desk: Desk, ledger: Ledger) -> None:
    """QFieldCloud 429. Here settling is an act like others: it waits, and goes again."""
    keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, "Mine."))
    written_by_another(desk, "assessment_details/amenity", {"entry": "Theirs.", "assessment_status": "complete"})
    desk.send()
    desk.file.send_casework(desk.uuid)
    desk.meets(BEFORE["500"], lambda asked: asked.is_order)
    desk.send()
    everything_holds(desk)
    assert desk.file.outbox()
    come_through(desk)
    assert [each["entry"] for each in there(desk, "assessment_detail") if each["category"] == "amenity"] == ["Mine."]
    acted(ledger)


def test_what_had_been_changed_at_the_source_was_written_over_without_a_warning(desk: Desk, ledger: Ledger) -> None:
    """QGIS Offline Editing 23146."""
    written_by_another(desk, "assessment_details/amenity", {"entry": "Theirs.", "assessment_status": "complete"})
    keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, "Mine."))
    report = desk.send()
    everything_holds(desk)
    assert "Theirs." in report.refused[0]
    assert [each["entry"] for each in there(desk, "assessment_detail") if each["category"] == "amenity"] == ["Theirs."]
    acted(ledger)


def test_after_the_sync_the_data_could_not_be_opened(begun: Begin, news: Template, ledger: Ledger) -> None:
    """QGIS Offline Editing 58439."""
    desk = begun(news)
    before = {row.uuid for row in desk.file.cases()}
    desk.pull()
    desk.send()
    desk.refresh()
    everything_holds(desk)
    assert before
    assert all(desk.file.case(uuid).boundary is not None for uuid in before)
    acted(ledger)


def test_edits_were_lost_when_another_branch_was_looked_at(desk: Desk, ledger: Ledger, served: Bench) -> None:
    """GeoGig 27. Here: the settings name another back office for a while."""
    keep_and_send(desk, templates.MATERIALS)
    other = Proxy(served.url)
    here, desk.proxy = desk.proxy, other
    try:
        desk.send()
        desk.pull()
        everything_holds(desk)
    finally:
        desk.proxy = here
        other.close()
    assert [each.state for each in desk.file.outbox()] == [OutboxState.WAITING]
    come_through(desk)
    assert titles(desk) == ["Materials"]
    acted(ledger)


def test_a_field_that_was_cleared_was_never_sent(desk: Desk, ledger: Ledger) -> None:
    """The plugin of the Espace collaboratif: what was empty was passed over."""
    name = keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, "Light is kept."))
    desk.send()
    keep_and_send(desk, AssessmentDetail(DetailCategory.AMENITY, ""), name, seen=1)
    desk.send()
    everything_holds(desk)
    assert [each["entry"] for each in there(desk, "assessment_detail") if each["category"] == "amenity"] == [""]
    acted(ledger)


def test_what_had_been_taken_was_undone_here_because_reading_it_again_failed(desk: Desk, ledger: Ledger) -> None:
    """The same: after a transaction that was done, a failed reading rolled everything back."""
    keep_and_send(desk, templates.MATERIALS)
    orders: list[Asked] = []

    def plan(asked: Asked) -> Does | None:
        if asked.is_order:
            orders.append(asked)
            return None
        return answered(answers.refusal(500)) if orders else None

    desk.proxy.plan = plan
    desk.send()
    desk.pull()
    everything_holds(desk)
    desk.heal()
    assert [each.state for each in desk.entries] == [OutboxState.SENT]
    assert titles(desk) == ["Materials"]
    acted(ledger)


def test_the_list_of_conflicts_in_the_answer_was_never_read(desk: Desk, ledger: Ledger) -> None:
    """The same. A refusal comes with its reasons."""
    keep_and_send(desk, templates.MATERIALS)
    reasons = {"error": {"code": 422, "message": "Unprocessable", "detail": "The title is taken.", "problem": "invalid"}}
    desk.meets(answered(answers.json_answer(422, reasons)), lambda asked: asked.is_order)
    report = desk.send()
    everything_holds(desk)
    assert "The title is taken." in report.refused[0]
    assert "The title is taken." in desk.file.outbox()[0].last_answer
    acted(ledger)


def test_the_queue_was_lost_when_the_program_ended(
    begun: Begin, all_sent: AllSent, few_acts: Template, kills: Killer, ledger: Ledger
) -> None:
    """LINZ's redistricting plugin."""
    kills.load(begun(few_acts), "send")
    best = all_sent(few_acts)
    desk = begun(few_acts)
    assert kills.run(desk, "send", 3).killed
    everything_holds(desk)
    assert len(desk.file.outbox()) == len(desk.acts)
    come_through(desk)
    assert what_is_there(desk.office) == best
    acted(ledger)


def test_an_answer_that_was_lost_led_to_a_second_record(desk: Desk, ledger: Ledger) -> None:
    """Of any queue without keys."""
    keep_and_send(desk, templates.MATERIALS)
    desk.meets(AFTER["hung up"], lambda asked: asked.is_order, times=2)
    for _ in range(3):
        desk.send()
        everything_holds(desk)
    assert titles(desk) == ["Materials"]
    acted(ledger)
