"""A Case panel with one case in assessment open and its Decide tab in front, and what tests do there."""

from __future__ import annotations

from datetime import date
from functools import partial

from plugin.casefile.case_file import CaseFile
from plugin.domain.case import Case, CaseQuery
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.clock import Clock
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case.case_place import show_in_session
from plugin.gui.decide.decide_view import DecideView
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import screening
from tests.qgis.fake_iface import FakeIface


def open_to_decide(
    open_desk: OpenDesk,
    session: Session,
    clock: Clock,
    iface: FakeIface,
    *,
    screened: bool = True,
    officer: str = "Ada Example",
    **case: object,
) -> CasePanel:
    """One case in assessment, open, its Decide tab in front; the other keywords are those of the case."""
    desk = open_desk(pulled(1, valid_on=date(2026, 11, 3), **case), officer=officer)
    assert desk.file is not None
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
        uuid = file.cases(CaseQuery(closed=True))[0].uuid
        file.tell_facts(uuid, {"certificate": "a"}, "as the form says")
        if screened:
            file.record_screening(uuid, file.boundary_versions(uuid)[0].uuid, screening("26-00001-HAPP"))
    desk.case_changed.connect(partial(show_in_session, desk, session))
    shown = panel_of(desk, session, iface)
    shown.resize(370, 620)
    desk.open(uuid)
    # What the case's own task reads again would change what the officer saw
    until(lambda: desk.case is not None and not desk.refreshes_case)
    shown.tabs.setCurrentWidget(shown.decide)
    shown.show()
    return shown


def case_of(panel: CasePanel) -> Case:
    assert panel._desk.case is not None
    return panel._desk.case


def held(panel: CasePanel) -> Recommendation:
    return next((each.record for each in case_of(panel).casework if isinstance(each.record, Recommendation)), Recommendation("", ""))


def choose(view: DecideView, words: str) -> None:
    view.decisionBox.setCurrentIndex(view.decisionBox.findText(words))
    view.decisionBox.activated.emit(view.decisionBox.currentIndex())


def submit(panel: CasePanel) -> None:
    view = panel.decide
    choose(view, "Granted")
    view.publicEdit.setPlainText("It complies with policy P14.")
    view.inSpiteEdit.setPlainText("The tree officer has confirmed.")
    view.submitButton.click()
    until(lambda: held(panel).state is RecommendationState.SUBMITTED and not panel._desk.refreshes_case)
