"""Words from outside are never active anywhere in the window: every label, list, page and tooltip of the Case dock is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QAbstractButton, QAbstractItemView, QGroupBox, QLabel, QListView, QTextEdit, QWidget

from plugin.casefile.case_file import CaseFile
from plugin.domain.application import Address, Designation
from plugin.domain.case import PulledCase, PulledDetails
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consideration import Consideration
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.head_of_terms import HeadOfTerms
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.clock import Clock
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.document import Document
from plugin.domain.finding import DatasetState
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import ValidationRequest
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case_list.cases_panel import CasesPanel
from plugin.gui.session import Session
from plugin.rules.task_lists import tasks_of
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import finding, result, screening, settle
from tests.qgis.fake_iface import FakeIface
from tests.qgis.marked import marked

HOSTILE = (
    "<script>alert(1)</script><img src='http://example.org/x' onerror=alert(1)><a href='file:///etc/passwd'>x</a>=HYPERLINK(1)\u202egpj"
)
_ACTIVE = ("<script", "<img", "<a href='file")


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> CasePanel:
    """A case with markup in every field that holds words, open."""
    site = pulled(1).site
    case = marked(
        HOSTILE,
        PulledCase("1", "26-00001-HAPP", site=site, expiry_date=date(2026, 12, 29), shown_constraints=(HOSTILE,)),
        back_office_id="1",
        reference="26-00001-HAPP",
        type_code="pp.full.householder",
        status="in_assessment",
        web_page=f"{SOURCE}/26-00001-HAPP",
        address=Address(text=HOSTILE),
    )
    desk = open_desk(case)
    assert desk.file is not None
    details = PulledDetails(
        documents=(marked(HOSTILE, Document("a", ""), url="http://127.0.0.1:9/files/A", name=f"{HOSTILE}.pdf"),),
        contacts=(marked(HOSTILE, Contact(ContactRole.APPLICANT)),),
        representations=(marked(HOSTILE, Representation(RepresentationKind.NEIGHBOUR, ""), back_office_id="7"),),
        validation_requests=(marked(HOSTILE, ValidationRequest("Other", "open", ""), type="Other", state="open", created_at="2026-11-01"),),
        designations=(Designation("x", HOSTILE, True),),
    )
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
        uuid = file.find("26-00001-HAPP") or ""
        file.look_at(uuid)
        file.record_details(uuid, details)
        file.keep_casework(uuid, AssessmentDetail(DetailCategory.SUMMARY_OF_WORK, HOSTILE))
        for piece in (
            Condition(HOSTILE, HOSTILE, HOSTILE),
            Informative(HOSTILE, HOSTILE),
            Consideration(HOSTILE, (HOSTILE,), (HOSTILE,), HOSTILE, HOSTILE),
            HeadOfTerms(HOSTILE, HOSTILE),
            SiteVisit(date(2026, 11, 20), HOSTILE),
            PostedNotice(date(2026, 11, 20), HOSTILE),
            NeighbourRecord(date(2026, 11, 5), 1, "POLYGON EMPTY", HOSTILE, (ListedNeighbour(HOSTILE, why=HOSTILE),), (HOSTILE,)),
            Consultation(f"own:{HOSTILE}", HOSTILE, ConsultationAnswer.CONSULT, (HOSTILE,), HOSTILE),
        ):
            file.keep_casework(uuid, piece)
        found = screening(findings=(finding(HOSTILE),), datasets=(result(HOSTILE, HOSTILE, DatasetState.NOT_CHECKED, HOSTILE),))
        file.record_screening(uuid, file.boundary_versions(uuid)[0].uuid, found)
    panel = panel_of(desk, session, iface)
    panel.resize(440, 700)
    panel.show()
    desk.open(uuid)
    until(lambda: desk.case is not None and not desk.refreshes_case)
    return panel


def active(words: str) -> bool:
    """Whether Qt would take it for markup, and there is something active in it."""
    return Qt.mightBeRichText(words) and any(sign in words for sign in _ACTIVE)


def cells(view: QAbstractItemView, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    model, parent = view.model(), parent or QModelIndex()
    if model is None:
        return
    for row in range(model.rowCount(parent)):
        # PyQt hides the column of a list's model
        for column in range(1 if isinstance(view, QListView) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield index
            if column == 0:
                yield from cells(view, index)


def faults(widget: QWidget) -> Iterator[str]:
    """What is wrong with what a widget and all in it show."""
    for each in (widget, *widget.findChildren(QWidget)):
        name = f"{type(each).__name__} {each.objectName()}"
        if active(each.toolTip()):
            yield f"{name}: tooltip {each.toolTip()}"
        if isinstance(each, QLabel):
            plain = each.textFormat() in (Qt.TextFormat.PlainText, Qt.TextFormat.MarkdownText)
            if not plain and active(each.text()):
                yield f"{name}: {each.text()}"
        if "\u202e" in caption(each):
            yield f"{name} is turned round: {caption(each)}"
        if isinstance(each, QTextEdit) and each.isReadOnly():
            yield from page_faults(each.document(), name)
        if isinstance(each, QAbstractItemView):
            yield from cell_faults(each, name)


def caption(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return str(widget.text())
    return str(widget.title()) if isinstance(widget, QGroupBox) else ""


def cell_faults(view: QAbstractItemView, name: str) -> Iterator[str]:
    for index in cells(view):
        if active(str(index.data(Qt.ItemDataRole.ToolTipRole) or "")):
            yield f"{name}: tooltip {index.data(Qt.ItemDataRole.ToolTipRole)}"
        if "\u202e" in str(index.data(Qt.ItemDataRole.DisplayRole) or ""):
            yield f"{name} is turned round: {index.data(Qt.ItemDataRole.DisplayRole)}"


def page_faults(document: QTextDocument, name: str) -> Iterator[str]:
    """Pictures and links that the words brought along; a page of Redline's own has neither."""
    html = document.toHtml()
    if "example.org" in html and 'src="http://example.org' in html:
        yield f"{name}: a picture from outside"
    if 'href="file:' in html:
        yield f"{name}: a link to a file"
    if "\u202e" in document.toPlainText():
        yield f"{name} is turned round"


