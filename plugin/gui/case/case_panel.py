"""The Case panel: what an officer needs of the open case at a glance, and behind tabs all that is known of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QPalette
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.clock import today
from ...domain.conflict import by_record
from ...domain.status import is_closed, status_words
from ...reports.adopted_unseen import adopted_unseen
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..amend.amend_place import AmendPlace
from ..assess.assess_view import AssessView
from ..case_list.case_words import age_words
from ..case_list.cases_desk import CasesDesk
from ..decide.decide_view import DecideView
from ..icons import icon
from ..network.back_office import authority_reference
from ..overdue_colour import overdue_colour
from ..requests.requests_view import RequestsView
from ..rich_text import tooltip
from ..session import Session
from ..site.constraints_panel import ConstraintsPanel
from ..site.site_panel import SitePanel
from ..validation.validation_view import ValidationView
from ..waiting.waiting_view import WaitingView
from .answer_bar import AnswerBar
from .case_comparison import ComparisonView
from .case_counts import CaseCounts
from .case_dates_view import DatesView
from .case_documents import DocumentsView
from .case_history import HistoryView
from .case_representations import RepresentationsView
from .narrow_tabs import NarrowTabBar

if TYPE_CHECKING:
    from ...reports.coming_date import ComingDate


class CasePanel(QWidget):
    """Follows the desk's open case; its Site and Constraints tabs follow the session, as everywhere."""

    conflicts_wanted = pyqtSignal()

    def __init__(self, desk: CasesDesk, session: Session, amend: AmendPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("case_panel.ui")), self)
        self._desk = desk
        self._amend = amend
        self.counts = CaseCounts(self)
        self.countsLayout.addWidget(self.counts)
        self.site = SitePanel(session)
        self.site.hide_navigation()
        self.constraints = ConstraintsPanel(session)
        self.answers = AnswerBar(desk, self.constraints)
        self.comparison = ComparisonView(session, self.constraints, self.answers)
        self.validation = ValidationView(desk)
        self.assess = AssessView(desk, session)
        self.decide = DecideView(desk)
        self.documents = DocumentsView(desk)
        self.representations = RepresentationsView(desk)
        self.dates = DatesView(desk)
        self.requests = RequestsView(desk)
        self.history = HistoryView(desk)
        self.waiting = WaitingView(desk)
        work = (
            (self.site, "Site"),
            (self.comparison, "Constraints"),
            (self.validation, "Validation"),
            (self.assess, "Assess"),
            (self.decide, "Decide"),
        )
        records = ((self.documents, "Documents"), (self.representations, "Representations"), (self.history, "History"))
        self.tabs.setTabBar(NarrowTabBar(second_row=len(work)))
        for widget, title in (*work, *records):
            self.tabs.addTab(widget, title)
        self.tabs.setTabToolTip(self.tabs.indexOf(self.representations), "What neighbours and consultees said, and whom to write to")
        self.dateIcon.setPixmap(icon("overdue").pixmap(QSize(15, 15)))
        self.pages.addWidget(amend.panel)
        self.pages.addWidget(self.dates)
        self.pages.addWidget(self.requests)
        self.pages.addWidget(self.waiting)
        self.waitingButton.setIcon(icon("waiting-to-send"))
        #: By the button that asks for it, what takes the place of the tabs; of these one is shown at a time.
        self._aside = {self.datesButton: self.dates, self.requestsButton: self.requests, self.waitingButton: self.waiting}
        for button in self._aside:
            button.toggled.connect(partial(self._turn_to, button))
        self.amendButton.setIcon(icon("amend-boundary"))
        self.amendButton.clicked.connect(amend.begin)
        self.site.check_chosen.connect(self._offer_request)
        self.site.request_wanted.connect(self._want_request)
        self.validation.requests.amend_wanted.connect(amend.begin)
        amend.changed.connect(self._show_amending)
        amend.saved.connect(self.compare_with_line_in_force)
        self.openButton.clicked.connect(self.open_in_back_office)
        self.conflictsButton.clicked.connect(self.conflicts_wanted)
        self.assess.tab_wanted.connect(self.turn_to_tab)
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())
        desk.case_changed.connect(self.show_case)
        desk.state_changed.connect(self._show_notice)
        self.show_case()

    def show_case(self) -> None:
        """Shows the open case, or what to do when none is."""
        case = self._desk.case
        self.emptyLabel.setVisible(case is None)
        self.headHolder.setVisible(case is not None)
        self._show_amending()
        if case is None:
            self.assess.leave()
            return
        self._show_head(case)
        self._show_notice()
        self._show_tab()

    def open_in_back_office(self) -> None:
        """Shows the case in the back office's own pages, in the browser."""
        page = self._page()
        if page:
            QDesktopServices.openUrl(QUrl(page))

    def turn_to_tab(self, title: str) -> None:
        """Turns to the tab of a title."""
        for index in range(self.tabs.count()):
            if self.tabs.tabText(index).startswith(title):
                self.tabs.setCurrentIndex(index)

    def _offer_request(self, check: str) -> None:
        """What is wrong with a red line can be asked of the applicant."""
        if self._desk.case is not None:
            self.validation.show_case(self._desk.case)
        self.site.offer_request(bool(check and self.validation.fails(check)))

    def _want_request(self, check: str) -> None:
        code = self.validation.fails(check)
        if code:
            self.tabs.setCurrentWidget(self.validation)
            self.validation.request_for(code)

    def show_requests(self) -> None:
        """Turns to what applicants were asked."""
        self.requestsButton.setChecked(True)
        self._show_amending()

    def compare_with_line_in_force(self, version: str) -> None:
        """Turns to the versions, with the one of this uuid beside the line in force."""
        case = self._desk.case
        if case is None:
            return
        for button in self._aside:
            button.setChecked(False)
        self.tabs.setCurrentWidget(self.history)
        self._show_tab()
        in_force = [case.boundary.uuid] if case.boundary is not None and case.boundary.boundary is not None else []
        self.history.versions.choose({version, *in_force})

    def _turn_to(self, chosen: QToolButton, on: bool) -> None:
        for other in self._aside:
            if on and other is not chosen and other.isChecked():
                other.setChecked(False)
        self._show_amending()

    def _show_amending(self) -> None:
        """While a line is amended, that takes the place of the tabs, and else the dates or requests where they were asked for; the button
        says whether it may be amended."""
        case = self._desk.case
        self.pages.setVisible(case is not None)
        self._show_waiting(case)
        asked = next((page for button, page in self._aside.items() if button.isChecked()), self.tabs)
        self.pages.setCurrentWidget(self._amend.panel if self._amend.open else asked)
        for page in self._aside.values():
            if case is not None and self.pages.currentWidget() is page:
                page.show_case(case)
        if case is not None:
            self.requestsButton.setText(_counted("Letters", self.requests.waiting(case)))
            self.conflictsButton.setText(f"Settle conflicts {len(by_record(case.conflicts))}")
        self.conflictsButton.setVisible(case is not None and bool(case.conflicts) and not self._amend.open)
        for widget in (self.amendButton, self.requestsButton, self.dateLabel, self.datesButton, self.counts, self.ageLabel):
            widget.setVisible(not self._amend.open)
        self._show_date_icon()
        self._show_open_button()
        if case is None or self._amend.open:
            return
        found = self._amend.amendable()
        waits = not found.refusal and self._amend.has_draft()
        self.amendButton.setEnabled(not found.refusal)
        self.amendButton.setText("Go on amending" if waits else "Amend boundary")
        hint = "A draft of this red line is kept and not saved yet" if waits else "Draw a better red line, and see at once what it changes"
        self.amendButton.setToolTip(tooltip(found.refusal or " ".join(part for part in (f"{hint}.", found.warning) if part)))

    def _show_waiting(self, case: Case | None) -> None:
        """The button is there while something waits, and as long as its page is looked at."""
        count = len(case.outbox) if case is not None else 0
        self.waitingButton.setText(f"Waiting to send ({count})" if count else "Nothing waits")
        self.waitingButton.setVisible((count > 0 or self.waitingButton.isChecked()) and not self._amend.open)

    def _show_date_icon(self) -> None:
        coming = self._coming(self._desk.case) if self._desk.case is not None else None
        self.dateIcon.setVisible(coming is not None and coming.days <= 0 and not self._amend.open)

    def _coming(self, case: Case) -> ComingDate | None:
        from ...reports.coming_date import coming_date

        return coming_date(case, facts_of_case(case, authority_reference(self._desk.settings)), today(self._desk.clock))

    def _show_open_button(self) -> None:
        self.openButton.setVisible(bool(self._page()) and not self._amend.open)

    def _page(self) -> str:
        case = self._desk.case
        return case.web_page if case is not None and case.web_page.startswith(("https://", "http://")) else ""

    def _show_head(self, case: Case) -> None:
        row = case.row
        self.referenceLabel.setText(plain_text(row.reference))
        self.referenceLabel.setToolTip(tooltip(case.full_reference or row.reference))
        self.addressLabel.setText(plain_text(row.address))
        coming = self._coming(case)
        urgent = coming is not None and coming.days <= 0
        words = coming.words if coming is not None else "No date is coming"
        self.dateLabel.setText(words[0].upper() + words[1:])
        palette = self.palette()
        if urgent:
            palette.setColor(QPalette.ColorRole.WindowText, overdue_colour(palette.color(QPalette.ColorRole.WindowText)))
        self.dateLabel.setPalette(palette)
        status = plain_text(row.appeal) or status_words(plain_text(row.status))
        self.statusLabel.setText(status)
        self.statusLabel.setToolTip(tooltip(f"Officer: {row.officer or 'none'}"))
        self.counts.show_case(row)
        self.ageLabel.setText(age_words(row, self._desk.clock.now()))

    def _show_notice(self) -> None:
        """What stands in the way of the newest answer; nothing while all is well."""
        case = self._desk.case
        words = ""
        if case is not None and case.row.gone:
            words = "The back office no longer has this case; this is what it last said."
        elif self._desk.case_problem:
            words = f"Shown as last read. {self._desk.case_problem}"
        elif case is not None and is_closed(case.status):
            words = self._amend.amendable().refusal
        elif case is not None:
            words = adopted_unseen(case)
        self.noticeLabel.setText(plain_text(words))
        self.noticeLabel.setVisible(bool(words))

    def _show_tab(self) -> None:
        """Fills the tab in sight; the others wait until they are looked at."""
        case = self._desk.case
        shown = self.tabs.currentWidget()
        if case is None:
            return
        if shown is not self.assess:
            self.assess.leave()
        if shown is not self.validation:
            self.validation.requests.keep()
        self.tabs.setTabText(self.tabs.indexOf(self.documents), _counted("Documents", len(case.documents)))
        self.tabs.setTabText(self.tabs.indexOf(self.representations), _counted("Representations", len(case.representations)))
        if shown in (self.comparison, self.validation, self.assess, self.decide, self.documents, self.representations, self.history):
            shown.show_case(case)


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
