"""The page "Reports": what officers reported as wrong in the data, where it is on the map, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.check import Severity
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...reports.wording import recent_words
from ..assess.save_reports import KIND, choose_and_save_reports
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip
from ..tasks.act_runner import ActRunner
from ..tasks.find_record_task import FindRecordTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from ..wrapped_cells import WrappedCells
from .change_map import ChangeMap
from .report_form import ReportForm
from .surroundings import Surroundings
from .window_page import WindowPage

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...casefile.casework.wrong_constraints import Report
    from ...domain.casework.wrong_constraint import ReportState

_REPORT = Qt.ItemDataRole.UserRole
_NO_FILE = "The case file is not open yet, so nobody knows what was reported. Press Cases in Redline's toolbar; the reports are here then."
_NONE = (
    "Nobody has reported a wrong constraint. An officer does it in a case: under Constraints choose the constraint, press "
    "“Report…”, and say what is wrong and how they know. It arrives here."
)
#: Letters of the evidence that stand in the list; all of it stands below.
_LONGEST = 70
_HINT = "Choose a report to see its record on the map."
_HERE = "The record as it is in the store."
_GONE = "The store has this record no more; this is where the officer's site is."
_NOWHERE = "The store has this record no more, and the report names no place."


class ReportsPage(WindowPage):
    """Those that wait stand first. Choosing one shows it on the map."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.map = ChangeMap(around.canvas, _HINT, ("now", "site"))
        self._task: FindRecordTask | None = None
        self._in_sight = False
        self._names: dict[str, str] = {}
        self._saved: dict[str, Report] = {}
        self.headLabel, self.saidLabel = plain_label(), plain_label()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Application", "Constraint", "What is wrong", "Evidence", "Reported", "State"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("Reports of wrong constraints")
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((135, 195, 150, 190, 125)):
            self.tree.setColumnWidth(column, width)
        WrappedCells(self.tree)
        self.form = ReportForm()
        self.saveButton = QPushButton("Sa&ve all…")
        self.saveButton.setToolTip("Write all reports into a table or JSON, with what became of each")
        self.saveButton.setAutoDefault(False)
        self.openButton = QPushButton("&Open saved reports…")
        self.openButton.setToolTip("Add what officers have saved on other computers, to look at it here")
        self.openButton.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.saidLabel, 1)
        buttons.addWidget(self.openButton)
        buttons.addWidget(self.saveButton)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        below = QHBoxLayout()
        below.addWidget(self.form, 1)
        below.addWidget(self.map, 1)
        layout.addWidget(self.tree, 1)
        layout.addLayout(below)
        layout.addLayout(buttons)
        self._acts = ActRunner(self.form, self._kept, self._say)
        self.tree.currentItemChanged.connect(lambda _item, _before: self._chosen())
        self.form.dealt.connect(self._deal)
        self.form.taken_up.connect(self._take_up)
        self.saveButton.clicked.connect(lambda _checked=False: self._say(choose_and_save_reports(around.desk, self)))
        self.openButton.clicked.connect(lambda _checked=False: self._choose_saved())
        around.desk.file_opened.connect(self._read_again)
        around.desk.rows_changed.connect(self._read_again)
        self._show(None)

    def count_again(self) -> None:
        """How many reports wait, on the tab."""
        found = self._reports()
        waiting = sum(each.record.waits for each in found or ())
        self.titled.emit(f"Reports ({waiting})" if waiting else "Reports")

    def show_again(self) -> None:
        self._in_sight = True
        self._show(self._reports())
        self._chosen()

    def leave(self) -> None:
        self._in_sight = False
        stop_task(self._task)
        self.map.show_shapes()

    def close_for_good(self) -> None:
        stop_task(self._task)
        self.map.let_go()

    @property
    def chosen(self) -> Report | None:
        """The report of the current line."""
        item = self.tree.currentItem()
        return item.data(0, _REPORT) if item is not None else None

    def _read_again(self) -> None:
        self.count_again()
        if self._in_sight:
            self._show(self._reports())

    def open_saved(self, paths: Sequence[Path]) -> None:
        """Adds what officers have saved elsewhere; a report that is in the case file too stands once, as it is there."""
        from ...casefile.casework.saved_reports import read_reports

        said = []
        for path in paths:
            try:
                found = read_reports(path)
            except RedlineError as error:
                said.append(str(error))
                continue
            self._saved.update((each.uuid, each) for each in found)
            said.append(f"{counted(len(found), 'report')} read from {path.name}.")
        self._read_again()
        self._say(" ".join(said))

    def _choose_saved(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Open saved reports", "", "Saved reports (*.csv *.json)")
        if chosen:
            self.open_saved([Path(each) for each in chosen])

    def _reports(self) -> list[Report] | None:
        """What was reported, None while no case file is open and none was read in."""
        from ...casefile.casework.wrong_constraints import reports_of

        reader = self.around.desk.reader
        try:
            own = reports_of(reader.casework_of_kind(KIND)) if reader is not None else None
        except RedlineError as error:
            self._say(str(error))
            own = []
        there = {each.uuid for each in own or ()}
        saved = [each for each in self._saved.values() if each.uuid not in there]
        return own if own is None and not saved else [*(own or ()), *saved]

    def _show(self, reports: list[Report] | None) -> None:
        from ...constraints.catalogue import Catalogue

        self._names = self._names or {each.slug: each.name for each in Catalogue.load().datasets}
        before = self.chosen
        # What stands there still is chosen again without the map being moved
        self.tree.blockSignals(True)
        self.tree.clear()
        for report in reports or ():
            item = self._line(report)
            self.tree.addTopLevelItem(item)
            if before is not None and report.uuid == before.uuid:
                self.tree.setCurrentItem(item)
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(reports))
        self.saveButton.setVisible(bool(reports))
        self.map.setVisible(bool(reports))
        self.form.show_report(self.chosen)
        self.headLabel.setText(_head(reports))
        # Alone, the sentence stands on top and not in the middle of nothing
        self.layout().setAlignment(self.headLabel, Qt.AlignmentFlag(0) if reports else Qt.AlignmentFlag.AlignTop)

    def _line(self, report: Report) -> QTreeWidgetItem:
        record = report.record
        name = record.name or record.reference or str(record.number)
        reported = f"{recent_words(report.reported_at, self.around.clock.now())}\n{report.officer}"
        state = "waits" if record.waits else record.state.value
        application = f"{report.application}\n{report.source}" if report.source else report.application
        constraint = f"{name}\n{self._names.get(record.dataset, record.dataset)}"
        evidence = record.evidence if len(record.evidence) <= _LONGEST else f"{record.evidence[:_LONGEST]}…"
        cells = (application, constraint, record.fault.value, evidence, reported, state)
        item = QTreeWidgetItem(["\n".join(plain_text(line) for line in cell.split("\n")) for cell in cells])
        for column, cell in enumerate(cells):
            item.setToolTip(column, tooltip(record.evidence if column == 3 else cell))
        if record.waits:
            item.setIcon(5, severity_icon(Severity.WARNING))
        item.setData(0, _REPORT, report)
        return item

    def _chosen(self) -> None:
        report = self.chosen
        self.form.show_report(report)
        self.form.wordEdit.clear()
        self._say("")
        stop_task(self._task)
        self._task = None
        self.map.show_shapes()
        if report is None:
            return
        record = report.record
        self._task = FindRecordTask(self.around.stored.load(), record.dataset, record.number, record.reference)
        self._task.found.connect(partial(self._found, self._task, report))
        self._task.failed.connect(partial(self._not_found, self._task))
        start_task(self._task)

    def _found(self, task: FindRecordTask, report: Report, shape: BaseGeometry | None) -> None:
        if task is not self._task or not self._in_sight:
            return
        from shapely import Point

        record = report.record
        site = None
        if record.easting is not None and record.northing is not None:
            site = Point(record.easting, record.northing)
        words = _HERE if shape is not None else _GONE if site is not None else _NOWHERE
        self.map.show_shapes(words, now=[shape], site=[site])

    def _not_found(self, task: FindRecordTask, sentence: str) -> None:
        if task is self._task:
            self._say(sentence)

    def _deal(self, state: ReportState, word: str) -> None:
        report = self.chosen
        if report is not None:
            self._act(report, state, word)

    def _take_up(self) -> None:
        from ...domain.casework.wrong_constraint import ReportState

        report = self.chosen
        if report is not None:
            self._act(report, ReportState.WAITS, "")

    def _act(self, report: Report, state: ReportState, word: str) -> None:
        self._say("")
        self._acts.run(
            self.around.desk.file,
            "dealing with a report",
            lambda file: file.deal_with_report(report.application_uuid, report.uuid, state, word, report.revision),
        )

    def _kept(self) -> None:
        self.form.wordEdit.clear()
        self.around.desk.show_again()
        self._read_again()

    def _say(self, words: str) -> None:
        self.saidLabel.setText(plain_text(words))


def _head(reports: list[Report] | None) -> str:
    if reports is None:
        return _NO_FILE
    if not reports:
        return _NONE
    waiting = sum(each.record.waits for each in reports)
    dealt = len(reports) - waiting
    waits = f"{counted(waiting, 'report')} of a wrong constraint {'waits' if waiting == 1 else 'wait'} for you" if waiting else "None waits"
    return f"{waits}; {dealt:,} dealt with." if dealt else f"{waits}. Choose one to see it on the map, then say what became of it."
