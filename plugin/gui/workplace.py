"""Where the officer works: the session with its panels, its map tool and its place on the map, joined up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMessageBox
from qgis.PyQt.sip import isdeleted

from ..casefile.personal.persons import NOBODY, Persons, persons_in
from ..domain.clock import Clock
from .case.case_place import CasePlace
from .docks import give_room, make_dock, place_docks, tidy_away
from .environment.missing_libraries import advice, missing_libraries, mixed_up
from .messages import Messages
from .session import Session
from .settings import StoredSettings
from .site.constraints_panel import ConstraintsPanel
from .site.select_site_tool import SelectSiteTool
from .site.session_on_map import SessionOnMap
from .site.sheet_place import SheetPlace
from .site.site_panel import SitePanel

if TYPE_CHECKING:
    from .constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
    from .enquiry.enquiry_place import EnquiryPlace


class Workplace:
    """One per QGIS window; ``close`` takes away all that the constructor put there."""

    def __init__(self, iface: QgisInterface, stored: StoredSettings, clock: Clock, messages: Messages) -> None:
        self._iface = iface
        self._stored = stored
        self._messages = messages
        self._clock = clock
        canvas = iface.mapCanvas()
        self.session = Session(stored, clock)
        self.map = SessionOnMap(self.session, canvas, QgsProject.instance(), messages)
        self.site_panel = SitePanel(self.session)
        self.constraints_panel = ConstraintsPanel(self.session)
        self.site_dock = make_dock(iface, "Site", "redlineSite", self.site_panel)
        self.constraints_dock = make_dock(iface, "Constraints", "redlineConstraints", self.constraints_panel)
        place_docks(iface, self.site_dock, self.constraints_dock)
        self.cases = CasePlace(iface, stored, clock, self.session, self.map, messages)
        self.tool = SelectSiteTool(canvas, self._layer_of_sites)
        self.sheets = SheetPlace(self.session, clock, messages)
        self.constraint_layers: ConstraintLayersDialog | None = None
        self.enquiry: EnquiryPlace | None = None
        messages.people = self._people
        self._connect()

    def _people(self) -> Persons:
        case = self.cases.desk.case
        return persons_in(case) if case is not None else NOBODY

    def complain(self) -> None:
        """Says at once what is missing; nothing heavy is imported for it."""
        lacking = advice(missing_libraries())
        if lacking:
            self._messages.warning(lacking)

    def ready(self) -> bool:
        """Whether reading and screening can run here; says what to do where they can't."""
        lacking = advice(missing_libraries()) or mixed_up()
        if lacking:
            self._messages.warning(lacking)
        return not lacking

    def start(self) -> None:
        """Called once the window stands: opens what the officer asked to find open."""
        settings = self._stored.load()
        tidy_away((self.site_dock, self.constraints_dock, self.cases.cases_dock, self.cases.case_dock))
        self.cases.document.dock.setUserVisible(False)
        if self.cases.cases_dock.isUserVisible() and not settings.open_at_start:
            self.show_cases()
            return
        if not settings.open_at_start or not (settings.authority_url or settings.applications) or not self.ready():
            return
        if settings.authority_url:
            self.show_cases(open_first=True)
        else:
            self.open([Path(settings.applications)])

    def show_cases(self, *, open_first: bool = False) -> None:
        """Shows the list of cases and the open one in place of what was read from files."""
        if self.ready():
            self.use_tool()
            self.cases.show((self.site_dock, self.constraints_dock), open_first=open_first)

    def toggle_cases(self) -> None:
        """Shows the cases, or puts them away when they are in sight."""
        if self.cases.in_sight:
            self.cases.hide()
        else:
            self.show_cases()

    def update_cases(self) -> None:
        """Asks the back office what is new."""
        self.show_cases()
        self.cases.desk.update()

    def set_up(self) -> None:
        """Leads through the first five steps."""
        from .setup.first_run import FirstRun

        page = FirstRun(self._stored, self._iface.mainWindow())
        page.finished.connect(lambda _result: page.deleteLater())
        page.accepted.connect(self._set_up_done)
        page.open()

    def show_case_file(self) -> None:
        """Shows what can be done with the case file as a whole."""
        from .case_file.case_file_dialog import CaseFileDialog

        if not self.ready():
            return
        dialog = CaseFileDialog(self.cases.desk, self._iface.mainWindow())
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def show_constraint_layers(self) -> None:
        """Shows what the constraint store has, and where it is refreshed."""
        from .constraint_layers.constraint_layers_dialog import ConstraintLayersDialog

        if not self.ready():
            return
        if self.constraint_layers is None:
            window = self._iface.mainWindow()
            made = ConstraintLayersDialog(self._stored, self._clock, self.cases.desk, self._iface.mapCanvas(), window)
            made.moved.connect(self.store_moved)
            self.constraint_layers = made
        self.constraint_layers.show()
        self.constraint_layers.raise_()
        self.constraint_layers.activateWindow()

    def toggle_enquiry(self) -> None:
        """Shows where what applies at a place is asked for, or puts it away."""
        from .enquiry.enquiry_place import EnquiryPlace

        if self.enquiry is None:
            if not self.ready():
                return
            self.map.prepare()
            self.enquiry = EnquiryPlace(
                self._iface, self._stored, self._clock, self._messages, lambda: self.cases.desk.file, lambda: self.session.reading
            )
            self.enquiry.show()
        else:
            self.enquiry.toggle()

    def store_moved(self) -> None:
        """Called when another generation of the store is in use: everything is screened by it."""
        if self.session.case_version or not self.session.readings:
            self.session.open_store()
        else:
            self.session.screen_again()
        self.cases.desk.screen_unscreened()
        self.cases.desk.show_again()

    def save_support_bundle(self) -> None:
        """Writes versions, settings and the log for whoever helps."""
        from .setup.support_bundle import choose_and_save

        saved = choose_and_save(self._iface.mainWindow(), self._stored, self._clock, self._messages)
        if saved:
            self._messages.information(f"Saved as {saved}. It holds versions, settings and Redline's log, nothing of any case.")

    def open(self, paths: list[Path]) -> None:
        """Reads applications and shows them."""
        if paths and self.ready():
            self.cases.hide()
            give_room(self._iface, self.site_dock, self.constraints_dock)
            self.session.open(paths)

    def screen_again(self) -> None:
        if self.ready():
            self.session.screen_again()

    def offer_tool(self, action: QAction) -> None:
        """Lets ``action`` show whether clicks on the map select sites."""
        self.tool.setAction(action)

    def use_tool(self) -> None:
        """Makes clicks on the map select sites."""
        self._iface.mapCanvas().setMapTool(self.tool)

    def settings_changed(self) -> None:
        """Called when the options were saved: what is open is screened again by the new settings."""
        self.map.show_base_map()
        self.cases.desk.settings_changed()
        if not self.session.case_version and self.session.readings and self.ready():
            self.session.screen_again()

    def close(self) -> None:
        """Mirrors the constructor; what QGIS has deleted already is left alone."""
        canvas = self._iface.mapCanvas()
        if self.constraint_layers is not None and not isdeleted(self.constraint_layers):
            self.constraint_layers.close_for_good()
            self.constraint_layers.deleteLater()
        if self.enquiry is not None and not isdeleted(self.enquiry):
            self.enquiry.close()
            self.enquiry.deleteLater()
        self.sheets.stop()
        self.session.close()
        if canvas is not None and not isdeleted(canvas):
            canvas.unsetMapTool(self.tool)
        self.cases.close()
        self.map.stop()
        for dock in (self.constraints_dock, self.site_dock):
            if not isdeleted(dock):
                self._iface.removeDockWidget(dock)
                dock.deleteLater()
        for thing in (self.cases, self.tool, self.map, self.sheets, self.session):
            if not isdeleted(thing):
                thing.deleteLater()

    def _connect(self) -> None:
        self.tool.site_picked.connect(self._picked)
        self.cases.set_up_wanted.connect(self.set_up)
        self.cases.copies_wanted.connect(self.show_case_file)
        self.cases.files_wanted.connect(self._open_wanted)
        self.site_panel.open_wanted.connect(self._open_wanted)
        self.site_panel.preview_toggled.connect(self.map.preview_proposal)
        self.site_panel.confirmed.connect(self.cases.confirm)
        for panel in (self.site_panel, self.cases.case_panel.site):
            panel.print_wanted.connect(self._print_sheet)
        self.site_panel.unreadable_wanted.connect(self._show_unreadable)
        self.constraints_panel.finding_chosen.connect(self.map.show_finding)
        self.constraints_panel.zoom_wanted.connect(self.map.zoom_to_finding)
        self.constraints_panel.copied.connect(lambda _sentence: self._messages.information("Copied to the clipboard."))
        self.session.failed.connect(self._messages.error)
        self.session.opened.connect(self._opened)

    def _print_sheet(self) -> None:
        if self.ready():
            self.sheets.ask(self._iface.mainWindow())

    def _layer_of_sites(self) -> QgsVectorLayer | None:
        return self.cases.layer() or self.map.layers.site_layer()

    def _picked(self, site: str) -> None:
        if self.cases.layer() is not None:
            self.cases.desk.open(site)
        else:
            self.session.select(site)

    def _set_up_done(self) -> None:
        self.map.show_base_map()
        self.cases.desk.settings_changed()
        self.show_cases(open_first=True)

    def _open_wanted(self) -> None:
        from .open_applications import choose_folder

        self.open(choose_folder(self._iface.mainWindow(), self._stored.load().applications))

    def _opened(self) -> None:
        self.use_tool()
        unreadable = len(self.session.unreadable)
        if unreadable:
            count = "1 file" if unreadable == 1 else f"{unreadable} files"
            self._messages.warning(f"{count} could not be read; the others are open.", "Show", self._show_unreadable)

    def _show_unreadable(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Redline", "", QMessageBox.StandardButton.Close, self._iface.mainWindow())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("These files could not be read; the others are open.")
        box.setInformativeText("\n\n".join(self.session.unreadable[:5]))
        box.setDetailedText("\n\n".join(self.session.unreadable))
        box.open()
