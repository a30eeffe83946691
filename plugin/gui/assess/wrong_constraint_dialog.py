"""Reports a constraint that is wrong in the data to the GIS team; the report waits in the case file and can be saved for them."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ...casefile.casework.wrong_constraints import reports_of
from ...domain.case import Case
from ...domain.casework.wrong_constraint import Fault, WrongConstraint
from ...domain.finding import Finding
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..tasks.act_runner import ActRunner
from .assess_page import wrapped
from .save_reports import KIND, choose_and_save_reports, save_reports


class WrongConstraintDialog(QDialog):
    """``report`` keeps the report; ``save`` writes every report of the case file for the GIS team."""

    def __init__(self, desk: CasesDesk, case: Case, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case = case
        self._finding = finding
        entity = finding.entity
        self.setWindowTitle("Report a wrong constraint")
        self.resize(430, 300)
        self.whatLabel = wrapped(plain_text(f"{entity.name or entity.reference} ({entity.dataset} {entity.number}): what is wrong?"))
        self.faultBox = QComboBox()
        for fault in Fault:
            self.faultBox.addItem(fault.value.capitalize(), fault)
        self.faultBox.setAccessibleName("What is wrong")
        self.evidenceEdit = QPlainTextEdit()
        self.evidenceEdit.setPlaceholderText("How you know: a site visit, a register, a decision, a map")
        self.evidenceEdit.setAccessibleName("How you know")
        self.evidenceEdit.setTabChangesFocus(True)
        self.stateLabel = wrapped(name="What became of it")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reportButton = QPushButton("&Report")
        self.saveButton = QPushButton("&Save all reports…")
        self.saveButton.setToolTip("Write the reports of every case into a table or JSON for the GIS team")
        self.buttons.addButton(self.reportButton, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.saveButton, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        for each in (self.whatLabel, self.faultBox, self.evidenceEdit, self.stateLabel, self.buttons):
            layout.addWidget(each)
        self._acts = ActRunner(self.reportButton, self._reported, self.stateLabel.setText)
        self.reportButton.clicked.connect(self.report)
        self.saveButton.clicked.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self._show_count()

    @property
    def record(self) -> WrongConstraint:
        """The report as the form says it."""
        entity, version = self._finding.entity, self._case.boundary
        line = version.boundary.geometry if version is not None and version.boundary is not None else None
        place = line.representative_point() if line is not None else None
        return WrongConstraint(
            entity.dataset,
            entity.number,
            entity.reference,
            entity.name,
            self.faultBox.currentData(),
            self.evidenceEdit.toPlainText().strip(),
            self._finding.snapshot,
            version.number if version is not None else 0,
            round(place.x, 1) if place is not None else None,
            round(place.y, 1) if place is not None else None,
        )

    def report(self) -> None:
        """Keeps the report."""
        uuid, record = self._case.uuid, self.record
        self._acts.run(self._desk.file, "reporting a wrong constraint", lambda file: file.keep_casework(uuid, record))

    def save(self, path: Path) -> None:
        """Writes the reports of every case."""
        self.stateLabel.setText(save_reports(self._desk, path))

    def _choose(self) -> None:
        self.stateLabel.setText(choose_and_save_reports(self._desk, self) or self.stateLabel.text())

    def _reported(self) -> None:
        self.evidenceEdit.clear()
        self._show_count()
        self._desk.read_again()

    def _show_count(self) -> None:
        reports = reports_of(self._desk.reader.casework_of_kind(KIND)) if self._desk.reader is not None else []
        of_case = [each for each in reports if each.application_uuid == self._case.uuid]
        waiting = sum(each.record.waits for each in of_case)
        self.saveButton.setEnabled(bool(reports))
        words = [f"{counted(waiting, 'report')} of this case {'waits' if waiting == 1 else 'wait'} for the GIS team." if waiting else ""]
        words += [
            f"{each.record.name or each.record.reference} was {each.record.state.value}." for each in of_case if not each.record.waits
        ]
        if of_case:
            self.stateLabel.setText(plain_text(" ".join(words)))
