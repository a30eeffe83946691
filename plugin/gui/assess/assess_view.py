"""The Assess tab: the tasks of the open case, and in their place the page of the task that was chosen."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QShortcut, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.casework.piece import Piece
from ...domain.casework.task_progress import TaskProgress
from ...domain.clock import today
from ...domain.task import TaskState
from ...reports.plain_text import plain_text
from ...rules.assessment_lock import assessment_lock
from ...rules.task_board import TaskStanding
from ...rules.task_pages import page_of
from ..case_list.cases_desk import CasesDesk
from ..icons import task_icon
from ..map_ground import MapGround
from ..session import Session
from ..tasks.act_runner import ActRunner
from .assess_page import AssessPage, wrapped
from .pages import make_page
from .tasks_page import GIVEN_STATES, TasksPage, groups_of


class AssessView(QWidget):
    """``tab_wanted`` carries the title of another tab; ``copied`` what was put on the clipboard.

    ``place_wanted`` and ``places_changed`` are those of the page in sight.
    """

    tab_wanted = pyqtSignal(str)
    copied = pyqtSignal(str)
    place_wanted = pyqtSignal()
    places_changed = pyqtSignal()

    def __init__(self, desk: CasesDesk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._uuid = ""
        self._code = ""
        self._made: dict[str, AssessPage] = {}
        self.ground: MapGround | None = None
        self.tasks = TasksPage(desk)
        self.tasks.task_chosen.connect(self._open)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tasks)
        self.head = self._make_head()
        self._acts = ActRunner(self.head, desk.read_again, self._refused)
        self.lockLabel = wrapped(name="Why nothing can be changed")
        self.lockLabel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self.lockLabel)
        layout.addWidget(self.pages, 1)
        self.head.hide()

    def show_case(self, case: Case) -> None:
        """Shows the tasks, or the page that is open; another case begins with its tasks."""
        if case.uuid != self._uuid:
            self.leave()
            self._uuid, self._code = case.uuid, ""
        self.tasks.show_case(case)
        standing = self._standing(case)
        if standing is None:
            self._show_tasks()
            return
        self._show_head(standing)
        self.page.show_case(case)
        self._show_lock(case)

    @property
    def page(self) -> AssessPage:
        """The page in sight."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, AssessPage) else self.tasks

    def open_task(self, code: str) -> None:
        """Opens the page of the task whose code ends so."""
        case = self._desk.case
        groups = groups_of(case, today(self._desk.clock)) if case is not None else ()
        found = next((each for group in groups for each in group.tasks if each.task.code.endswith(code)), None)
        if found is not None:
            self._open(found)

    def back(self) -> None:
        """Turns back to the tasks."""
        code = self._code
        self.leave()
        self._code = ""
        self._show_tasks()
        self.tasks.choose(code)
        self.tasks.tree.setFocus()

    def leave(self) -> None:
        """Keeps what was begun on the page in sight."""
        self.page.leave()

    def close_down(self) -> None:
        """Keeps at once what is left to be kept: the window closes."""
        for page in self._made.values():
            page.close_down()

    def _open(self, standing: TaskStanding) -> None:
        case = self._desk.case
        if case is None:
            return
        self._code = standing.task.code
        told = page_of(standing.task)
        page = self._made.get(told.kind)
        if page is None:
            page = self._made[told.kind] = make_page(told.kind, self._desk, self._session)
            page.ground = self.ground
            page.tab_wanted.connect(self.tab_wanted)
            page.copied.connect(self.copied)
            page.place_wanted.connect(self.place_wanted)
            page.places_changed.connect(self.places_changed)
            self.pages.addWidget(page)
        page.show_page(case, told)
        self.pages.setCurrentWidget(page)
        self._show_head(standing)
        self._show_lock(case)
        self.backButton.setFocus()
        self.places_changed.emit()

    def _standing(self, case: Case) -> TaskStanding | None:
        if not self._code:
            return None
        return next(
            (each for group in groups_of(case, today(self._desk.clock)) for each in group.tasks if each.task.code == self._code), None
        )

    def _show_lock(self, case: Case) -> None:
        words = assessment_lock(case) if self.page.locks else ""
        self.lockLabel.setText(plain_text(words))
        self.lockLabel.setVisible(bool(words))
        if self.page.locks:
            self.page.set_locked(bool(words))

    def _show_tasks(self) -> None:
        self.head.hide()
        self.lockLabel.hide()
        self.pages.setCurrentWidget(self.tasks)
        self.places_changed.emit()

    def _show_head(self, standing: TaskStanding) -> None:
        self.head.show()
        self.nameLabel.setText(standing.task.name)
        self.stateBox.blockSignals(True)
        self.stateBox.clear()
        states = GIVEN_STATES if standing.state in GIVEN_STATES else (standing.state, *GIVEN_STATES)
        for state in states:
            self.stateBox.addItem(task_icon(state), state.words.capitalize(), state)
        self.stateBox.setCurrentIndex(states.index(standing.state))
        self.stateBox.blockSignals(False)

    def _put(self, index: int) -> None:
        case, state = self._desk.case, self.stateBox.itemData(index)
        standing = self._standing(case) if case is not None else None
        if case is not None and standing is not None and isinstance(state, TaskState):
            pieces = [Piece(TaskProgress(standing.task.code, state), seen=standing.seen), *self.page.with_state(state)]
            self._acts.run(self._desk.file, "keeping a task", lambda file: file.keep_together(case.uuid, pieces))

    def _refused(self, sentence: str) -> None:
        case = self._desk.case
        standing = self._standing(case) if case is not None else None
        if standing is not None:
            self._show_head(standing)
        self.page.refused(sentence)

    def _make_head(self) -> QWidget:
        head = QWidget()
        self.backButton = QToolButton()
        self.backButton.setText("&Tasks")
        self.backButton.setArrowType(Qt.ArrowType.LeftArrow)
        self.backButton.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.backButton.setToolTip("Back to the tasks (Alt+Left)")
        self.backButton.clicked.connect(self.back)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.back)
        self.nameLabel = wrapped(name="Task")
        font = self.nameLabel.font()
        font.setBold(True)
        self.nameLabel.setFont(font)
        self.nameLabel.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.stateBox = QComboBox()
        self.stateBox.setIconSize(QSize(14, 14))
        self.stateBox.setAccessibleName("How far this task is")
        self.stateBox.activated.connect(self._put)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.backButton)
        row.addWidget(self.nameLabel, 1)
        row.addWidget(self.stateBox)
        return head
