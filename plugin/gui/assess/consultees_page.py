"""Whom to consult: what the rules suggest of the site, each body once with all its reasons, and what the officer makes of it."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QDate, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ...domain.case import Case
from ...domain.casework.consultation import Consultation, ConsultationAnswer
from ...domain.casework.piece import Piece
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.consultation_words import consultation_words, consultees_as_text
from ...reports.consultees_of_case import DECIDED, NO_LONGER, ConsulteeLine, ConsulteesOfCase, consultees_of_case, own_consultation
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..days import as_date, as_qdate
from ..environment.profile_of import profile_of
from ..icons import icon
from ..rich_text import tooltip
from ..tree_heading import add_heading
from .assess_page import AssessPage, wrapped
from .case_rules import assessed

_LINE = Qt.ItemDataRole.UserRole
_ICONS = {
    ConsultationAnswer.CONSULT: "answer-applies",
    ConsultationAnswer.NOT_NEEDED: "answer-does-not-apply",
    ConsultationAnswer.ALREADY: "answer-checked-elsewhere",
}
_CHOOSE = "Choose a body to see why it is suggested, and to answer."


class ConsulteesPage(AssessPage):
    """An answer is one act; the body stays chosen."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._known: ConsulteesOfCase = ConsulteesOfCase(())
        self._version = 0
        self._blocked = False
        self.summaryLabel = wrapped(name="How many are suggested and consulted")
        self.allButton, self.copyButton = QPushButton("Consult &all suggested"), QToolButton()
        self.tree = QTreeWidget()
        self.words = QPlainTextEdit()
        self.noteEdit, self.nameEdit, self.addButton = QLineEdit(), QLineEdit(), QPushButton("A&dd")
        self.buttons = {
            ConsultationAnswer.CONSULT: QPushButton("&Consult"),
            ConsultationAnswer.NOT_NEEDED: QPushButton("&Not needed"),
            ConsultationAnswer.ALREADY: QPushButton("Al&ready consulted"),
        }
        self.takeBackButton = QToolButton()
        self.askedBox, self.askedEdit = QCheckBox("Written to on"), QDateEdit()
        self._lay_out()
        self.tree.currentItemChanged.connect(lambda _item, _before: self._show_chosen())
        for answer, button in self.buttons.items():
            button.clicked.connect(partial(self._answer, answer))
        self.takeBackButton.clicked.connect(self.take_back)
        self.allButton.clicked.connect(self.consult_all)
        self.addButton.clicked.connect(self.add)
        self.nameEdit.returnPressed.connect(self.add)
        self.copyButton.clicked.connect(self.copy)
        self.askedBox.clicked.connect(self._put_asked)
        self.askedEdit.editingFinished.connect(self._put_asked)

    def show_case(self, case: Case) -> None:
        chosen = self.chosen
        body = chosen.body if chosen is not None else ""
        self._version = case.boundary.number if case.boundary is not None else 0
        if self._blocked:
            self.problemLabel.hide()
        self._blocked = False
        try:
            self._known = consultees_of_case(case, assessed(self.desk, case), profile_of(self.desk.settings).profile.instructions)
        except RedlineError as error:
            self._known, self._blocked = ConsulteesOfCase(()), True
            super().refused(str(error))
        self._fill(body)
        suggested = [line for line in self._known.lines if line.group == "Suggested"]
        consulted = len(self._known.having(ConsultationAnswer.CONSULT))
        self.summaryLabel.setText(f"{len(suggested)} suggested, {counted(consulted, 'body', 'bodies')} to consult.")
        self.allButton.setEnabled(bool(suggested))
        self.copyButton.setEnabled(bool(consulted))
        self._show_chosen()

    @property
    def chosen(self) -> ConsulteeLine | None:
        """The body that is chosen."""
        item = self.tree.currentItem()
        return item.data(0, _LINE) if item is not None else None

    def choose(self, body: str) -> None:
        """Chooses a body by its code."""
        for item in self._lines():
            if item.data(0, _LINE).body == body:
                self.tree.setCurrentItem(item)

    def consult_all(self) -> None:
        """Takes over every suggestion that is not answered yet, in one act."""
        suggested = [line for line in self._known.lines if line.group == "Suggested"]
        self._keep([Piece(line.answered(ConsultationAnswer.CONSULT, self._version)) for line in suggested])

    def add(self) -> None:
        """Adds a body that no rule names."""
        if self.nameEdit.text().strip():
            added = own_consultation(self.nameEdit.text(), self._version, self.noteEdit.text())
            there = next((line.kept for line in self._known.lines if line.body == added.body), None)
            self._keep([Piece(added, seen=there.revision if there is not None else 0)])

    def take_back(self) -> None:
        """The officer says nothing of the body any more."""
        case, line = self.desk.case, self.chosen
        kept = line.kept if line is not None else None
        if case is not None and kept is not None:
            words = "taking an answer back"
            self.acts.run(self.desk.file, words, lambda file: file.remove_casework(case.uuid, kept.uuid, kept.revision))

    def copy(self) -> None:
        """Puts the bodies to consult on the clipboard, each with its reasons, to write to them."""
        words = consultees_as_text(self._known.having(ConsultationAnswer.CONSULT))
        QApplication.clipboard().setText(words)
        self.copied.emit(words)

    def kept(self) -> None:
        self.nameEdit.clear()
        self.noteEdit.clear()
        super().kept()

    def _answer(self, answer: ConsultationAnswer, _checked: bool = False) -> None:
        line = self.chosen
        if line is not None:
            note = self.noteEdit.text().strip()
            self._keep([Piece(line.answered(answer, self._version, note), seen=line.kept.revision if line.kept is not None else 0)])

    def _put_asked(self, _checked: bool = False) -> None:
        line = self.chosen
        said = line.consultation if line is not None else None
        if line is None or said is None or line.kept is None:
            return
        day = as_date(self.askedEdit.date()) if self.askedBox.isChecked() else None
        if day != said.asked_on:
            told = Consultation(said.body, said.name, said.answer, said.reasons, said.note, said.version, day, said.reply_days)
            self._keep([Piece(told, seen=line.kept.revision)])

    def _keep(self, pieces: list[Piece]) -> None:
        case = self.desk.case
        if case is not None and pieces:
            self.acts.run(self.desk.file, "keeping a consultation", lambda file: file.keep_together(case.uuid, pieces))

    def _fill(self, body: str) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        for group in dict.fromkeys(line.group for line in self._known.lines):
            items = []
            for line in self._known.lines:
                if line.group == group:
                    said = line.consultation
                    item = QTreeWidgetItem([plain_text(line.name), said.answer.value if said is not None else line.says])
                    item.setToolTip(0, tooltip(f"{line.name}: {line.says}"))
                    item.setData(0, _LINE, line)
                    if said is not None:
                        item.setIcon(0, icon(_ICONS[said.answer]))
                    items.append(item)
            add_heading(self.tree, group, items, expanded=not group.startswith("Not suggested"))
        self.tree.blockSignals(False)
        self.choose(body)

    def _lines(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [top.child(row) for top in tops for row in range(top.childCount())]

    def _show_chosen(self) -> None:
        line = self.chosen
        said = line.consultation if line is not None else None
        unseen = "\n".join(self._known.unseen)
        self.words.setPlainText(consultation_words(line, self._version) if line is not None else f"{_CHOOSE}\n\n{unseen}".strip())
        for answer, button in self.buttons.items():
            button.setEnabled(line is not None and line.group != NO_LONGER)
            button.setChecked(said is not None and said.answer is answer)
        self.takeBackButton.setVisible(said is not None)
        consulted = said is not None and said.answer is ConsultationAnswer.CONSULT and line is not None and line.group == DECIDED
        self.askedBox.setVisible(consulted)
        self.askedEdit.setVisible(consulted)
        asked_on = said.asked_on if said is not None else None
        self.askedBox.setChecked(asked_on is not None)
        self.askedEdit.setDate(as_qdate(asked_on or today(self.desk.clock)))

    def _lay_out(self) -> None:
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(10)
        self.tree.setIconSize(QSize(14, 14))
        self.tree.setAccessibleName("Bodies that may have to be consulted")
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Why it is suggested")
        self.noteEdit.setPlaceholderText("Reason, or a note for the record")
        self.noteEdit.setAccessibleName("Reason, or a note for the record")
        self.nameEdit.setPlaceholderText("Another body")
        self.nameEdit.setAccessibleName("Another body")
        self.copyButton.setText("Copy")
        self.copyButton.setToolTip("Copy the bodies to consult, each with its reasons")
        self.takeBackButton.setText("Take back")
        self.askedEdit.setCalendarPopup(True)
        self.askedEdit.setMaximumDate(as_qdate(today(self.desk.clock)))
        self.askedEdit.setMinimumDate(QDate(2000, 1, 1))
        self.askedEdit.setAccessibleName("Written to on")
        for button in self.buttons.values():
            button.setCheckable(True)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.words)
        splitter.setSizes([190, 110])
        splitter.setChildrenCollapsible(False)
        self.rows.addLayout(_row(self.summaryLabel, self.allButton, self.copyButton))
        self.rows.addWidget(splitter, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addWidget(self.noteEdit)
        self.rows.addLayout(_row(*self.buttons.values(), self.takeBackButton))
        self.rows.addLayout(_row(self.askedBox, self.askedEdit, None))
        self.rows.addLayout(_row(self.nameEdit, self.addButton))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for place, widget in enumerate(widgets):
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget, 1 if place == 0 and len(widgets) > 1 and not isinstance(widget, QPushButton) else 0)
    return row
