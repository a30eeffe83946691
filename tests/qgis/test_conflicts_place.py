"""Where an officer comes upon conflicts: the open case, the message after an update or a refusal, the list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plugin.casefile.casework.held_records import keep_held
from plugin.domain.casework.condition import Condition
from plugin.domain.clock import Clock
from plugin.domain.conflict import Side
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case_list.case_words import waiting_words
from plugin.gui.conflicts.conflicts_place import ConflictsPlace
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OpenDesk, panel_of, until
from tests.qgis.conflicting import BRICKS, Conflicting, held
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def case(open_desk: OpenDesk, clock: Clock) -> Conflicting:
    return Conflicting(open_desk, clock)


@pytest.fixture
def said(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def place(case: Conflicting, said: Messages) -> Iterator[ConflictsPlace]:
    made = ConflictsPlace(case.desk, said)
    yield made
    if made.dialog is not None:
        until(lambda: made.dialog is None or made.dialog._runner._task is None)
    made.close()


def opened(case: Conflicting) -> None:
    case.desk.open(case.uuid)
    until(lambda: case.desk.case is not None and not case.desk.refreshes_case)


def announcements(said: Messages) -> list[str]:
    return [sentence for sentence in said.said if "until you settle it" in sentence]


def test_opening_a_case_in_conflict_says_so_once(case: Conflicting, place: ConflictsPlace, said: Messages) -> None:
    case.in_conflict()
    opened(case)
    case.desk.read_again()

    assert announcements(said) == [
        "Warning: 26-00001-HAPP: 2 records changed here and in the back office. Nothing is overwritten until you settle it."
    ]


def test_another_conflict_is_said_again(case: Conflicting, place: ConflictsPlace, said: Messages) -> None:
    case.in_conflict()
    opened(case)
    case.drop(1)
    case.theirs(held(2, BRICKS, title="Hours of work"))
    case.desk.read_again()

    assert len(announcements(said)) == 2


def listed_again(case: Conflicting) -> None:
    came: list[bool] = []
    case.desk.rows_changed.connect(lambda: came.append(True))
    case.desk.reload()
    until(lambda: came)


def test_a_case_that_is_not_open_is_named_when_the_list_comes(case: Conflicting, place: ConflictsPlace, said: Messages) -> None:
    case.in_conflict()
    listed_again(case)
    listed_again(case)

    assert len(announcements(said)) == 1


def test_several_cases_are_named_in_one_message(case: Conflicting, place: ConflictsPlace, said: Messages) -> None:
    case.in_conflict()
    other = case.desk.find("26-00002-HAPP")
    with case.other() as file:
        name = file.keep_casework(other, BRICKS)
        with file._act() as act:
            keep_held(act, other, held(7, BRICKS, name))
        file.keep_casework(other, Condition("Bricks", BRICKS.text, BRICKS.reason), name, 1)
        file.take_casework(other, [held(7, BRICKS, title="Stone")])
    listed_again(case)

    (sentence,) = [each for each in said.said if "nothing is overwritten" in each]
    assert "2 cases changed here and in the back office: 26-00001-HAPP and 26-00002-HAPP." in sentence.replace(
        "26-00002-HAPP and 26-00001-HAPP", "26-00001-HAPP and 26-00002-HAPP"
    )


def test_a_case_without_conflicts_says_nothing(case: Conflicting, place: ConflictsPlace, said: Messages) -> None:
    opened(case)
    listed_again(case)

    assert announcements(said) == []


def test_the_window_opens_once_for_the_open_case_and_for_one_that_is_named(case: Conflicting, place: ConflictsPlace) -> None:
    place.open()
    assert place.dialog is None
    case.in_conflict()
    place.open(case.uuid)
    dialog = place.dialog
    assert dialog is not None
    place.open()
    assert place.dialog is dialog
    until(lambda: dialog._runner._task is None)
    dialog.reject()
    assert place.dialog is None


def test_what_was_settled_is_sent_and_the_case_shown_again(case: Conflicting, place: ConflictsPlace) -> None:
    case.in_conflict()
    opened(case)
    place.open()
    dialog = place.dialog
    assert dialog is not None
    until(lambda: dialog._runner._task is None)
    dialog.choose_all(Side.THEIRS)
    dialog.settle()
    until(lambda: place.dialog is None)
    until(lambda: not case.desk.refreshes_case and case.desk.case is not None and not case.desk.case.conflicts)

    assert case.kept(0).title == "Stone"


def test_a_conflict_that_is_over_is_taken_off_the_bar(case: Conflicting, place: ConflictsPlace, iface: FakeIface) -> None:
    case.in_conflict()
    opened(case)
    assert any("until you settle it" in sentence for sentence in iface.sentences())
    place.open()
    dialog = place.dialog
    assert dialog is not None
    until(lambda: dialog._runner._task is None)
    dialog.choose_all(Side.THEIRS)
    dialog.settle()
    until(lambda: place.dialog is None and case.desk.case is not None and not case.desk.case.conflicts)

    assert not any("until you settle it" in sentence for sentence in iface.sentences())


def test_the_case_dock_has_a_button_while_there_is_something_to_settle(case: Conflicting, session: Session, iface: FakeIface) -> None:
    panel: CasePanel = panel_of(case.desk, session, iface)
    opened(case)
    assert not panel.conflictsButton.isVisibleTo(panel)
    width = panel.minimumSizeHint().width()
    case.in_conflict()
    case.desk.read_again()

    assert panel.conflictsButton.isVisibleTo(panel)
    assert panel.conflictsButton.text() == "Settle conflicts 2"
    wanted: list[bool] = []
    panel.conflicts_wanted.connect(lambda: wanted.append(True))
    panel.conflictsButton.click()
    assert wanted == [True]
    assert panel.minimumSizeHint().width() == width, "the button does not widen the dock"


def test_the_list_says_that_a_case_is_in_conflict(case: Conflicting) -> None:
    case.in_conflict()
    with case.other() as file:
        row = file.row(case.uuid)
    assert row is not None

    assert waiting_words(row) == "conflict to settle"
