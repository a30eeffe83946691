"""The form in which an officer tells what is not known of an application, or corrects what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt import uic
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from ...domain.case import Case
from ...domain.case_facts import told_of_case
from ...domain.errors import RedlineError
from ...domain.fact_kinds import FACT_KINDS, FactKind
from ...domain.told_fact import ToldFact
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from ..network.back_office import authority_reference
from ..tasks.act_runner import ActRunner
from .fact_editor import FactEditor


class FactsDialog(QDialog):
    """Closes itself once what was told is in the case file, and lets the desk read the case again."""

    def __init__(self, desk: CasesDesk, case: Case, asked: Iterable[str] = (), parent: QWidget | None = None) -> None:
        """``asked`` are the facts that stand first, because a line of the rules asks for them."""
        super().__init__(parent)
        uic.loadUi(str(form_path("facts_form.ui")), self)
        self._desk = desk
        self._case = case
        self._acts = ActRunner(self.buttonBox, self._told, self._show_problem)
        self.editors: dict[str, FactEditor] = {}
        self.introLabel.setText(plain_text(f"What the rules ask of {case.reference}. What you tell stands above the submission."))
        first = list(asked)
        told = told_of_case(case, authority_reference(desk.settings))
        kinds = [kind for kind in FACT_KINDS if kind.tellable]
        for kind in sorted((kind for kind in kinds if kind.name in first), key=lambda kind: first.index(kind.name)):
            self._add(kind, told)
        rest = [kind for kind in kinds if kind.name not in first]
        if first and rest:
            self._head("Other facts")
        for kind in rest:
            self._add(kind, told)
        self.problemLabel.hide()
        self.buttonBox.button(QDialogButtonBox.StandardButton.Ok).setText("Tell")
        self.buttonBox.accepted.connect(self.tell)
        self.reasonEdit.textChanged.connect(lambda _text: self.problemLabel.hide())

    def tell(self) -> None:
        """Writes what was changed into the case file, with the reason."""
        file = self._desk.file
        try:
            facts = {name: editor.value for name, editor in self.editors.items() if editor.changed}
        except RedlineError as error:
            self._show_problem(str(error))
            return
        if not facts or file is None:
            self.reject()
            return
        reason = self.reasonEdit.text().strip()
        if not reason:
            self._show_problem("Say how you know: it stands beside the fact, with your name and the time.")
            self.reasonEdit.setFocus()
            return
        uuid = self._case.uuid
        self._acts.run(file, "keeping what was told", lambda file: file.tell_facts(uuid, facts, reason))

    def _told(self) -> None:
        self.accept()
        self._desk.read_again()

    def _show_problem(self, words: str) -> None:
        self.problemLabel.setText(plain_text(words))
        self.problemLabel.show()

    def _add(self, kind: FactKind, told: tuple[ToldFact, ...]) -> None:
        editor = FactEditor(kind, tuple(fact for fact in told if fact.name == kind.name))
        self.editors[kind.name] = editor
        label = QLabel(kind.title)
        label.setBuddy(editor.field)
        self.factsLayout.addRow(label, editor)

    def _head(self, title: str) -> None:
        label = QLabel(title)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        self.factsLayout.addRow(label)
