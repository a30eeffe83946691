"""The place of cases in one QGIS window: the list, the open case, its pictures, its red lines on the map, joined up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.sip import isdeleted

from ...domain.case import Case
from ...domain.clock import Clock
from ...reports.version_words import version_words as words_of
from ..amend.amend_place import AmendPlace
from ..amend.bands import Bands
from ..assess.places_on_map import PlacesOnMap
from ..blue.blue_place import BlueLinePlace
from ..case_list.cases_desk import CasesDesk
from ..case_list.cases_on_map import CasesOnMap
from ..case_list.cases_panel import CasesPanel
from ..case_list.cases_sections import sections
from ..case_list.cases_state import State
from ..case_list.locator_filter import CaseLocatorFilter
from ..conflicts.conflicts_place import ConflictsPlace
from ..decide.register_place import RegisterPlace
from ..decide.report_place import ReportPlace
from ..docks import give_cases_room, make_dock, place_case_docks, remember_cases_place
from ..map_ground import MapGround
from ..messages import Messages
from ..requests.requests_place import RequestsPlace
from ..session import Session
from ..settings import StoredSettings
from ..site.session_on_map import SessionOnMap
from ..waiting.waiting_place import WaitingPlace
from .case_panel import CasePanel
from .document_dock import DocumentDock

if TYPE_CHECKING:
    from ...domain.boundary_version import BoundaryVersion
    from ...domain.document import Document
    from ...reports.version_comparison import VersionComparison


class CasePlace(QObject):
    """One per window; ``close`` takes away all that the constructor put there. ``set_up_wanted`` asks for the first-run page."""

    set_up_wanted = pyqtSignal()
    files_wanted = pyqtSignal()
    copies_wanted = pyqtSignal()

    def __init__(
        self, iface: QgisInterface, stored: StoredSettings, clock: Clock, session: Session, on_map: SessionOnMap, messages: Messages
    ) -> None:
        super().__init__()
        self._iface = iface
        self._session = session
        self._open_first = False
        self._placed = False
        self._amending = False
        self.desk = CasesDesk(stored, clock)
        self.on_map = CasesOnMap(self.desk, on_map, QgsProject.instance(), messages)
        self._map = on_map
        self.cases_panel = CasesPanel(self.desk)
        self.amend = AmendPlace(iface, self.desk, messages)
        self.case_panel = CasePanel(self.desk, session, self.amend)
        self.blue = BlueLinePlace(iface, self.desk, on_map.layers, messages)
        self.requests = RequestsPlace(iface, self.desk, self.amend, self.case_panel.requests, messages)
        self.conflicts = ConflictsPlace(self.desk, messages, iface.mainWindow())
        self.report = ReportPlace(self.desk, messages)
        self.register = RegisterPlace(self.desk, messages)
        self.waiting = WaitingPlace(self.desk, messages, iface.mainWindow())
        self.cases_dock = make_dock(iface, "Cases", "redlineCases", self.cases_panel)
        self.case_dock = make_dock(iface, "Case", "redlineCase", self.case_panel)
        place_case_docks(iface, self.cases_dock, self.case_dock)
        self.case_panel.assess.ground = MapGround(iface.mapCanvas())
        self.places = PlacesOnMap(iface, self.case_panel.assess, messages)
        self.document = DocumentDock(iface)
        self._bands = Bands(iface.mapCanvas())
        self.locator = CaseLocatorFilter(self.desk, partial(self.show, ()))
        iface.registerLocatorFilter(self.locator)
        self._connect(messages)

    @property
    def in_sight(self) -> bool:
        """Whether the officer sees the list, at work."""
        return self.cases_dock.isUserVisible() and self.desk.state.state is not State.NOT_SET

    def layer(self) -> QgsVectorLayer | None:
        """The layer "Cases"."""
        return self._map.layers.case_layer()

    def show(self, others: tuple[QgsDockWidget, ...], *, open_first: bool = False) -> None:
        """Shows the list and the case in place of ``others``, and begins the morning; ``open_first`` opens the case on top of the list."""
        give_cases_room(self._iface, self.cases_dock, self.case_dock, others, again=self._placed)
        self._placed = True
        self._open_first = open_first
        if self.desk.file is None:
            self.desk.start()

    def confirm(self, site: str) -> None:
        """The officer's yes to a proposed line: of the open case it becomes a version in the case file."""
        if self._session.case_version:
            self.desk.confirm_repair()
        else:
            self._session.confirm_proposal(site)

    def hide(self) -> None:
        """Makes room for files."""
        for dock in (self.cases_dock, self.case_dock):
            dock.setUserVisible(False)

    def close(self) -> None:
        """Mirrors the constructor; what QGIS has deleted already is left alone."""
        remember_cases_place(self._placed)
        self.places.close()
        if not isdeleted(self.case_panel):
            self.case_panel.assess.close_down()
            self.case_panel.decide.finish()
            self.case_panel.validation.requests.close_down()
        self.requests.close()
        self.conflicts.close()
        self.report.stop()
        self.register.stop()
        if not isdeleted(self.waiting):
            self.waiting.close()
        self.blue.close()
        self.amend.close()
        self._bands.remove()
        self.desk.let_go()
        self.on_map.stop()
        if not isdeleted(self.locator):
            self._iface.deregisterLocatorFilter(self.locator)
        for dock in (self.document.dock, self.case_dock, self.cases_dock):
            if not isdeleted(dock):
                self._iface.removeDockWidget(dock)
                dock.deleteLater()
        places = (self.requests, self.conflicts, self.blue, self.amend, self.report, self.register, self.waiting)
        for thing in (*places, self.on_map, self.desk):
            if not isdeleted(thing):
                thing.deleteLater()

    def _connect(self, messages: Messages) -> None:
        desk = self.desk
        desk.failed.connect(messages.error)
        desk.file_opened.connect(self._session.open_store)
        desk.case_changed.connect(self._show_in_session)
        desk.rows_changed.connect(self._take_first)
        self.cases_panel.set_up_wanted.connect(self.set_up_wanted)
        self.cases_panel.files_wanted.connect(self.files_wanted)
        self.cases_panel.copies_wanted.connect(self.copies_wanted)
        self.cases_panel.waitingButton.clicked.connect(lambda _on: self.waiting.show_all())
        self.case_panel.waiting.export_wanted.connect(self.waiting.ask_where)
        self.case_panel.documents.fetched.connect(self._show_document)
        desk.case_opened.connect(self.document.put_away)
        for panel in (self.case_panel.constraints,):
            panel.finding_chosen.connect(self._map.show_finding)
            panel.zoom_wanted.connect(self._map.zoom_to_finding)
            panel.copied.connect(lambda _sentence: messages.information("Copied to the clipboard."))
        self.amend.changed.connect(self._stand_back)
        self.requests.changed.connect(self.case_panel.show_requests)
        self.case_panel.conflicts_wanted.connect(self.conflicts.open)
        self.case_panel.history.versions.chosen.connect(self._show_versions)
        self.case_panel.tabs.currentChanged.connect(lambda _tab: self.places.show())
        self.case_panel.tabs.currentChanged.connect(lambda _tab: self.case_panel.history.versions.choose_none())
        validation = self.case_panel.validation
        validation.questions.zoom_wanted.connect(self._map.zoom_to_site)
        for wanted in (validation.questions.place_wanted, self.case_panel.site.place_wanted):
            wanted.connect(self._map.zoom_to_place)
        validation.plan_wanted.connect(self._show_plan)
        validation.questions.blue_line_wanted.connect(self._do_blue)
        validation.requests.line_wanted.connect(self.requests.send_with_others)
        validation.said.connect(messages.information)
        for copied in (self.case_panel.assess.copied, validation.questions.copied, validation.requests.copied):
            copied.connect(lambda _words: messages.information("Copied to the clipboard."))
        self.case_panel.decide.report_wanted.connect(lambda: self.report.ask(self._iface.mainWindow()))
        self.case_panel.decide.register_wanted.connect(lambda: self.register.ask(self._iface.mainWindow()))
        self.case_panel.site.preview_toggled.connect(self._map.preview_proposal)
        self.case_panel.site.confirmed.connect(self.confirm)

    def _do_blue(self, deed: str) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "draw": self.blue.draw,
            "add": partial(self.blue.draw, adding=True),
            "import": self.blue.import_file,
            "take away": self.blue.take_away,
        }
        deeds[deed]()

    def _show_plan(self, plan: Document) -> None:
        """Beside the map; one that is in sight stays as the officer looks at it."""
        documents = self.case_panel.documents
        if not self.document.dock.isUserVisible() or documents.opened != plan.key:
            documents.open_document(plan)

    def _show_document(self, path: str, title: str) -> None:
        case = self.desk.case
        self.document.show_document(path, f"{case.reference}, {title}" if case is not None else title)

    def _show_versions(self, versions: list[BoundaryVersion], comparison: VersionComparison | None) -> None:
        """One version, or two and the land between them; with none chosen the map is as it was."""
        lines = [version.boundary.geometry if version.boundary is not None else None for version in versions]
        change = comparison.change if comparison is not None else None
        self._bands.show_before(lines[0] if len(lines) == 2 else None)
        self._bands.show_line(lines[-1] if lines else None)
        self._bands.show_change(change.added if change is not None else None, change.removed if change is not None else None)
        if not self.amend.open:
            self._map.stand_back(bool(versions))

    def _stand_back(self) -> None:
        if self._amending != self.amend.open:
            self._amending = self.amend.open
            self._map.stand_back(self._amending)

    def _take_first(self) -> None:
        """Opens the case on top of the list, once, where that was asked for."""
        if not self._open_first or self.desk.case is not None:
            return
        top = next((section.rows[0] for section in sections(self.desk.rows, self.desk.settings.officer)), None)
        if top is not None:
            self._open_first = False
            self.desk.open(top.uuid)

    def _show_in_session(self) -> None:
        show_in_session(self.desk, self._session)


def show_in_session(desk: CasesDesk, session: Session) -> None:
    """Shows the open case's line in force, and what was found for it, where files are shown as well."""
    case = desk.case
    version = case.boundary if case is not None else None
    if case is None or version is None:
        session.leave_case()
        return
    reading = replace(version.reading, site=case.reference, application=case.application)
    screening = replace(case.screening, site=case.reference) if case.screening is not None else None
    before = case.screened_before
    earlier = replace(before.screening, site=case.reference) if before is not None else None
    of = next((each for each in case.boundary_versions if before is not None and each.number == before.number), None)
    blue = case.blue_line.boundary if case.blue_line is not None else None
    other_land = blue.geometry if blue is not None else None
    session.show_case(reading, screening, version_words(case), earlier, words_of(of) if of is not None else "", other_land)


def version_words(case: Case) -> str:
    """What the red line in force is called: law 4, every figure names its version."""
    return words_of(case.boundary) if case.boundary is not None else "none"
