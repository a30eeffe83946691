"""The window "Conflicts": what the officer and the back office have both changed of a case, laid side by side, to be settled."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...domain.conflict import Choice, Conflict, ConflictKind, Settling, Side, by_record
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.conflict_words import record_words
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..plain_label import plain_label
from ..tasks.act_runner import ActRunner
from .field_rows import FieldRows

_EXPLAINS = (
    "You and somebody in the back office have both changed what follows. Nothing of either is overwritten, and nothing of it is sent, "
    "until you settle it. Cancel leaves both as they are."
)
_NONE = "Nothing of this case is in conflict any more."
_AGAIN = "This was changed again while the window was open: look at it as it is now. Your choices for what changed were taken out."
_NAMES = frozenset({"title", "policy_area", "decision", "visited_on", "reference", "name"})
Record = tuple[str, str]


class ConflictsDialog(QDialog):
    """``settled`` is emitted once something was settled. Choices are kept by record while the window is open."""

    settled = pyqtSignal()

    def __init__(self, desk: CasesDesk, application_uuid: str, reference: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._uuid = application_uuid
        self._records: dict[Record, tuple[Conflict, ...]] = {}
        self._choices: dict[Record, dict[str, Choice]] = {}
        self._rows: list[FieldRows] = []
        self._settling: list[Record] = []
        self._listening = True
        self.setWindowTitle(f"Conflicts: {plain_text(reference)}")
        self.resize(980, 620)
        self.explainsLabel = plain_label(_EXPLAINS)
        self.noticeLabel = plain_label()
        self.noticeLabel.setAccessibleName("What happened")
        self.list = QListWidget()
        self.list.setAccessibleName("What is in conflict")
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(180)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(self.scroll)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([240, 740])
        self.mineButton = QPushButton("All &mine")
        self.theirsButton = QPushButton("All &theirs")
        self.mineButton.setToolTip("Chooses mine for every field of every record")
        self.theirsButton.setToolTip("Chooses the back office's for every field of every record")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.settleButton = buttons.addButton("&Settle", QDialogButtonBox.ButtonRole.ActionRole)
        self.cancelButton = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        # Return is no answer to a question like this: only a press on Settle settles
        for button in (self.mineButton, self.theirsButton, self.settleButton):
            button.setAutoDefault(False)
        self.cancelButton.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.mineButton)
        foot.addWidget(self.theirsButton)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.explainsLabel)
        column.addWidget(self.noticeLabel)
        column.addWidget(splitter, 1)
        column.addLayout(foot)
        self._runner = ActRunner(self, self._done, self._failed)
        self.list.currentRowChanged.connect(lambda _row: self._show_record())
        self.mineButton.clicked.connect(partial(self.choose_all, Side.MINE))
        self.theirsButton.clicked.connect(partial(self.choose_all, Side.THEIRS))
        self.settleButton.clicked.connect(self.settle)
        buttons.rejected.connect(self.reject)
        desk.case_changed.connect(self._look_again)
        self._read()
        self._show_state()
        self._tell("" if self._records else _NONE)
        self._compare()

    @property
    def shown(self) -> list[FieldRows]:
        """The fields of the record in sight."""
        return self._rows

    @property
    def complete(self) -> list[Settling]:
        """The records of which every field has a word."""
        found = [Settling(conflicts, self._choices.get(record, {})) for record, conflicts in self._records.items()]
        return [each for each in found if not each.undecided]

    def choose_all(self, side: Side) -> None:
        """Chooses one side for every field of every record; nothing is settled by that."""
        for record, conflicts in self._records.items():
            self._choices[record] = {each.field: Choice(side) for each in conflicts if each.kind is not ConflictKind.THEIRS_ONLY}
        self._show_record()
        self._show_state()

    def settle(self) -> None:
        """Settles every record that is complete, in one act; the others stay as they are."""
        settlings = self.complete
        if settlings:
            self._settling = [each.conflicts[0].record for each in settlings]
            self._runner.run(self._desk.file, "settling conflicts", lambda file: file.settle_conflicts(self._uuid, settlings))

    def reject(self) -> None:
        """Leaves everything as it is."""
        if self.isEnabled():
            self._let_go()
            super().reject()

    def _compare(self) -> None:
        """What is here may have been written further since the conflict was met."""
        if self._records:
            self._runner.run(self._desk.file, "comparing", lambda file: file.compare_conflicts(self._uuid))

    def _done(self) -> None:
        if self._settling:
            count = len(self._settling)
            for record in self._settling:
                self._choices.pop(record, None)
            self._settling = []
            self._read()
            self.settled.emit()
            if not self._records:
                self._let_go()
                self.accept()
                return
            self._tell(f"{counted(count, 'record')} settled. {counted(len(self._records), 'record')} still to settle.")
        else:
            self._look_again()

    def _failed(self, sentence: str) -> None:
        was_settling, self._settling = bool(self._settling), []
        self._tell(sentence)
        if was_settling:
            # Whatever it was: the sides may be others by now
            self._runner.run(self._desk.file, "comparing", lambda file: file.compare_conflicts(self._uuid))

    def _look_again(self) -> None:
        """Shows the sides as they are in the case file now, and says so where they have changed under the officer's eyes."""
        before = dict(self._records)
        self._read()
        changed = [record for record, conflicts in before.items() if _values(conflicts) != _values(self._records.get(record, ()))]
        if not self._records:
            self._tell(_NONE)
        elif changed:
            self._tell(_AGAIN)

    def _read(self) -> None:
        reader = self._desk.reader
        try:
            found = by_record(reader.conflicts(self._uuid)) if reader is not None else {}
        except RedlineError as error:
            self._tell(str(error))
            return
        for record, conflicts in found.items():
            if record in self._records and _values(self._records[record]) != _values(conflicts):
                self._choices.pop(record, None)
        same = found.keys() == self._records.keys() and all(_values(found[each]) == _values(self._records[each]) for each in found)
        self._records = found
        if not same:
            self._fill()

    def _fill(self) -> None:
        here = self._current()
        self.list.blockSignals(True)
        self.list.clear()
        for record, conflicts in self._records.items():
            item = QListWidgetItem(record_words(conflicts, self._title(record)))
            item.setData(Qt.ItemDataRole.UserRole, record)
            self.list.addItem(item)
        self.list.setCurrentRow(list(self._records).index(here) if here in self._records else 0)
        self.list.blockSignals(False)
        self._show_record()
        self._show_state()

    def _title(self, record: Record) -> str:
        """What a piece of casework is called in the case that is open."""
        case = self._desk.case
        kept = next((each for each in case.casework if each.uuid == record[1]), None) if case is not None else None
        names = ("title", "policy_area", "code", "category", "visited_on")
        name = next((value for each in names if kept is not None and (value := getattr(kept.record, each, None))), "")
        words = str(getattr(name, "value", name)).rpartition("/")[2]
        return words.replace("_", " ").replace("-", " ") if record[0] in {"task", "assessment_detail"} else words

    def _current(self) -> Record | None:
        item = self.list.currentItem()
        data = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return None if data is None else (str(data[0]), str(data[1]))

    def _show_record(self) -> None:
        record = self._current() or ("", "")
        chosen = self._choices.get(record, {})
        holder = QWidget()
        column = QVBoxLayout(holder)
        self._rows = []
        for conflict in sorted(self._records.get(record, ()), key=_place):
            rows = FieldRows(conflict, chosen.get(conflict.field))
            rows.chosen.connect(partial(self._take, record, rows))
            column.addWidget(rows)
            self._rows.append(rows)
        column.addStretch(1)
        self.scroll.setWidget(holder)
        before: QWidget = self.list
        for rows in self._rows:
            for widget in rows.answers:
                QWidget.setTabOrder(before, widget)
                before = widget
        QWidget.setTabOrder(before, self.mineButton)

    def _take(self, record: Record, rows: FieldRows) -> None:
        choice = rows.choice
        if choice is not None:
            self._choices.setdefault(record, {})[rows.conflict.field] = choice
        self._show_state()

    def _show_state(self) -> None:
        """How far each record is, and what the button would settle."""
        for row, (record, conflicts) in enumerate(self._records.items()):
            left = len(Settling(conflicts, self._choices.get(record, {})).undecided)
            state = "ready to settle" if not left else f"{counted(left, 'field')} to choose"
            item = self.list.item(row)
            if item is not None:
                item.setText(f"{record_words(conflicts, self._title(record))}\n{state}")
                item.setSizeHint(QSize(0, self.list.fontMetrics().height() * 3))
        count, whole = len(self.complete), len(self._records)
        self.settleButton.setText(f"&Settle {count} of {whole}" if whole > 1 else "&Settle")
        self.settleButton.setEnabled(bool(count))
        for button in (self.mineButton, self.theirsButton):
            button.setEnabled(bool(whole))

    def _tell(self, sentence: str) -> None:
        self.noticeLabel.setText(plain_text(sentence))
        self.noticeLabel.setVisible(bool(sentence))

    def _let_go(self) -> None:
        if self._listening:
            self._listening = False
            self._desk.case_changed.disconnect(self._look_again)


def _place(conflict: Conflict) -> tuple[bool, bool, str]:
    """What is to be chosen first, and before that what tells the record apart."""
    return conflict.kind is ConflictKind.THEIRS_ONLY, conflict.field not in _NAMES, conflict.field


def _values(conflicts: tuple[Conflict, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.field, repr(each.base), repr(each.mine), repr(each.theirs)) for each in conflicts]
