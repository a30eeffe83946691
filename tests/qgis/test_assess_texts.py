"""The texts of an assessment: drafts that keep themselves, figures of the case as sentences, and nobody's words written over."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.clock import Clock
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.finding import Relation
from plugin.domain.task import TaskState
from plugin.gui.assess.evidence import figures_dialog
from plugin.gui.assess.text_page import TextPage
from plugin.gui.session import Session
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.conftest import finding
from tests.qgis.fake_iface import FakeIface

SITE = DetailCategory.SITE_DESCRIPTION


@pytest.fixture
def at_work(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    made = Assessing(open_desk, session, clock, iface)
    made.view.open_task("site-description")
    return made


def page(at_work: Assessing) -> TextPage:
    shown = at_work.view.page
    assert isinstance(shown, TextPage)
    return shown


def test_a_text_says_what_it_should_say_and_nothing_is_written_yet(at_work: Assessing) -> None:
    assert page(at_work).asksLabel.text().startswith("The site and what lies round it")
    assert page(at_work).stateLabel.text() == "Nothing written yet"
    assert not page(at_work).keepButton.isEnabled()


def test_a_text_is_kept_as_a_draft_with_who_and_when(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("A terraced house.")
    assert page(at_work).stateLabel.text() == "Not kept yet"
    page(at_work).keepButton.click()

    until(lambda: at_work.records(AssessmentDetail))
    assert at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "A terraced house.")]
    until(lambda: page(at_work).stateLabel.text().startswith("Kept 22 November 2026, 09:00"))
    assert not page(at_work).dirty


def test_going_back_to_the_tasks_keeps_what_was_written(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("A terraced house.")
    at_work.view.back()

    until(lambda: at_work.records(AssessmentDetail))
    at_work.view.open_task("site-description")
    assert page(at_work).editor.toPlainText() == "A terraced house."
    until(lambda: not page(at_work).dirty)


def test_another_case_or_another_text_keeps_what_was_written(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("A terraced house.")
    at_work.view.open_task("summary-of-works")
    assert page(at_work).editor.toPlainText() == ""
    until(lambda: len(at_work.records(AssessmentDetail)) == 1)
    page(at_work).editor.setPlainText("An extension.")
    at_work.open(at_work.other)

    until(lambda: len(at_work.records(AssessmentDetail)) == 2)
    assert at_work.records(AssessmentDetail, at_work.other) == []


def test_words_that_come_while_a_draft_is_written_are_not_lost(at_work: Assessing) -> None:
    editor = page(at_work).editor
    editor.setPlainText("A terraced")
    page(at_work).keep()
    editor.appendPlainText("house.")
    at_work.open(at_work.other)

    until(lambda: at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "A terraced\nhouse.")])


def test_a_change_elsewhere_is_told_and_nobodys_words_are_written_over(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("Mine.")
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, AssessmentDetail(SITE, "Theirs."))
    page(at_work).keep()

    until(lambda: page(at_work).conflictLabel.isVisibleTo(page(at_work)))
    assert "Changed in another window by Ada Example" in page(at_work).conflictLabel.text()
    assert page(at_work).editor.toPlainText() == "Mine."
    assert at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "Theirs.")]

    page(at_work).mineButton.click()

    until(lambda: at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "Mine.")])
    assert not page(at_work).conflictLabel.isVisibleTo(page(at_work))


def test_their_words_may_be_taken(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("Mine.")
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, AssessmentDetail(SITE, "Theirs."))
    at_work.desk.read_again()
    page(at_work).theirsButton.click()

    assert page(at_work).editor.toPlainText() == "Theirs."
    assert not page(at_work).dirty


def test_a_change_elsewhere_of_a_text_that_nobody_writes_here_is_shown(at_work: Assessing) -> None:
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, AssessmentDetail(SITE, "Theirs."))
    at_work.desk.read_again()

    assert page(at_work).editor.toPlainText() == "Theirs."
    assert not page(at_work).conflictLabel.isVisibleTo(page(at_work))


def test_a_task_that_is_complete_completes_its_text_in_the_same_act(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("A terraced house.")
    at_work.view.stateBox.setCurrentIndex(at_work.view.stateBox.findText("Completed"))
    at_work.view.stateBox.activated.emit(at_work.view.stateBox.currentIndex())

    until(lambda: at_work.records(AssessmentDetail))
    assert at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "A terraced house.", TaskState.COMPLETED)]
    assert at_work.view.stateBox.currentText() == "Completed"


def test_a_text_without_words_is_not_complete_and_the_state_stands_as_it_was(at_work: Assessing) -> None:
    at_work.view.stateBox.setCurrentIndex(at_work.view.stateBox.findText("Completed"))
    at_work.view.stateBox.activated.emit(at_work.view.stateBox.currentIndex())

    until(lambda: page(at_work).problemLabel.isVisibleTo(page(at_work)))
    assert page(at_work).problemLabel.text() == "Write the text before you mark it complete."
    assert at_work.view.stateBox.currentText() == "Not started"


def test_a_figure_goes_in_as_a_sentence_with_version_snapshot_day_and_answer(at_work: Assessing, session: Session) -> None:
    record = AnsweredRecord.of(finding("High Street Conservation Area").entity)
    with at_work.file() as file:
        file.answer_constraint(
            at_work.uuid, GivenAnswer("conservation-area", AnswerKind.APPLIES, (record,), reason="All of it", found=Relation.OVERLAPS)
        )
    at_work.desk.read_again()
    dialog = figures_dialog(at_work.desk, session)
    assert not dialog.takeButton.isEnabled()
    dialog.tick("High Street Conservation Area")
    dialog.tick("Area: 2,000")
    page(at_work).editor.setPlainText("A terraced house.")
    page(at_work).editor.moveCursor(page(at_work).editor.textCursor().MoveOperation.End)
    page(at_work).insert(dialog.words)

    lines = page(at_work).editor.toPlainText().splitlines()
    assert lines[0] == "A terraced house."
    assert lines[1].startswith("The site measures 2,000 m² (boundary version 1, as submitted; measured in the British National Grid")
    assert "The site overlaps the High Street Conservation Area" in lines[2]
    assert "boundary version 1, as submitted; snapshot conservation-area-2026-11-01-abc, screened on 22 November 2026" in lines[2]
    assert lines[2].endswith("The officer's answer: applies: All of it (Ada Example, 22 November 2026, version 1).")
    assert dialog.takeButton.text() == "&Insert 2"


def test_figures_are_searched_and_read_before_they_are_inserted(at_work: Assessing, session: Session) -> None:
    dialog = figures_dialog(at_work.desk, session)
    dialog.searchEdit.setText("mill lane")
    shown = [item for item in dialog.lines() if not item.isHidden()]
    assert len(shown) == 1

    dialog.tree.setCurrentItem(shown[0])

    assert "17.0 m from the Mill Lane Conservation Area" in dialog.preview.toPlainText()
    assert shown[0].checkState(0) == Qt.CheckState.Unchecked


def test_closing_the_window_keeps_what_was_written(at_work: Assessing) -> None:
    page(at_work).editor.setPlainText("A terraced house.")
    at_work.view.close_down()

    assert at_work.records(AssessmentDetail) == [AssessmentDetail(SITE, "A terraced house.")]


def test_ticking_a_figure_shows_the_sentence_that_goes_in(at_work: Assessing, session: Session) -> None:
    dialog = figures_dialog(at_work.desk, session)
    first, second = dialog.lines()[:2]
    dialog.tree.setCurrentItem(first)

    second.setCheckState(0, Qt.CheckState.Checked)

    assert dialog.preview.toPlainText() == dialog.words[0]
