"""The fields in which a recommendation is written: filled with a draft, and read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QListWidgetItem, QWidget

from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.casework.written_draft import WrittenDraft
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..assess.authority_tables import tables_folder
from ..case_list.cases_desk import CasesDesk
from .resolution_box import ResolutionBox

if TYPE_CHECKING:
    from ...rules.rules import Rules

_RESOLUTION = "resolution:"


class RecommendationFields(QObject):
    """``form`` has the fields (ui/decide_view.ui); ``changed`` says that the officer has written, ``failed`` what could not be offered."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, form: QWidget, resolution: ResolutionBox, desk: CasesDesk) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._resolution = resolution
        self._texts = (form.publicEdit, form.assessorEdit, form.inSpiteEdit)
        form.decisionBox.activated.connect(lambda _index: self.changed.emit())
        resolution.changed.connect(self.changed)
        for edit in self._texts:
            edit.textChanged.connect(self._typed)
        form.committeeBox.clicked.connect(lambda _on: self.changed.emit())
        form.reasonsList.itemChanged.connect(lambda _item: self.changed.emit())

    @property
    def resolved(self) -> str:
        """The code of the resolution that is chosen, "" where none is."""
        code = str(self._form.decisionBox.currentData() or "")
        return code[len(_RESOLUTION) :] if code.startswith(_RESOLUTION) else ""

    @property
    def in_spite(self) -> str:
        """Why it is submitted in spite of what warns."""
        return str(self._form.inSpiteEdit.toPlainText())

    def written(self) -> WrittenDraft:
        """What stands in the fields."""
        code = self.resolved
        return WrittenDraft(self._recommendation(), self._resolution.resolution(code) if code else None)

    def fill(self, written: WrittenDraft, type_code: str, rules: Rules) -> None:
        """Shows a draft of an application of a type, without a word of a change."""
        held, resolution = written.recommendation, written.resolution
        fields = (self._form.decisionBox, *self._texts, self._form.committeeBox, self._form.reasonsList, self._resolution)
        for field in fields:
            field.blockSignals(True)
        self._offer(type_code, rules)
        code = held.decision or (f"{_RESOLUTION}{resolution.code}" if resolution is not None else "")
        self._form.decisionBox.setCurrentIndex(max(0, self._form.decisionBox.findData(code)))
        self._resolution.show_resolution(resolution)
        in_spite = held.in_spite if held.state is RecommendationState.DRAFT else ""
        for edit, text in zip(self._texts, (held.public_comment, held.assessor_comment, in_spite)):
            if edit.toPlainText() != text:
                edit.setPlainText(text)
        self._form.committeeBox.setChecked(held.committee)
        self._list_reasons(held.committee_reasons)
        for field in fields:
            field.blockSignals(False)

    def show_editable(self, *, editable: bool) -> None:
        """What can't be changed is said in words elsewhere: a greyed field is hard to read."""
        for field in (self._form.decisionTitle, self._form.decisionBox, self._form.committeeBox):
            field.setVisible(editable)
        for edit in (self._form.publicEdit, self._form.assessorEdit):
            edit.setReadOnly(not editable)
        self.show_parts(editable=editable)

    def show_parts(self, *, editable: bool = True) -> None:
        """The parts of the form that depend on another."""
        self._resolution.setVisible(editable and bool(self.resolved))
        self._resolution.say_lacking(self.resolved)
        self._form.reasonsList.setVisible(editable and self._form.committeeBox.isChecked())

    def empty_in_spite(self) -> None:
        """Emptied by what was done, not by the officer."""
        self._form.inSpiteEdit.blockSignals(True)
        self._form.inSpiteEdit.clear()
        self._form.inSpiteEdit.blockSignals(False)

    def _typed(self) -> None:
        if not self._form.publicEdit.isReadOnly():
            self.changed.emit()

    def _recommendation(self) -> Recommendation:
        form, code = self._form, str(self._form.decisionBox.currentData() or "")
        items = (form.reasonsList.item(row) for row in range(form.reasonsList.count()))
        return Recommendation(
            decision="" if code.startswith(_RESOLUTION) else code,
            public_comment=form.publicEdit.toPlainText(),
            assessor_comment=form.assessorEdit.toPlainText(),
            committee=form.committeeBox.isChecked(),
            committee_reasons=tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked),
            in_spite=self.in_spite,
        )

    def _offer(self, type_code: str, rules: Rules) -> None:
        """The decisions of the type, and below a line what may be resolved instead; what the type does not have is not offered."""
        from ...rules.decisions import decision_choices, resolution_choices

        box = self._form.decisionBox
        box.clear()
        box.addItem("Not chosen yet", "")
        for choice in decision_choices(type_code, rules):
            box.addItem(choice.words, choice.code)
        resolutions = resolution_choices(type_code, rules)
        if resolutions:
            box.insertSeparator(box.count())
        for choice in resolutions:
            box.addItem(choice.words, f"{_RESOLUTION}{choice.code}")

    def _list_reasons(self, chosen: tuple[str, ...]) -> None:
        """The authority's reasons for a committee, and what was chosen before it had others."""
        from ...rules.standard_texts import committee_reasons

        try:
            offered = committee_reasons(tables_folder(self._desk.settings))
        except RedlineError as error:
            offered = ()
            self.failed.emit(str(error))
        shown = self._form.reasonsList
        reasons = list(dict.fromkeys([*offered, *chosen]))
        while shown.count() > len(reasons):
            shown.takeItem(shown.count() - 1)
        for row, reason in enumerate(reasons):
            item = shown.item(row) or QListWidgetItem(shown)
            item.setText(plain_text(reason))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if reason in chosen else Qt.CheckState.Unchecked)