def test_the_hostile_words_are_there_to_be_seen(panel: CasePanel) -> None:
    panel.tabs.setCurrentWidget(panel.documents)

    assert "<script>" in panel.documents.tree.topLevelItem(0).text(0)


def test_no_page_of_the_assessment_shows_them_so_either(panel: CasePanel) -> None:
    panel.tabs.setCurrentWidget(panel.assess)
    codes = [task.code for task in tasks_of("pp.full.householder")]
    found = []
    for code in codes:
        panel.assess.open_task(code)
        settle()
        found += [f"{code}: {fault}" for fault in faults(panel.assess)]

    assert len(codes) > 10
    assert list(dict.fromkeys(found)) == []


def test_the_list_of_cases_does_not_either(panel: CasePanel) -> None:
    shown = CasesPanel(panel._desk)
    shown.resize(420, 600)
    shown.show()
    until(lambda: shown.model.count)

    assert list(dict.fromkeys(faults(shown))) == []


def test_no_tab_of_the_case_shows_words_from_outside_as_markup_or_turned_round(panel: CasePanel) -> None:
    found = []
    for number in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(number)
        settle()
        for view in panel.findChildren(QAbstractItemView):
            if view.isVisible() and view.model() is not None and view.model().rowCount():
                view.setCurrentIndex(view.model().index(0, 0))
                view.setCurrentIndex(view.model().index(0, 0, view.model().index(0, 0)))
        settle()
        found += [f"{panel.tabs.tabText(number)}: {fault}" for fault in faults(panel)]

    for f in dict.fromkeys(found):
        print("FOUND", f)
    assert list(dict.fromkeys(found)) == []
