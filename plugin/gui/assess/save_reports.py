"""Saves the reports of wrong constraints of every case, as a table or as JSON, where somebody chooses."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk

KIND = "wrong_constraint"
_FILES = "Table (*.csv);;JSON (*.json)"


def choose_and_save_reports(desk: CasesDesk, parent: QWidget) -> str:
    """Asks where, and saves; a sentence on what came of it, "" where nobody chose."""
    chosen, kind = QFileDialog.getSaveFileName(parent, "Save the reports", "wrong-constraints.csv", _FILES)
    if not chosen:
        return ""
    path = Path(chosen)
    return save_reports(desk, path if path.suffix else path.with_suffix(".json" if "json" in kind else ".csv"))


def save_reports(desk: CasesDesk, path: Path) -> str:
    """The same for a path; a sentence on what came of it."""
    from ...casefile.casework.wrong_constraints import write_reports

    if desk.reader is None:
        return ""
    try:
        count = write_reports(desk.reader.casework_of_kind(KIND), path)
    except RedlineError as error:
        return plain_text(str(error))
    return plain_text(f"{counted(count, 'report')} written to {path}.")
