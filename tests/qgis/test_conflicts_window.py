"""The window "Conflicts": three sides of every field, the officer's choice, and nothing overwritten before it is settled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog

from plugin.domain.casework.condition import Condition
from plugin.domain.casework.informative import Informative
from plugin.domain.clock import Clock
from plugin.domain.conflict import Side
from plugin.gui.conflicts.conflicts_dialog import ConflictsDialog
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.conflicting import BRICKS, HOURS, LINES, WALL, Conflicting, held
from tests.qgis.conftest import settle

ALL = [("condition", "reason"), ("condition", "text"), ("condition", "title"), ("informative", "text")]


@pytest.fixture
def case(open_desk: OpenDesk, clock: Clock) -> Iterator[Conflicting]:
    made = Conflicting(open_desk, clock)
    yield made
    if made.dialog is not None and made.dialog.isVisible():
        made.rest()
        made.dialog.reject()
        made.dialog.deleteLater()
        settle()


@pytest.fixture
def dialog(case: Conflicting) -> ConflictsDialog:
    case.in_conflict()
    return case.open()


def listed(dialog: ConflictsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_only_the_records_in_conflict_are_listed_with_what_is_left_to_choose(dialog: ConflictsDialog) -> None:
    assert listed(dialog) == ["Condition: Bricks\n2 fields to choose", "Informative: Party wall\n1 field to choose"]
    assert dialog.windowTitle() == "Conflicts: 26-00001-HAPP"
    assert not dialog.settleButton.isEnabled()
    assert "Nothing of either is overwritten" in dialog.explainsLabel.text()


def test_every_label_is_bound_to_its_own_side(case: Conflicting, dialog: ConflictsDialog) -> None:
    row = case.row("title")

    assert "Before" in row.texts["base"].text()
    assert "Materials" in row.texts["base"].text()
    assert "Mine" in row.texts["mine"].text()
    assert "Bricks" in row.texts["mine"].text()
    assert "Back office" in row.texts["theirs"].text()
    assert "Stone" in row.texts["theirs"].text()
    assert row.titleLabel.text() == "Title: changed on both sides"


def test_what_differs_is_said_in_words_and_marked_by_more_than_colour(case: Conflicting, dialog: ConflictsDialog) -> None:
    row = case.row("text")

    assert row.changes["mine"].text() == "Adds “number 12.”. Leaves out “the house.”."
    assert row.changes["theirs"].text() == "Adds “stones”. Leaves out “bricks”."
    assert "<b><u>stones</u></b>" in row.texts["theirs"].text()


def test_what_the_back_office_alone_has_changed_is_shown_and_asks_nothing(case: Conflicting, dialog: ConflictsDialog) -> None:
    row = case.row("reason")

    assert "in the back office only" in row.titleLabel.text()
    assert not row.mineButton.isVisibleTo(row)
    assert not row.otherButton.isVisibleTo(row)


def test_markup_from_outside_is_shown_as_it_reads(case: Conflicting) -> None:
    case.mine(Condition("<b>Mine</b>", BRICKS.text, BRICKS.reason), 0)
    case.theirs(held(1, BRICKS, title="<img src='http://evil.example/x.png'>"))
    case.open()

    assert "&lt;img" in case.row("title").texts["theirs"].text()
    assert "<img" not in case.row("title").texts["theirs"].text()


def test_field_by_field_mine_and_theirs_are_settled_in_one_act(case: Conflicting, dialog: ConflictsDialog) -> None:
    case.row("title").mineButton.click()
    assert listed(dialog)[0] == "Condition: Bricks\n1 field to choose"
    case.row("text").theirsButton.click()
    assert listed(dialog)[0] == "Condition: Bricks\nready to settle"
    assert dialog.settleButton.text() == "&Settle 1 of 2"
    assert case.conflicts() == ALL, "nothing is settled by a choice"
    dialog.settleButton.click()
    case.rest()

    assert case.kept(0) == Condition("Bricks", "The stones match those of the house.", "The conservation area.")
    assert case.conflicts() == [("informative", "text")]
    assert [each["title"] for each in case.waiting()] == ["Bricks"]
    assert dialog.isVisible()
    assert "1 record settled. 1 record still to settle." in dialog.noticeLabel.text()


@pytest.mark.parametrize(("name", "expected"), [("mineButton", ("Bricks", "Party")), ("theirsButton", ("Stone", "Act of 1996"))])
def test_all_mine_and_all_theirs_choose_for_every_record_and_the_window_closes_when_all_is_settled(
    case: Conflicting, dialog: ConflictsDialog, name: str, expected: tuple[str, str]
) -> None:
    getattr(dialog, name).click()
    assert case.conflicts() == ALL
    assert dialog.settleButton.text() == "&Settle 2 of 2"
    dialog.settleButton.click()
    until(lambda: not dialog.isVisible())

    assert dialog.result() == QDialog.DialogCode.Accepted
    assert (case.kept(0).title, case.conflicts()) == (expected[0], [])
    assert expected[1] in case.kept(2).text
    assert len(case.waiting()) == (2 if name == "mineButton" else 0)


def test_a_third_wording_is_kept_and_sent(case: Conflicting, dialog: ConflictsDialog) -> None:
    dialog.mineButton.click()
    row = case.row("title")
    assert not row.otherEdit.isVisibleTo(row)
    row.otherButton.click()
    assert row.otherEdit.toPlainText() == "Bricks"
    row.otherEdit.setPlainText("Bricks and stone")
    dialog.settleButton.click()
    until(lambda: not dialog.isVisible())

    assert case.kept(0).title == "Bricks and stone"


def test_a_third_wording_that_lacks_something_is_told_and_settles_nothing(case: Conflicting, dialog: ConflictsDialog) -> None:
    dialog.mineButton.click()
    row = case.row("text")
    row.otherButton.click()
    row.otherEdit.setPlainText(" ")
    dialog.settleButton.click()
    case.rest()

    assert dialog.noticeLabel.isVisibleTo(dialog)
    assert case.conflicts() == ALL, "one act: the other record is not settled either"
    assert case.row("text").choice is not None, "the choice is still there to be put right"


def test_cancel_leaves_both_as_they_were(case: Conflicting, dialog: ConflictsDialog) -> None:
    dialog.theirsButton.click()
    dialog.cancelButton.click()

    assert dialog.result() == QDialog.DialogCode.Rejected
    assert (case.conflicts(), case.kept(0).title, case.waiting()) == (ALL, "Bricks", [])


def test_choices_are_kept_while_the_officer_looks_at_another_record(case: Conflicting, dialog: ConflictsDialog) -> None:
    case.row("title").theirsButton.click()
    dialog.list.setCurrentRow(1)
    assert [each.conflict.field for each in dialog.shown] == ["text"]
    dialog.list.setCurrentRow(0)

    assert case.row("title").theirsButton.isChecked()
    assert case.row("text").choice is None


def test_a_change_of_theirs_while_the_window_is_open_is_told_and_its_choice_is_taken_out(
    case: Conflicting, dialog: ConflictsDialog
) -> None:
    dialog.mineButton.click()
    case.theirs(held(1, BRICKS, title="Slate", text="The stones match those of the house.", reason="The conservation area."))
    case.desk.read_again()

    assert "changed again" in dialog.noticeLabel.text()
    assert "Slate" in case.row("title").texts["theirs"].text()
    assert case.row("title").choice is None
    assert dialog.settleButton.text() == "&Settle 1 of 2", "what did not change keeps its choice"


def test_a_change_that_comes_with_the_press_on_settle_settles_nothing_and_is_compared_again(
    case: Conflicting, dialog: ConflictsDialog
) -> None:
    dialog.mineButton.click()
    case.theirs(held(1, BRICKS, title="Slate", text="The stones match those of the house.", reason="The conservation area."))
    dialog.settleButton.click()
    until(lambda: "Slate" in case.row("title").texts["theirs"].text())
    case.rest()

    assert "changed again" in dialog.noticeLabel.text()
    assert case.conflicts() == ALL
    assert case.waiting() == []


def test_words_of_mine_that_were_written_further_are_compared_when_the_window_opens(case: Conflicting) -> None:
    case.in_conflict()
    case.mine(Condition("Red bricks", "The bricks match those of number 12.", BRICKS.reason), 0)
    case.open()

    assert "Red bricks" in case.row("title").texts["mine"].text()


def test_another_window_that_has_settled_meanwhile_is_told(case: Conflicting, dialog: ConflictsDialog) -> None:
    dialog.mineButton.click()
    case.settle_elsewhere(Side.THEIRS)
    dialog.settleButton.click()
    until(lambda: not listed(dialog))
    case.rest()

    assert case.kept(0).title == "Stone", "the first word stands"
    assert dialog.noticeLabel.isVisibleTo(dialog)
    assert not dialog.settleButton.isEnabled()


@pytest.mark.parametrize(("side", "is_there"), [("mineButton", True), ("theirsButton", False)])
def test_edited_here_and_taken_out_there(case: Conflicting, side: str, is_there: bool) -> None:
    case.mine(Condition("Hours", "Work from 9 to 17.", "Neighbours."), 1)
    case.theirs(held(1, BRICKS), whole=("condition",))
    dialog = case.open()
    row = case.row("")
    assert "changed here, taken out in the back office" in row.titleLabel.text()
    assert "Taken out." in row.texts["theirs"].text()
    assert "Work from <b><u>9</u></b> to <b><u>17.</u></b>" in row.texts["mine"].text()
    assert not row.otherButton.isVisibleTo(row)
    getattr(row, side).click()
    dialog.settleButton.click()
    until(lambda: not dialog.isVisible())

    assert (case.kept(1) is not None) is is_there
    assert len(case.waiting()) == (1 if is_there else 0)


@pytest.mark.parametrize(("side", "expected"), [("mineButton", None), ("theirsButton", "Work from 7 to 19.")])
def test_taken_out_here_and_edited_there(case: Conflicting, side: str, expected: str | None) -> None:
    case.drop(1)
    case.theirs(held(2, HOURS, text="Work from 7 to 19."))
    dialog = case.open()
    row = case.row("")
    assert "taken out here, changed in the back office" in row.titleLabel.text()
    getattr(row, side).click()
    dialog.settleButton.click()
    until(lambda: not dialog.isVisible())

    kept = case.kept(1)
    assert (kept.text if kept is not None else None) == expected


def test_three_lines_stand_on_a_map_with_their_own_colour_and_pattern_and_in_words(case: Conflicting) -> None:
    case.line_in_conflict()
    dialog = case.open()
    (row,) = dialog.shown
    assert row.map is not None
    styles = {(band.strokeColor().name(), band.lineStyle()) if hasattr(band, "lineStyle") else name for name, band in row.map.bands.items()}
    assert len(styles) == 3
    assert all(band.asGeometry().area() > 0 for band in row.map.bands.values())
    assert row.map.bands["mine"].asGeometry().area() == pytest.approx(1500)
    assert row.map.sentence == "Before (dotted): 1,200 m². Mine (solid): 1,500 m². Back office (dashed): 800 m²"
    assert row.map.canvas.extent().width() >= 50
    assert LINES[0] not in row.texts["base"].text(), "a line is shown, not spelt"
    row.map.canvas.zoomByFactor(0.1)
    row.map.allButton.click()
    assert row.map.canvas.extent().width() >= 50


def test_by_keyboard_alone(case: Conflicting, dialog: ConflictsDialog) -> None:
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == 1
    (row,) = dialog.shown
    QTest.keyClick(row.mineButton, Qt.Key.Key_Space)
    assert row.mineButton.isChecked()
    QTest.keyClick(row.theirsButton, Qt.Key.Key_Space)
    assert row.choice is not None
    assert row.choice.side is Side.THEIRS
    QTest.keyClick(dialog.settleButton, Qt.Key.Key_Space)
    until(lambda: ("informative", "text") not in case.conflicts())
    case.rest()

    assert case.kept(2).text == "The Act of 1996 may apply."
    assert len(listed(dialog)) == 1


def test_escape_leaves_and_return_settles_nothing(case: Conflicting, dialog: ConflictsDialog) -> None:
    dialog.theirsButton.click()
    assert not any(button.autoDefault() for button in (dialog.mineButton, dialog.theirsButton, dialog.settleButton))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert case.conflicts() == ALL


def test_focus_goes_from_the_list_through_the_fields_to_the_buttons(dialog: ConflictsDialog) -> None:
    order, widget = [], dialog.list
    for _ in range(60):
        widget = widget.nextInFocusChain()
        order.append(widget)
    rows = dialog.shown[0]
    assert order.index(rows.mineButton) < order.index(rows.theirsButton) < order.index(dialog.mineButton) < order.index(dialog.settleButton)


def test_a_case_without_conflicts_says_so(case: Conflicting) -> None:
    dialog = case.open()

    assert dialog.noticeLabel.text() == "Nothing of this case is in conflict any more."
    assert not dialog.mineButton.isEnabled()
    assert (listed(dialog), dialog.shown) == ([], [])
    assert case.kept(2) == WALL
    assert isinstance(case.kept(2), Informative)
