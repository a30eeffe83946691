"""A document of a case beside the map: a plan, a photograph, a form; page by page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ...reports.plain_text import plain_text
from ..docks import make_dock
from ..documents.page_view import PageView
from ..documents.plan_pages import PlanPage
from ..tasks.plan_page_task import PlanPageTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

_NO_PROGRAM = "No program on this computer opens this kind of file."


class DocumentDock:
    """The dock "Document", closed until a document is opened. Pages are drawn beside the window, one at a time."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._path = Path()
        self._page = PlanPage.none()
        self._task: PlanPageTask | None = None
        self._panel = QWidget()
        self._title = _label()
        self.stateLabel = _label()
        self.pageLabel = _label()
        self.previousButton = _button("/mActionArrowLeft.svg", "Previous page", "Page Up")
        self.nextButton = _button("/mActionArrowRight.svg", "Next page", "Page Down")
        self.smallerButton = _button("/mActionZoomOut.svg", "Smaller")
        self.largerButton = _button("/mActionZoomIn.svg", "Larger")
        self.fitButton = _button("/mActionZoomFullExtent.svg", "The whole page")
        self.outsideButton = _button("/mActionFileOpen.svg", "Open in this computer's own program")
        self.view = PageView()
        self._build()
        self.dock: QgsDockWidget = make_dock(iface, "Document", "redlineDocument", self._panel)
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()

    @property
    def page(self) -> int:
        """The number of the page that is shown, 0 before one is."""
        return self._page.number

    def put_away(self) -> None:
        """Another case is looked at: a plan must not be taken for one of its own."""
        self._drop()
        if self.dock.isUserVisible():
            self.dock.setUserVisible(False)

    def show_document(self, path: str, title: str) -> None:
        """Shows the first page of a document."""
        first = not self.dock.isVisible()
        self.dock.setUserVisible(True)
        if first:
            self._iface.mainWindow().resizeDocks([self.dock], [300], Qt.Orientation.Vertical)
        self._path = Path(path)
        self._page = PlanPage.none()
        self._title.setText(plain_text(title))
        self.view.clear()
        self._turn_to(1)

    def _turn(self, by: int) -> None:
        if 1 <= self._page.number + by <= self._page.count:
            self._turn_to(self._page.number + by)

    def _turn_to(self, number: int) -> None:
        self._drop()
        task = PlanPageTask(self._path, number)
        task.drawn.connect(partial(self._drawn, task))
        task.failed.connect(partial(self._failed, task))
        self._task = task
        self._say("Drawing the page ...")
        start_task(task)

    def _drawn(self, task: PlanPageTask, page: PlanPage) -> None:
        if task is not self._task:
            return
        self._task = None
        self._page = page
        self._say("")
        self.view.show_image(page.image)

    def _failed(self, task: PlanPageTask, sentence: str) -> None:
        if task is self._task:
            self._task = None
            self._say(sentence)

    def _drop(self) -> None:
        stop_task(self._task)
        self._task = None

    def _say(self, sentence: str) -> None:
        page = self._page
        self.stateLabel.setText(plain_text(sentence))
        self.stateLabel.setVisible(bool(sentence))
        self.pageLabel.setText(f"Page {page.number} of {page.count}" if page.count > 1 else "")
        several, there = page.count > 1, page.count > 0
        for button, shown, on in (
            (self.previousButton, several, page.number > 1),
            (self.nextButton, several, page.number < page.count),
            (self.smallerButton, there, True),
            (self.largerButton, there, True),
            (self.fitButton, there, True),
        ):
            button.setVisible(shown)
            button.setEnabled(on)

    def _open_outside(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path))):
            self._say(_NO_PROGRAM)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        buttons = (self.smallerButton, self.largerButton, self.fitButton, self.outsideButton)
        for widget in (self.previousButton, self.pageLabel, self.nextButton, *buttons):
            head.addWidget(widget)
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(head)
        layout.addWidget(self.stateLabel)
        layout.addWidget(self.view, 1)
        self.previousButton.clicked.connect(lambda: self._turn(-1))
        self.nextButton.clicked.connect(lambda: self._turn(1))
        self.view.turned.connect(self._turn)
        self.smallerButton.clicked.connect(lambda: self.view.zoom(-1))
        self.largerButton.clicked.connect(lambda: self.view.zoom(1))
        self.fitButton.clicked.connect(self.view.fit)
        self.outsideButton.clicked.connect(self._open_outside)
        self._say("")


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _button(picture: str, words: str, key: str = "") -> QToolButton:
    button = QToolButton()
    button.setIcon(QgsApplication.getThemeIcon(picture))
    button.setToolTip(f"{words} ({key})" if key else words)
    button.setAccessibleName(words)
    button.setAutoRaise(True)
    return button
