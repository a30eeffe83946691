"""The Site panel: which application this is, what its red line is worth, what was found and assumed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCompleter, QHeaderView, QListWidgetItem, QWidget

from ...domain.application import Application
from ...domain.check import Check, Severity
from ...domain.fact_kinds import FACT_KINDS
from ...domain.told_fact import standing_facts
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..facts.fact_items import FACT_COLUMNS, fact_item
from ..icons import icon, severity_icon
from ..rich_text import escape
from ..session import Session
from .site_words import (
    area_line,
    area_methods,
    declared_line,
    own_reference,
    position_details,
    position_line,
    proposal_line,
    shape_line,
    site_title,
)
from .sites_model import SitesModel

if TYPE_CHECKING:
    from ...domain.reading import SiteReading

_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFORMATION: "Note"}
_NOTHING_OPEN = "No applications are open.\n\nOpen a folder, a zip or files of applications to see their red lines on the map."
_CHECK = Qt.ItemDataRole.UserRole
_NO_SITES = "No red line was found in what was opened."
_LONGEST_DESCRIPTION = 220

#: The size of a reference's letters, and how long it may be to stand so large.
_LARGE = 12
_SHORT_REFERENCE = 20


class SitePanel(QWidget):
    """Follows the session's current site.

    ``open_wanted`` asks for the file dialog, ``preview_toggled`` for the proposal on the map, ``confirmed`` carries the site whose proposed
    line the officer wants to use, ``print_wanted`` asks for the screening sheet. ``check_chosen`` carries the code of a check that was
    chosen, ``place_wanted`` where on the map it is (EPSG:27700), ``request_wanted`` that the applicant is to put it right.
    """

    open_wanted = pyqtSignal()
    preview_toggled = pyqtSignal(bool)
    unreadable_wanted = pyqtSignal()
    confirmed = pyqtSignal(str)
    print_wanted = pyqtSignal()
    check_chosen = pyqtSignal(str)
    place_wanted = pyqtSignal(float, float)
    request_wanted = pyqtSignal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("site_panel.ui")), self)
        self._session = session
        self._bare = False
        self._model = SitesModel(session, self)
        self._dress()
        self._connect()
        self.show_site()
        self.show_work()

    def show_site(self) -> None:
        """Shows the session's current site, or what to do when there is none."""
        session = self._session
        reading = session.reading
        self.printButton.setVisible(reading is not None)
        for widget in (self.previousButton, self.nextButton, self.sitesCombo):
            widget.setEnabled(bool(session.readings))
        if reading is None:
            waiting = session.working or (_NO_SITES if session.unreadable else _NOTHING_OPEN)
            self.emptyLabel.setText(waiting)
            self.openButton.setVisible(not session.working)
            self.pages.setCurrentWidget(self.emptyPage)
            return
        self.pages.setCurrentWidget(self.sitePage)
        row = self._model.row(session.current)
        if self.sitesCombo.currentIndex() != row:
            self.sitesCombo.setCurrentIndex(row)
        self._show_application(reading)
        self._rewind()
        self._show_boundary(reading)
        self._show_checks(reading)
        self._show_facts(reading)

    def hide_navigation(self) -> None:
        """Leaves choosing a site, and the heading that says which it is, to the panel round this one."""
        self._bare = True
        for widget in (self.previousButton, self.nextButton, self.sitesCombo, self.referenceLabel, self.statusLabel):
            widget.hide()
        self.show_site()
        self.show_work()

    def show_work(self) -> None:
        """Shows what runs, how far it is, and how many files could not be read."""
        session = self._session
        sites = len(session.readings)
        at = self._model.row(session.current) + 1
        self.workLabel.setText(session.working or (f"Site {at} of {sites}" if sites and not self._bare else ""))
        for widget in (self.workBar, self.cancelButton):
            widget.setVisible(bool(session.working))
        self.workBar.setRange(0, 100 if session.progress > 0 else 0)
        self.workBar.setValue(int(session.progress))
        unreadable = len(session.unreadable)
        self.unreadableButton.setVisible(unreadable > 0)
        self.unreadableButton.setText(f"{unreadable} {'file' if unreadable == 1 else 'files'} not read")
        if session.reading is None:
            self.show_site()

    def offer_request(self, offered: bool) -> None:
        """Whether the applicant can be asked to put the chosen check right."""
        self.requestButton.setVisible(offered)

    def _dress(self) -> None:
        self.previousButton.setIcon(QgsApplication.getThemeIcon("/mActionArrowUp.svg"))
        self.nextButton.setIcon(QgsApplication.getThemeIcon("/mActionArrowDown.svg"))
        self.unreadableButton.setIcon(severity_icon(Severity.ERROR))
        self.openButton.setIcon(icon("open-applications"))
        self.printButton.setIcon(QgsApplication.getThemeIcon("/mActionSaveAsPDF.svg"))
        self.sitesCombo.setModel(self._model)
        self.sitesCombo.setIconSize(QSize(14, 14))
        self.checksList.setIconSize(QSize(16, 16))
        self.factsTree.setHeaderLabels(FACT_COLUMNS)
        # Who told it stands in the tooltip: a third column has no room here
        self.factsTree.setColumnHidden(2, True)
        header = self.factsTree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 100)
        completer = QCompleter(self._model, self.sitesCombo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated.connect(self._choose_title)
        self.sitesCombo.setCompleter(completer)

    def _connect(self) -> None:
        session = self._session
        session.site_changed.connect(self.show_site)
        session.site_changed.connect(self.show_work)
        session.readings_changed.connect(self.show_site)
        session.screenings_changed.connect(self._show_screened)
        session.work_changed.connect(self.show_work)
        self.sitesCombo.activated.connect(self._choose_row)
        self.sitesCombo.lineEdit().returnPressed.connect(self._choose_typed)
        self.previousButton.clicked.connect(lambda: session.step(-1))
        self.nextButton.clicked.connect(lambda: session.step(1))
        self.confirmButton.clicked.connect(lambda: self.confirmed.emit(session.current))
        self.previewButton.toggled.connect(self.preview_toggled)
        self.printButton.clicked.connect(self._want_to_print)
        self.checksList.itemClicked.connect(self._choose_check)
        self.checksList.itemActivated.connect(self._choose_check)
        self.requestButton.clicked.connect(self._want_request)
        self.openButton.clicked.connect(self._want_to_open)
        self.cancelButton.clicked.connect(session.stop)
        self.unreadableButton.clicked.connect(self._want_unreadable)

    def _want_to_open(self) -> None:
        self.open_wanted.emit()

    def _want_to_print(self) -> None:
        self.print_wanted.emit()

    def _want_unreadable(self) -> None:
        self.unreadable_wanted.emit()

    def _choose_check(self, item: QListWidgetItem) -> None:
        check = item.data(_CHECK)
        if check is not None and check.place is not None:
            self.place_wanted.emit(*check.place)
        self.check_chosen.emit(check.code if check is not None else "")

    def _want_request(self) -> None:
        item = self.checksList.currentItem()
        check = item.data(_CHECK) if item is not None else None
        if check is not None:
            self.request_wanted.emit(check.code)

    def _rewind(self) -> None:
        """Shows the start of the site's title, its reference, unless the officer is typing."""
        if not self.sitesCombo.lineEdit().hasFocus():
            QTimer.singleShot(0, self._show_start)

    def _show_start(self) -> None:
        self.sitesCombo.lineEdit().setCursorPosition(0)

    def _choose_row(self, row: int) -> None:
        site = self._model.data(self._model.index(row), Qt.ItemDataRole.UserRole)
        if site:
            self._session.select(site)

    def _choose_typed(self) -> None:
        """Enter takes the first site that what was typed is part of; what is part of none gives way to the site that is shown."""
        typed = self.sitesCombo.lineEdit().text().strip().lower()
        titles = {site: site_title(reading) for site, reading in self._session.readings.items()}
        found = next((site for site, title in titles.items() if typed in title.lower()), "")
        if typed and found:
            self._session.select(found)
        self.sitesCombo.setCurrentIndex(self._model.row(self._session.current))
        self.sitesCombo.setEditText(titles.get(self._session.current, ""))
        self.sitesCombo.lineEdit().setCursorPosition(0)
        self.checksList.setFocus()

    def _choose_title(self, title: str) -> None:
        for site, reading in self._session.readings.items():
            if site_title(reading) == title:
                self._session.select(site)
                return

    def _show_application(self, reading: SiteReading) -> None:
        application = reading.application or Application(reference=reading.site)
        self._show_reference(plain_text(reading.site))
        self.statusLabel.setText(plain_text(application.status).replace("_", " "))
        own = own_reference(reading)
        kind = (application.type_description or application.type_code).replace("_", " ")
        kind = kind[:1].upper() + kind[1:]
        _say(self.typeLabel, f"{kind} (reference in the document: {own})" if own else kind)
        _say(self.addressLabel, "" if self._bare else application.address.text)
        description = plain_text(application.description)
        short = description if len(description) <= _LONGEST_DESCRIPTION else f"{description[:_LONGEST_DESCRIPTION].rsplit(' ', 1)[0]} …"
        _say(self.descriptionLabel, short)
        self.descriptionLabel.setToolTip("" if short == description else f"<qt>{escape(description)}</qt>")
        self.referenceLabel.setToolTip(f"<qt>{escape(f'{reading.site}, read from {reading.file}: {reading.found}')}</qt>")

    def _show_reference(self, reference: str) -> None:
        """A submission without the council's reference bears a long one of its own, which must not widen the window."""
        font = self.referenceLabel.font()
        font.setPointSize(_LARGE if len(reference) <= _SHORT_REFERENCE else self.font().pointSize())
        self.referenceLabel.setFont(font)
        self.referenceLabel.setText(reference)

    def _show_boundary(self, reading: SiteReading) -> None:
        self.areaLabel.setText(area_line(reading))
        self.areaLabel.setToolTip(area_methods(reading))
        self.declaredLabel.setText(declared_line(reading))
        self.shapeLabel.setText(shape_line(reading, self._session.version(reading.site)))
        self.positionLabel.setText(position_line(reading))
        self.positionLabel.setToolTip(position_details(reading))
        self.previewButton.setChecked(False)
        proposal = reading.proposal if reading.boundary is None else None
        self.proposalFrame.setVisible(proposal is not None)
        if proposal is not None:
            self.proposalLabel.setText(proposal_line(proposal))
            self.confirmButton.setText("Use the proposed line")

    def _show_facts(self, reading: SiteReading) -> None:
        """What the submission tells the rules, in the words of a case's facts; a case shows its own elsewhere."""
        told = standing_facts(reading.application.facts) if reading.application is not None else {}
        kinds = [kind for kind in FACT_KINDS if kind.name in told]
        self.factsTree.clear()
        self.factsTree.setVisible(bool(kinds) and not self._bare)
        for kind in kinds:
            self.factsTree.addTopLevelItem(fact_item(kind, told[kind.name], self.palette().placeholderText()))

    def _show_screened(self, sites: list[str]) -> None:
        self._rewind()
        if self._session.reading is not None and self._session.current in sites:
            self._show_checks(self._session.reading)

    def _show_checks(self, reading: SiteReading) -> None:
        screening = self._session.screenings.get(reading.site)
        checks = [*reading.checks, *(screening.checks if screening is not None else ())]
        said = {check.message for check in checks}
        notes = reading.boundary.notes if reading.boundary is not None else ()
        checks.extend(Check("note", Severity.INFORMATION, note) for note in notes if note not in said)
        order = list(Severity)
        chosen = self.checksList.currentItem()
        before = chosen.data(_CHECK) if chosen is not None else None
        self.checksList.clear()
        for check in sorted(checks, key=lambda check: order.index(check.severity)):
            item = QListWidgetItem(severity_icon(check.severity), f"{_WORDS[check.severity]}: {plain_text(check.message)}")
            item.setToolTip(f"<qt>{escape(check.message)} ({escape(check.code)})</qt>")
            item.setData(_CHECK, check)
            self.checksList.addItem(item)
            if check == before:
                self.checksList.setCurrentItem(item)
        if self.checksList.currentItem() is None:
            self.requestButton.hide()
        if not checks:
            self.checksList.addItem(QListWidgetItem("Nothing was found wrong with the red line."))


def _say(label: QWidget, text: str) -> None:
    said = plain_text(text)
    label.setText(said)
    label.setVisible(bool(said))
