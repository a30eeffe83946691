"""The tasks of the open case by group: how far each is, and which of them to work on."""

from __future__ import annotations

from datetime import date
from functools import partial

from qgis.PyQt.QtCore import QPoint, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.case import Case
from ...domain.casework.task_progress import TaskProgress
from ...domain.clock import today
from ...domain.status import BEFORE_VALIDATION
from ...domain.task import Stage, TaskState
from ...rules.rules import Rules
from ...rules.task_board import TaskGroup, TaskStanding, task_groups
from ...rules.task_pages import page_of
from ..case_list.cases_desk import CasesDesk
from ..icons import task_icon
from ..rich_text import tooltip
from ..tree_heading import add_heading
from .assess_page import AssessPage, wrapped

_OWN = "(in Redline only)"
_STANDING = Qt.ItemDataRole.UserRole
#: The states that an officer gives; the other two are told by what else has happened.
GIVEN_STATES = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.COMPLETED)


class TasksTree(QTreeWidget):
    """Enter opens the chosen task (``activated``), the space bar moves it to its next state (``next_wanted``)."""

    next_wanted = pyqtSignal()
    open_wanted = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.next_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)


class TasksPage(AssessPage):
    """``task_chosen`` carries the standing of the task to work on."""

    task_chosen = pyqtSignal(object)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._uuid = ""
        self._folded: dict[str, bool] = {}
        self.summaryLabel = wrapped(name="How many tasks are complete")
        self.tree = TasksTree()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(10)
        self.tree.setIconSize(QSize(14, 14))
        self.tree.setAccessibleName("Tasks: Enter opens one, the space bar changes how far it is")
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.addWidget(self.summaryLabel)
        self.rows.addWidget(self.tree, 1)
        self.rows.addWidget(self.problemLabel)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.open_wanted.connect(self.open_chosen)
        self.tree.next_wanted.connect(self.move_on)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.itemExpanded.connect(partial(self._fold, False))
        self.tree.itemCollapsed.connect(partial(self._fold, True))

    def show_case(self, case: Case) -> None:
        """Shows the tasks; what was chosen and folded stays so within a case."""
        if case.uuid != self._uuid:
            self._uuid, self._folded = case.uuid, {}
        chosen = self.chosen
        code = chosen.task.code if chosen is not None else ""
        groups = groups_of(case, today(self.desk.clock))
        done, all_of_them = sum(group.completed for group in groups), sum(len(group.tasks) for group in groups)
        self.summaryLabel.setText(f"{done} of {all_of_them} tasks complete.")
        self.tree.blockSignals(True)
        self.tree.clear()
        for group in groups:
            self._add(group, case, code)
        self.tree.blockSignals(False)

    @property
    def chosen(self) -> TaskStanding | None:
        """The task that is chosen in the tree."""
        item = self.tree.currentItem()
        return item.data(0, _STANDING) if item is not None else None

    def choose(self, code: str) -> None:
        """Chooses the task of a code."""
        for row in range(self.tree.topLevelItemCount()):
            heading = self.tree.topLevelItem(row)
            for below in range(heading.childCount()):
                if heading.child(below).data(0, _STANDING).task.code == code:
                    heading.setExpanded(True)
                    self.tree.setCurrentItem(heading.child(below))

    def open_chosen(self) -> None:
        """Asks for the page of the chosen task."""
        if self.chosen is not None:
            self.task_chosen.emit(self.chosen)

    def move_on(self) -> None:
        """Not started becomes in progress, in progress complete, complete not started."""
        standing = self.chosen
        if standing is not None:
            place = GIVEN_STATES.index(standing.state) if standing.state in GIVEN_STATES else 0
            self.put(standing, GIVEN_STATES[(place + 1) % len(GIVEN_STATES)])

    def put(self, standing: TaskStanding, state: TaskState) -> None:
        """Says how far a task of the open case is."""
        case = self.desk.case
        if case is None or state is standing.state:
            return
        progress = TaskProgress(standing.task.code, state)
        self.acts.run(self.desk.file, "keeping a task", lambda file: file.keep_casework(case.uuid, progress, seen=standing.seen))

    def kept(self) -> None:
        super().kept()
        self.tree.setFocus()

    def _add(self, group: TaskGroup, case: Case, code: str) -> None:
        items = []
        for standing in group.tasks:
            item = QTreeWidgetItem([f"{standing.task.name} {_OWN}" if standing.task.is_own else standing.task.name, standing.state.words])
            item.setIcon(0, task_icon(standing.state))
            item.setToolTip(
                0, tooltip(f"{standing.task.name}. {page_of(standing.task).hint}" if standing.task.is_own else standing.task.name)
            )
            item.setData(0, _STANDING, standing)
            items.append(item)
        folded = self._folded.get(_name(group.stage, group.title), _is_over(group, case))
        add_heading(self.tree, group.title, items, expanded=not folded)
        heading = self.tree.topLevelItem(self.tree.topLevelItemCount() - 1)
        heading.setText(0, f"{group.stage}: {group.title} ({group.completed} of {len(group.tasks)})")
        heading.setData(0, Qt.ItemDataRole.UserRole + 1, _name(group.stage, group.title))
        chosen = next((item for item in items if item.data(0, _STANDING).task.code == code), None)
        if chosen is not None:
            self.tree.setCurrentItem(chosen)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if item.data(0, _STANDING) is None:
            item.setExpanded(not item.isExpanded())
        elif column == 0:
            self.open_chosen()
        else:
            self._menu(self.tree.visualItemRect(item).center())

    def _menu(self, place: QPoint) -> None:
        item = self.tree.itemAt(place)
        standing = item.data(0, _STANDING) if item is not None else None
        if standing is None:
            return
        menu = QMenu(self.tree)
        for state in GIVEN_STATES:
            action = menu.addAction(task_icon(state), state.words.capitalize())
            action.triggered.connect(lambda _checked=False, state=state: self.put(standing, state))
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def _fold(self, folded: bool, item: QTreeWidgetItem) -> None:
        self._folded[item.data(0, Qt.ItemDataRole.UserRole + 1)] = folded


def groups_of(case: Case, on: date) -> tuple[TaskGroup, ...]:
    """The tasks of a case, as far as it has them on a day."""
    has_line = case.boundary is not None and case.boundary.boundary is not None
    return task_groups(case.row.type_code, case.casework, Rules(on), boundary=has_line)


def _name(stage: str, title: str) -> str:
    return f"{stage}/{title}"


def _is_over(group: TaskGroup, case: Case) -> bool:
    """Whether nobody looks for a task here: all of them are complete, or it is validation and the application is valid."""
    validated = group.stage == Stage.VALIDATION.value and case.status not in BEFORE_VALIDATION
    return validated or group.completed == len(group.tasks)
