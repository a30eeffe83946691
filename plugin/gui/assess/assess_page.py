"""What every page of the Assess tab is: it shows one case, says what was refused, and keeps what was begun before it is left."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.casework.piece import Piece
from ...domain.task import TaskState
from ...reports.plain_text import plain_text
from ...rules.task_pages import TaskPage
from ..case_list.cases_desk import CasesDesk
from ..map_ground import MapGround
from ..tasks.act_runner import ActRunner


class AssessPage(QWidget):
    """``tab_wanted`` carries the title of another tab of the Case panel, ``copied`` what was put on the clipboard.

    ``place_wanted`` asks for a press on the map, which ``put_place`` takes; ``places_changed`` says to ask for ``places`` again.
    ``ground`` gives what lies beneath a red line on paper, None where no map is at hand.
    ``acts`` writes: the page waits meanwhile, and is shown again with the case afterwards. ``problemLabel`` has what was refused.
    """

    tab_wanted = pyqtSignal(str)
    copied = pyqtSignal(str)
    place_wanted = pyqtSignal()
    places_changed = pyqtSignal()

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ground: MapGround | None = None
        self.page = TaskPage("nothing")
        self.acts = ActRunner(self, self.kept, self.refused)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 2, 0, 0)
        self.rows.setSpacing(4)
        self.problemLabel = wrapped()
        self.problemLabel.hide()

    def show_page(self, case: Case, page: TaskPage) -> None:
        """Shows the page of a task, and hides what was refused before."""
        self.page = page
        self.problemLabel.hide()
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Shows the case as it is in the case file now; what the officer is writing stays."""
        raise NotImplementedError

    def put_place(self, easting: float, northing: float) -> None:
        """Takes a place that was pressed on the map (EPSG:27700, metres)."""

    def places(self) -> list[tuple[float, float]]:
        """What the map shows of the page, the place that is being worked on first."""
        return []

    @property
    def locks(self) -> bool:
        """Whether the page can only be read at times. Evidence (visits, notices, who was told) is recorded at any time."""
        return False

    def set_locked(self, locked: bool) -> None:
        """Whether what stands here can only be read now; asked only of a page that ``locks``."""

    def leave(self) -> None:
        """Called before the page is left; what was written and not kept is kept now."""

    def close_down(self) -> None:
        """Called when the window closes; what was written and not kept is kept at once."""

    def with_state(self, state: TaskState) -> list[Piece]:
        """What is kept in the same act when the officer says how far the task is."""
        return []

    def kept(self) -> None:
        """An act was written."""
        self.problemLabel.hide()
        self.desk.read_again()

    def refused(self, sentence: str) -> None:
        """An act was refused, with a sentence on what to do."""
        self.problemLabel.setText(plain_text(sentence))
        self.problemLabel.show()


def wrapped(text: str = "", name: str = "") -> QLabel:
    """A label for sentences."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        label.setAccessibleName(name)
    return label
