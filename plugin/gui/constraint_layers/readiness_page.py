"""The page "Readiness": how far each dataset can be relied on, at a glance and in words, and how long acts took."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ...reports.readiness.act_figures import Period, act_figures
from ...reports.readiness.act_words import about_sentences
from ...reports.readiness.readiness_summary import heading_words, summary_sentences
from ...reports.readiness.readiness_words import why_not_checked
from ..plain_label import plain_label
from ..rich_text import tooltip
from ..tasks.readiness_task import ReadinessTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .readiness_table import ReadinessTable
from .readiness_view import ReadinessView
from .surroundings import Surroundings
from .times_table import TimesTable
from .window_page import WindowPage

if TYPE_CHECKING:
    from ...constraints.readiness.dataset_readiness import Readiness
    from ...domain.act_time import ActTime
    from ...reports.readiness.act_figures import ActFigures

_NO_STORE = "Redline's options name no constraint store, so there is nothing to look at. Name one there, or make one under Layers."
_NO_FILE = "The case file is not open, so nothing is known of acts. Press Cases in Redline's toolbar, then look again; or add case files."
_ADD = "Those of other officers, or copies of them: they are only read, and no name or reference comes out of them"
_NO_ACTS = "No act of which both ends are known ended in this time."
_CHECK = "Opens it under Standard and checks it: every fault with its record, its place on the map, and what mends it"
_LOOKING = "Looking at every dataset…"


class ReadinessPage(WindowPage):
    """Looks anew whenever it comes into sight; what it showed before stays until then.

    ``check_wanted`` names a dataset, by slug and by name, that is to be held to its standard.
    """

    check_wanted = pyqtSignal(str, str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._task: ReadinessTask | None = None
        self._readiness: Readiness | None = None
        self._times: list[tuple[ActTime, ...]] = []
        self.others: tuple[Path, ...] = ()
        self.headLabel, self.saidLabel, self.aboutLabel = plain_label(), plain_label(), plain_label()
        self.view, self.table, self.times = ReadinessView(), ReadinessTable(), TimesTable()
        self.periodBox = QComboBox()
        for period in (Period.QUARTER, Period.MONTH):
            self.periodBox.addItem(f"By {period.value}", period)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.saveButton, self.againButton = QPushButton("Sa&ve as a web page…"), QPushButton("Look &again")
        self.checkButton = QPushButton("&Check…")
        self.saveButton.setToolTip("One file with picture and tables, to mail, keep or print")
        self.stopButton = QPushButton("&Stop")
        self.addButton, self.onlyButton = QPushButton("Add case &files…"), QPushButton("&Only the open one")
        self.addButton.setToolTip(tooltip(_ADD))
        for button in (self.checkButton, self.saveButton, self.againButton, self.stopButton, self.addButton, self.onlyButton):
            button.setAutoDefault(False)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Ways to see how ready the datasets are")
        self.tabs.addTab(self.view, "At a glance")
        self.tabs.addTab(self.table, "Dataset by dataset")
        self.tabs.addTab(self._times_tab(), "How long acts took")
        buttons = QHBoxLayout()
        buttons.addWidget(self.saidLabel, 1)
        for button in (self.checkButton, self.stopButton, self.againButton, self.saveButton):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.bar)
        layout.addStretch(0)
        layout.addLayout(buttons)
        self.againButton.clicked.connect(lambda _checked=False: self.look())
        self.stopButton.clicked.connect(lambda _checked=False: stop_task(self._task))
        self.saveButton.clicked.connect(lambda _checked=False: self.choose_and_save())
        self.addButton.clicked.connect(lambda _checked=False: self._choose_files())
        self.onlyButton.clicked.connect(lambda _checked=False: self.look_at(()))
        self.checkButton.clicked.connect(lambda _checked=False: self._check())
        self.table.opened.connect(self._check)
        self.table.currentItemChanged.connect(lambda _item, _before: self._offer_check())
        self.tabs.currentChanged.connect(lambda _index: self._offer_check())
        self.periodBox.currentIndexChanged.connect(lambda _index: self._show_times())
        self._working(False)
        self._show()

    def show_again(self) -> None:
        self.look()

    def leave(self) -> None:
        stop_task(self._task)

    def close_for_good(self) -> None:
        stop_task(self._task)

    def look(self) -> None:
        """Looks beside the window at what is in use."""
        stop_task(self._task)
        settings = self.around.stored.load()
        if not settings.store:
            self._readiness = None
            self._show()
            self._say(_NO_STORE)
            return
        file = self.around.desk.file
        others = [path for path in self.others if file is None or path.resolve() != file.path.resolve()]
        self._task = task = ReadinessTask(settings, self.around.clock, file, others)
        task.came.connect(lambda readiness, times, unread: self._came(task, readiness, times, unread))
        task.failed.connect(lambda sentence: self._failed(task, sentence))
        self._working(True)
        self._say(_LOOKING)
        start_task(task)

    def _check(self) -> None:
        there = self.table.in_hand
        why_not = why_not_checked(there)
        if there is not None and not why_not:
            self.check_wanted.emit(there.dataset.slug, there.dataset.name)
        elif there is not None:
            self._say(why_not)

    def _offer_check(self) -> None:
        """Only the table has a line in hand."""
        why_not = why_not_checked(self.table.in_hand)
        self.checkButton.setVisible(self.tabs.isVisibleTo(self) and self.tabs.currentWidget() is self.table)
        self.checkButton.setEnabled(not why_not)
        self.checkButton.setToolTip(tooltip(why_not or _CHECK))

    def _choose_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, "Case files of other officers", str(Path.home()), "Case files (*.redline);;All files (*)"
        )
        if chosen:
            self.look_at([*self.others, *map(Path, chosen)])

    def look_at(self, others: Sequence[Path]) -> None:
        """Takes these case files together with the open one, as long as the window is there."""
        self.others = tuple(dict.fromkeys(path.resolve() for path in others))
        self.look()

    def choose_and_save(self) -> None:
        """Asks where to, and writes the page."""
        chosen, _kind = QFileDialog.getSaveFileName(self, "Save the readiness", str(Path.home() / "readiness.html"), "Web page (*.html)")
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(".html"))

    def save(self, path: Path) -> None:
        """Writes what is shown as a page that needs nothing from outside."""
        from ...reports.readiness.readiness_page import readiness_page
        from ...reports.written_text import write_whole

        if self._readiness is None:
            return
        try:
            write_whole(path, readiness_page(self._readiness, self._figures()))
        except RedlineError as error:
            self._say(str(error))
            return
        self._say(f"The page is in {path}.")

    def _came(self, task: ReadinessTask, readiness: Readiness, times: list[tuple[ActTime, ...]], unread: dict[Path, str]) -> None:
        if task is self._task:
            self._readiness, self._times = readiness, times
            self.others = tuple(path for path in self.others if path not in unread)
            self._working(False)
            self._say(" ".join(unread.values()))
            self._show()

    def _failed(self, task: ReadinessTask, sentence: str) -> None:
        if task is self._task:
            self._working(False)
            self._say(sentence or "Stopped.")

    def _show(self) -> None:
        there = self._readiness
        self.tabs.setVisible(there is not None)
        self.saveButton.setVisible(there is not None)
        if there is None:
            self.headLabel.setText("")
            self._offer_check()
            return
        self.headLabel.setText(plain_text(f"{heading_words(there)}. {' '.join(summary_sentences(there))}"))
        self.view.picture.show_readiness(there)
        self.table.show_readiness(there)
        self._show_times()
        self._offer_check()

    def _show_times(self) -> None:
        figures = self._figures()
        self.onlyButton.setVisible(bool(self.others))
        there = figures is not None and bool(figures.measures)
        self.times.setVisible(there)
        self.periodBox.setVisible(there)
        if figures is None:
            self.aboutLabel.setText(_NO_FILE)
            return
        self.aboutLabel.setText(plain_text(" ".join(about_sentences(figures)) if there else _NO_ACTS))
        self.times.show_figures(figures)

    def _figures(self) -> ActFigures | None:
        if not self._times:
            return None
        return act_figures(self._times, today(self.around.clock), self.periodBox.currentData())

    def _times_tab(self) -> QWidget:
        tab = QWidget()
        self.periodBox.setAccessibleName("By which periods acts are put together")
        layout = QVBoxLayout(tab)
        layout.addWidget(self.aboutLabel)
        row = QHBoxLayout()
        for widget in (self.periodBox, self.addButton, self.onlyButton):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.times, 1)
        layout.addStretch(0)
        return tab

    def _working(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.stopButton.setVisible(working)
        self.againButton.setVisible(not working)

    def _say(self, words: str) -> None:
        self.saidLabel.setText(plain_text(words))
