"""The Assess tab: the tasks of the case's type by group, how far each is, and the page of the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QTabWidget, QWidget

from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.task import TaskState
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case.narrow_tabs import NarrowTabBar
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface

SITE_DESCRIPTION = "check-and-assess/assessment-summaries/site-description"


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, iface: FakeIface) -> CasePanel:
    desk = open_desk(pulled(1))
    shown = panel_of(desk, session, iface)
    shown.resize(400, 640)
    desk.open(desk.rows[0].uuid)
    # What the case's own task reads again would change what the officer saw
    until(lambda: desk.case is not None and not desk.refreshes_case)
    shown.tabs.setCurrentWidget(shown.assess)
    shown.show()
    return shown


def progress(panel: CasePanel) -> dict[str, TaskState]:
    case = panel._desk.case
    records = [each.record for each in case.casework] if case is not None else []
    return {record.code: record.state for record in records if isinstance(record, TaskProgress)}


def headings(panel: CasePanel) -> list[str]:
    tree = panel.assess.tasks.tree
    return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]


def test_the_tasks_of_the_type_stand_in_groups_with_how_many_are_complete(panel: CasePanel) -> None:
    assert "Assessment: Assessment summaries (0 of 7)" in headings(panel)
    assert "Consultation: Publicity (0 of 2)" in headings(panel)
    assert panel.assess.tasks.summaryLabel.text() == "0 of 42 tasks complete."


def test_of_a_valid_application_the_tasks_of_validation_are_folded(panel: CasePanel) -> None:
    tree = panel.assess.tasks.tree
    folded = {
        tree.topLevelItem(row).text(0).split(":")[0]: not tree.topLevelItem(row).isExpanded() for row in range(tree.topLevelItemCount())
    }

    assert folded["Validation"]
    assert not folded["Assessment"]


def test_the_space_bar_moves_a_task_to_its_next_state_and_it_stays_chosen(panel: CasePanel) -> None:
    tasks = panel.assess.tasks
    tasks.choose(SITE_DESCRIPTION)
    for state in (TaskState.IN_PROGRESS, TaskState.COMPLETED):
        QTest.keyClick(tasks.tree, Qt.Key.Key_Space)
        until(lambda state=state: progress(panel).get(SITE_DESCRIPTION) is state)

    assert tasks.chosen is not None
    assert tasks.chosen.task.code == SITE_DESCRIPTION
    assert "Assessment: Assessment summaries (1 of 7)" in headings(panel)
    assert tasks.summaryLabel.text() == "1 of 42 tasks complete."


def test_enter_opens_the_page_of_a_task_and_back_returns_to_it(panel: CasePanel) -> None:
    tasks = panel.assess.tasks
    tasks.choose(SITE_DESCRIPTION)
    QTest.keyClick(tasks.tree, Qt.Key.Key_Return)

    assert panel.assess.nameLabel.text() == "Site description"
    assert panel.assess.pages.currentWidget() is not tasks

    panel.assess.back()

    assert panel.assess.pages.currentWidget() is tasks
    assert tasks.chosen is not None
    assert tasks.chosen.task.code == SITE_DESCRIPTION


def test_on_its_page_a_task_is_said_to_be_complete(panel: CasePanel) -> None:
    panel.assess.open_task("check-site-history")
    panel.assess.stateBox.setCurrentIndex(panel.assess.stateBox.findText("Completed"))
    panel.assess.stateBox.activated.emit(panel.assess.stateBox.currentIndex())

    until(lambda: TaskState.COMPLETED in progress(panel).values())
    assert panel.assess.nameLabel.text() == "Check site history"
    assert panel.assess.stateBox.currentText() == "Completed"


def test_a_task_that_is_done_in_another_tab_turns_to_it(panel: CasePanel) -> None:
    panel.assess.open_task("check-constraints")
    panel.assess.page.goButton.click()

    assert panel.tabs.currentWidget() is panel.comparison


def test_a_state_that_another_window_gave_is_not_written_over(panel: CasePanel) -> None:
    tasks = panel.assess.tasks
    tasks.choose(SITE_DESCRIPTION)
    desk = panel._desk
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.keep_casework(desk.case.uuid, TaskProgress(SITE_DESCRIPTION, TaskState.COMPLETED))

    tasks.move_on()

    until(lambda: tasks.problemLabel.isVisibleTo(tasks))
    assert "changed in another window" in tasks.problemLabel.text()


@pytest.fixture
def tabs(qgis_app: object) -> Iterator[QTabWidget]:
    widget = QTabWidget()
    widget.setTabBar(NarrowTabBar(second_row=2))
    for title in ("Constraints", "Assess", "Documents", "History"):
        widget.addTab(QWidget(), title)
    yield widget
    widget.deleteLater()


def places(tabs: QTabWidget) -> list[QRect]:
    tabs.show()
    settle()
    return [tabs.tabBar().tabRect(index) for index in range(tabs.count())]


def test_tabs_are_as_wide_as_their_words_in_the_letters_of_the_moment(tabs: QTabWidget) -> None:
    tabs.resize(900, 300)
    before = places(tabs)
    font = tabs.tabBar().font()
    font.setPointSizeF(font.pointSizeF() * 2)

    tabs.tabBar().setFont(font)

    assert all(now.width() > then.width() for now, then in zip(places(tabs), before))


def test_tabs_stand_in_one_row_where_that_is_wide_enough_and_else_in_two(tabs: QTabWidget) -> None:
    tabs.resize(700, 300)
    one = places(tabs)
    assert len({place.top() for place in one}) == 1

    tabs.resize(one[2].right() + 4, 300)
    two = places(tabs)
    assert [place.top() for place in two] == [0, 0, two[0].height(), two[0].height()]
    assert (two[2].left(), two[3].right() < tabs.width()) == (0, True)
    assert tabs.tabBar().height() == 2 * two[0].height()


def test_a_tab_of_the_second_row_is_chosen_by_mouse_and_by_key(tabs: QTabWidget) -> None:
    tabs.resize(700, 300)
    tabs.resize(places(tabs)[2].right() + 4, 300)
    bar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=places(tabs)[3].center())
    assert tabs.currentIndex() == 3

    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert tabs.currentIndex() == 2
    assert bar.tabAt(QPoint(bar.width() - 1, bar.height() - 1)) == -1
