"""What is written on the Decide tab: a draft that keeps itself, words that nobody loses, and a resolution while it is written."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileBusy
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.written_draft import DraftSeen, WrittenDraft
from plugin.domain.clock import Clock
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, pulled, until
from tests.qgis.deciding import case_of, choose, held, open_to_decide, submit
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_decide import as_reviewer


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> CasePanel:
    return open_to_decide(open_desk, session, clock, iface)


def test_a_draft_keeps_itself_while_the_officer_writes(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Refused")
    view.publicEdit.setPlainText("It harms")
    view.publicEdit.insertPlainText(" ")

    until(lambda: held(panel).decision == "refused")
    view.publicEdit.appendPlainText("the conservation area.")
    until(lambda: "conservation area" in held(panel).public_comment)
    assert held(panel).state is RecommendationState.DRAFT
    assert view.decisionBox.currentText() == "Refused"


def test_what_was_written_last_is_kept_when_the_window_closes(panel: CasePanel) -> None:
    panel.decide.publicEdit.setPlainText("Written a moment before the end.")
    panel.decide.finish()

    panel._desk.read_again()
    assert held(panel).public_comment == "Written a moment before the end."


def test_another_windows_draft_is_not_written_over_and_the_words_stay_in_the_field(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.keep_recommendation(case_of(panel).uuid, Recommendation("granted", "Theirs."))

    view.publicEdit.setPlainText("Mine.")

    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "changed in another window" in view.problemLabel.text()
    assert view.publicEdit.toPlainText() == "Mine."


def test_words_that_were_not_kept_stay_until_the_officer_chooses_and_can_be_kept_or_given_up(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.keep_recommendation(case_of(panel).uuid, Recommendation("granted", "Theirs."))
    view.publicEdit.setPlainText("Mine.")
    until(lambda: view.choiceHolder.isVisibleTo(view))

    desk.read_again()
    assert view.publicEdit.toPlainText() == "Mine.", "a later read fills nothing over them"
    assert view.keptLabel.text() == "What is kept: Granted. Theirs."

    view.keepMineButton.click()
    until(lambda: held(panel).public_comment == "Mine.")
    assert not view.choiceHolder.isVisibleTo(view)
    assert not view.problemLabel.isVisibleTo(view)

    with desk.file.for_this_thread() as file:
        file.keep_recommendation(case_of(panel).uuid, Recommendation("granted", "Theirs again."), 2)
    view.publicEdit.setPlainText("Mine again.")
    until(lambda: view.choiceHolder.isVisibleTo(view))
    view.showKeptButton.click()
    assert view.publicEdit.toPlainText() == "Theirs again."
    assert not view.choiceHolder.isVisibleTo(view)


def test_a_busy_file_keeps_the_words_in_the_field_and_takes_them_when_it_is_free(panel: CasePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    view, desk = panel.decide, panel._desk
    with monkeypatch.context() as busy:
        busy.setattr(CaseFile, "keep_draft", refusing)
        view.publicEdit.setPlainText("Written while the file was busy.")
        until(lambda: view.choiceHolder.isVisibleTo(view))
    desk.read_again()
    assert view.publicEdit.toPlainText() == "Written while the file was busy."
    assert not view.keptLabel.isVisibleTo(view), "nobody else has written"

    view.keepMineButton.click()
    until(lambda: held(panel).public_comment == "Written while the file was busy.")


def test_words_refused_twice_stand_in_their_fields_again_after_another_case_was_open(panel: CasePanel) -> None:
    view, desk, first = panel.decide, panel._desk, case_of(panel).uuid
    second = another_case(panel)
    theirs(panel, Recommendation("granted", "Theirs."))
    choose(view, "Refused")
    view.publicEdit.setPlainText("Mine.")
    view.inSpiteEdit.setPlainText("Checked on paper.\nTwice.")
    until(lambda: view.choiceHolder.isVisibleTo(view))
    view.publicEdit.setPlainText("Mine, and more.")
    view._keeper.keep_now()
    until(lambda: not view._keeper.pending)

    open_case(panel, second)
    assert view.publicEdit.toPlainText() == ""
    assert not view.choiceHolder.isVisibleTo(view)
    open_case(panel, first)

    assert view.publicEdit.toPlainText() == "Mine, and more."
    assert view.decisionBox.currentText() == "Refused"
    assert view.inSpiteEdit.toPlainText() == "Checked on paper.\nTwice."
    assert view.keptLabel.text() == "What is kept: Granted. Theirs."
    assert held(panel).public_comment == "Theirs.", "nothing is written over"

    view.keepMineButton.click()
    until(lambda: held(panel).public_comment == "Mine, and more." and not view._keeper.pending)
    desk.read_again()
    assert not view.choiceHolder.isVisibleTo(view)


def test_words_put_aside_are_given_up_for_what_is_kept_and_do_not_come_back(panel: CasePanel) -> None:
    view, first = panel.decide, case_of(panel).uuid
    second = another_case(panel)
    theirs(panel, Recommendation("granted", "Theirs."))
    view.publicEdit.setPlainText("Mine.")
    until(lambda: view.choiceHolder.isVisibleTo(view))

    view.showKeptButton.click()
    until(lambda: not view._keeper.pending)
    open_case(panel, second)
    open_case(panel, first)
    assert view.publicEdit.toPlainText() == "Theirs."
    assert not view.choiceHolder.isVisibleTo(view)


def test_words_written_a_moment_before_another_case_is_opened_are_put_aside_and_the_officer_is_told(panel: CasePanel) -> None:
    view, first = panel.decide, case_of(panel).uuid
    second = another_case(panel)
    theirs(panel, Recommendation("granted", "Theirs."))
    view.publicEdit.setPlainText("Mine.")
    open_case(panel, second)

    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "What you wrote on 26-00001-HAPP was not taken" in view.problemLabel.text()
    open_case(panel, first)
    assert view.publicEdit.toPlainText() == "Mine."


def test_words_of_a_case_that_is_shown_no_more_are_tried_until_the_file_takes_them(
    panel: CasePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, first = panel.decide, case_of(panel).uuid
    second = another_case(panel)
    with monkeypatch.context() as busy:
        busy.setattr(CaseFile, "keep_draft", refusing)
        busy.setattr(CaseFile, "keep_draft_or_put_aside", refusing)
        view.publicEdit.setPlainText("Written while the file was busy.")
        open_case(panel, second)
        until(lambda: bool(view._keeper._behind))
    view._keeper._keep_behind()
    until(lambda: not view._keeper.pending)

    open_case(panel, first)
    assert held(panel).public_comment == "Written while the file was busy."


def test_where_somebody_has_submitted_meanwhile_the_officers_words_are_told_beside_what_is_submitted(panel: CasePanel) -> None:
    view, desk = panel.decide, panel._desk
    view.publicEdit.setPlainText("Mine.")
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        uuid = case_of(panel).uuid
        file.submit_draft(uuid, WrittenDraft(Recommendation("granted", "Theirs.")), "On paper.", DraftSeen())
    view._keeper.keep_now()

    until(lambda: view.choiceHolder.isVisibleTo(view))
    assert view.publicEdit.toPlainText() == "Theirs."
    assert view.keptLabel.text() == "What you wrote was not taken: no decision. Mine."
    assert not view.keepMineButton.isVisibleTo(view)
    view.showKeptButton.click()
    until(lambda: not view._keeper.pending)
    assert not view.choiceHolder.isVisibleTo(view)


def test_case_43_an_unfinished_resolution_is_there_again_after_another_case_was_open(panel: CasePanel) -> None:
    view, first = panel.decide, case_of(panel).uuid
    second = another_case(panel)
    choose(view, "Resolved to grant subject to a legal agreement")
    view.resolution.subjectEdit.setText("A deed under section 106; ")
    view.resolution.subjectEdit.textEdited.emit("A deed under section 106; ")
    until(lambda: resolved(panel) and not view._keeper.pending)
    assert view.resolution.subjectEdit.text() == "A deed under section 106; ", "what is being typed is left alone"

    open_case(panel, second)
    assert view.decisionBox.currentText() == "Not chosen yet"
    assert view.resolution.subjectEdit.text() == ""
    open_case(panel, first)
    assert view.decisionBox.currentText() == "Resolved to grant subject to a legal agreement"
    assert view.resolution.subjectEdit.text() == "A deed under section 106"
    assert "Say who resolved it" in view.resolution.lackingLabel.text()


def test_what_a_reviewer_has_begun_to_write_is_there_again_after_another_case_was_open(
    panel: CasePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, first = panel.decide, case_of(panel).uuid
    second = another_case(panel)
    submit(panel)
    as_reviewer(panel, monkeypatch)
    view.reviewEdit.setText("The light to number 4")
    view.reviewEdit.textEdited.emit("The light to number 4")

    open_case(panel, second)
    open_case(panel, first)
    assert view.reviewEdit.text() == "The light to number 4"


def test_case_43_a_resolution_is_recorded_and_no_decision_is_sent(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Resolved to grant subject to a legal agreement")
    assert view.resolution.isVisibleTo(view)
    view.resolution.bodyEdit.setText("Planning Committee")
    view.resolution.subjectEdit.setText("A deed under section 106")
    view.resolution.bodyEdit.textEdited.emit("Planning Committee")

    until(lambda: any(isinstance(each.record, Resolution) for each in case_of(panel).casework))
    view.publicEdit.setPlainText("Subject to the deed it complies.")
    view.submitButton.click()
    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "is a resolution and no decision" in view.problemLabel.text()
    assert case_of(panel).outbox == ()
    assert view.decisionBox.currentText() == "Resolved to grant subject to a legal agreement"


def test_case_43_a_resolution_stays_while_it_is_written_and_says_what_it_lacks(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Resolved to refuse")
    until(lambda: not view._keeper.pending)
    panel._desk.read_again()

    assert view.decisionBox.currentText() == "Resolved to refuse"
    assert view.resolution.lackingLabel.isVisibleTo(view)
    assert "Say who resolved it" in view.resolution.lackingLabel.text()

    view.submitButton.click()
    until(lambda: view.problemLabel.isVisibleTo(view))
    assert "Say who resolved it" in view.problemLabel.text()

    view.resolution.bodyEdit.setText("Planning Committee")
    view.resolution.bodyEdit.textEdited.emit("Planning Committee")
    until(lambda: resolved(panel))
    assert not view.resolution.lackingLabel.isVisibleTo(view)


def test_case_43_a_resolution_is_taken_back_where_nothing_is_chosen_any_more(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Resolved to refuse")
    view.resolution.bodyEdit.setText("Planning Committee")
    view.resolution.bodyEdit.textEdited.emit("Planning Committee")
    until(lambda: resolved(panel) and not view._keeper.pending)

    choose(view, "Not chosen yet")
    until(lambda: not resolved(panel))
    assert view.decisionBox.currentText() == "Not chosen yet"


def test_submitting_waits_for_the_draft_that_is_under_way_and_tells_of_no_other_window(
    panel: CasePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = CaseFile.keep_draft

    def slowly(file: CaseFile, *given: Any) -> DraftSeen:
        kept = keep(file, *given)
        time.sleep(0.5)
        return kept

    monkeypatch.setattr(CaseFile, "keep_draft", slowly)
    choose(panel.decide, "Granted")
    panel.decide.publicEdit.setPlainText("It complies")
    panel.decide._keeper.keep_now()
    submit(panel)

    assert held(panel).public_comment == "It complies with policy P14."
    assert not panel.decide.problemLabel.isVisibleTo(panel.decide)


def test_what_was_written_when_a_submission_is_refused_stays_and_is_kept_as_a_draft(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Granted")
    view.publicEdit.setPlainText("It complies, written just before.")
    view.submitButton.click()

    until(lambda: view.problemLabel.isVisibleTo(view))
    assert view.publicEdit.toPlainText() == "It complies, written just before."
    until(lambda: held(panel).public_comment == "It complies, written just before.")
    assert "in spite" in view.problemLabel.text()


def another_case(panel: CasePanel) -> str:
    desk = panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        return str(file.take_in([pulled(2, valid_on=date(2026, 11, 3))], SOURCE).uuids[0])


def open_case(panel: CasePanel, uuid: str) -> None:
    """Opens another case and waits until what was written before is dealt with, and the case is read."""
    desk = panel._desk
    desk.open(uuid)
    until(lambda: desk.case is not None and desk.case.uuid == uuid and not desk.refreshes_case and not panel.decide._keeper.pending)
    desk.read_again()


def theirs(panel: CasePanel, draft: Recommendation) -> None:
    """Another window has written meanwhile."""
    desk = panel._desk
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.keep_recommendation(case_of(panel).uuid, draft)


def refusing(*_arguments: object) -> None:
    raise CaseFileBusy("cases.sqlite is being written by another QGIS window.")


def resolved(panel: CasePanel) -> list[Resolution]:
    return [each.record for each in case_of(panel).casework if isinstance(each.record, Resolution)]
