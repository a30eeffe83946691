"""What a case can be quoted with: its figures, and how old the data is that they rest on."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QPlainTextEdit, QWidget

from ...domain.case import Case
from ...domain.dataset import Snapshot
from ...reports.assessment_figures import assessment_figures
from ..case_list.cases_desk import CasesDesk
from ..session import Session
from .tick_dialog import Choice, TickDialog

_NONE = "There is nothing to insert yet: the case has no red line in force that can be used."


def snapshots_of_case(desk: CasesDesk, session: Session, case: Case) -> dict[str, Snapshot]:
    """By dataset; the store alone knows the day that data is of, the case file alone what a store that was built anew no longer has."""
    if desk.reader is None or case.boundary is None:
        return {}
    kept = desk.reader.snapshots(case.boundary.uuid)
    now = dict(session.store.snapshots()) if session.store is not None else {}
    used = {result.dataset: result.snapshot for result in case.screening.datasets} if case.screening is not None else {}
    return {**kept, **{slug: each for slug, each in now.items() if used.get(slug) == each.identifier}}


def figures_dialog(desk: CasesDesk, session: Session, parent: QWidget | None = None) -> TickDialog:
    """Asks which figures of the open case a text should say; the ``words`` of those that are ticked are the sentences."""
    case = desk.case
    figures = assessment_figures(case, session.catalogue.dataset, snapshots_of_case(desk, session, case)) if case is not None else ()
    return TickDialog("Insert figures", [Choice(*figure) for figure in figures], "&Insert", _NONE, parent)


def insert_sentences(editor: QPlainTextEdit, sentences: list[str]) -> None:
    """Writes sentences where the cursor stands, each a paragraph of its own."""
    cursor = editor.textCursor()
    before = cursor.block().text()[: cursor.positionInBlock()]
    cursor.insertText(("\n" if before.strip() else "") + "\n".join(sentences) + "\n")
    editor.setFocus()
