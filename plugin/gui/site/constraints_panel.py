"""The Constraints panel: the state of every dataset for the site, the findings, and what is known of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QHeaderView, QMenu, QTreeWidgetItem, QWidget

from ...domain.check import Severity
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..icons import severity_icon
from ..rich_text import escape
from ..session import Session
from .finding_details import dataset_html, finding_html, overview_html
from .findings_tree import DATASET, FINDING, choose_again, fill_tree
from .source_links import source_links
from .state_board import StateBoard

if TYPE_CHECKING:
    from ...domain.dataset import Snapshot
    from ...domain.finding import DatasetResult, Finding, Screening

_NO_SITE = "Choose a site: what applies to it is shown here."
_NO_BOUNDARY = "Not checked: this site has no red line that can be used. Nothing is known of its constraints; see the Site panel."
_WAITING = "Screening this site ..."
_EARLIER = "Computed for version {earlier}. The line in force is version {now}, and has not been screened yet: nothing here is known of it."
#: What a banner may say before it takes the room of the findings.
_LONGEST_BANNER = 170


class ConstraintsPanel(QWidget):
    """Follows the session's current site.

    ``finding_chosen`` carries a Finding or None, ``zoom_wanted`` a Finding, ``copied`` the sentence; ``shown`` comes when the findings
    stand there anew, ``dataset_chosen`` carries the slug of a dataset that is looked at as a whole.
    """

    shown = pyqtSignal()
    dataset_chosen = pyqtSignal(str)
    finding_chosen = pyqtSignal(object)
    zoom_wanted = pyqtSignal(object)
    copied = pyqtSignal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("constraints_panel.ui")), self)
        self._session = session
        self.board = StateBoard(self)
        self.boardLayout.addWidget(self.board)
        self._links: tuple[tuple[str, str], ...] = ()
        self._site, self._dataset = "", ""
        self._dress()
        self._connect()
        self.show_site()

    def show_site(self) -> None:
        """Shows the screening of the session's current site, or why there is none."""
        session, screening = self._session, self._session.shown_screening
        chosen, dataset = (self.finding, self._dataset) if self._site == session.current else (None, "")
        self._site = session.current
        self.findingsTree.clear()
        self._choose(None)
        self.versionLabel.setVisible(screening is not None)
        self.board.setVisible(screening is not None)
        self.splitter.setVisible(screening is not None)
        self._show_banner(self._banner(session.screening))
        if screening is None:
            return
        sample = "; sample data, no real place" if session.profile is not None and session.profile.sample else ""
        self.versionLabel.setText(f"{plain_text(screening.site)}, {self._version()}{sample}")
        self.versionLabel.setToolTip(
            f"Judged as of {screening.judged_on.isoformat()}, screened {screening.screened_at} by {screening.engine}"
        )
        self.board.show_results(screening.datasets)
        fill_tree(self.findingsTree, screening, session.catalogue)
        self.detailsBrowser.setHtml(overview_html(screening.datasets, bool(screening.findings)))
        self.shown.emit()
        if chosen is not None:
            choose_again(self.findingsTree, chosen)
        elif dataset:
            self.show_dataset(dataset)

    def _version(self) -> str:
        """Which boundary the findings are of."""
        session = self._session
        if session.screening is None and session.earlier is not None:
            return f"computed for version {session.earlier_version}, not for the line in force"
        return f"boundary {session.version(session.current)}"

    def show_dataset(self, slug: str) -> None:
        """Shows a dataset's state in the details and its findings in the tree."""
        for row in range(self.findingsTree.topLevelItemCount()):
            item = self.findingsTree.topLevelItem(row)
            if item.data(0, DATASET) == slug:
                self.findingsTree.setCurrentItem(item)
                self.findingsTree.scrollToItem(item)
                return
        self.findingsTree.setCurrentItem(None)
        self._show_dataset_details(slug)

    @property
    def finding(self) -> Finding | None:
        """The finding that is chosen in the tree."""
        item = self.findingsTree.currentItem()
        return item.data(0, FINDING) if item is not None else None

    def _dress(self) -> None:
        self.findingsTree.setIconSize(QSize(14, 14))
        header = self.findingsTree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.splitter.setSizes([300, 170])
        self.sourceButton.setMenu(QMenu(self.sourceButton))

    def _connect(self) -> None:
        session = self._session
        session.site_changed.connect(self.show_site)
        session.store_changed.connect(self._store_changed)
        session.screenings_changed.connect(self._show_screened)
        session.work_changed.connect(self._show_work)
        self.board.dataset_chosen.connect(self.show_dataset)
        self.findingsTree.currentItemChanged.connect(self._item_changed)
        self.findingsTree.itemDoubleClicked.connect(lambda _item, _column: self._zoom())
        self.copyButton.clicked.connect(self.copy_sentence)
        self.zoomButton.clicked.connect(self._zoom)

    def copy_sentence(self) -> None:
        """Puts the chosen constraint, with all its records, on the clipboard as a sentence for a report."""
        from ...reports.sentence import constraint_sentence

        finding, screening = self.finding, self._session.shown_screening
        if finding is None or screening is None:
            return
        same = [each for each in screening.findings if each.entity.constraint == finding.entity.constraint] or [finding]
        version = self._session.version(screening.site)
        if self._session.screening is None:
            version = self._version()
        sentence = constraint_sentence(same, self._session.catalogue.dataset, self._snapshots(), version)
        QApplication.clipboard().setText(sentence)
        self.copied.emit(sentence)

    def _show_screened(self, sites: list[str]) -> None:
        if not sites or self._session.current in sites:
            self.show_site()

    def _store_changed(self) -> None:
        self._show_banner(self._banner(self._session.screening))

    def _show_work(self) -> None:
        if self._session.screening is None:
            self._show_banner(self._banner(None))

    def _banner(self, screening: Screening | None) -> tuple[Severity, str]:
        session, reading = self._session, self._session.reading
        if screening is not None:
            return (Severity.WARNING, screening.unreliable) if screening.unreliable else (Severity.ERROR, session.store_problem)
        if session.earlier is not None and reading is not None:
            why = f" {session.store_problem}" if session.store_problem else ""
            return Severity.WARNING, _EARLIER.format(earlier=session.earlier_version, now=session.case_version) + why
        if session.store_problem and not session.working:
            return Severity.ERROR, session.store_problem
        if reading is None:
            return Severity.INFORMATION, _NO_SITE
        if reading.boundary is None:
            return Severity.ERROR, _NO_BOUNDARY
        return Severity.INFORMATION, _WAITING if session.working else "Not checked: this site has not been screened. Press Screen again."

    def _show_banner(self, banner: tuple[Severity, str]) -> None:
        severity, sentence = banner
        self.bannerFrame.setVisible(bool(sentence))
        said = plain_text(sentence)
        short = said if len(said) <= _LONGEST_BANNER else f"{said[:_LONGEST_BANNER].rsplit(' ', 1)[0]} … (all of it: point here)"
        self.bannerLabel.setText(short)
        self.bannerFrame.setToolTip(f"<qt>{escape(said)}</qt>" if short != said else "")
        self.bannerIcon.setPixmap(severity_icon(severity).pixmap(QSize(16, 16)))

    def _item_changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        finding = item.data(0, FINDING) if item is not None else None
        self._choose(finding)
        if finding is None and item is not None and item.data(0, DATASET):
            self._show_dataset_details(item.data(0, DATASET))

    def _choose(self, finding: Finding | None) -> None:
        self._dataset = ""
        attributes = finding.entity.attributes if finding is not None else {}
        self._links = source_links(finding.entity, attributes) if finding is not None else ()
        for button in (self.copyButton, self.zoomButton):
            button.setEnabled(finding is not None)
        self.sourceButton.setEnabled(bool(self._links))
        menu = self.sourceButton.menu()
        menu.clear()
        for words, address in self._links:
            action = menu.addAction(words)
            action.setToolTip(address)
            action.triggered.connect(lambda _checked=False, address=address: QDesktopServices.openUrl(QUrl(address)))
        self.detailsBrowser.setHtml("")
        if finding is not None:
            self._show_finding_details(finding, attributes)
        self.finding_chosen.emit(finding)

    def _show_finding_details(self, finding: Finding, attributes: Mapping[str, str]) -> None:
        session, screening = self._session, self._session.shown_screening
        slug = finding.entity.dataset
        dataset_of = session.catalogue.dataset
        every = screening.findings if screening is not None else ()
        others = [
            (each, dataset_of(each.entity.dataset))
            for each in every
            if each.entity.constraint == finding.entity.constraint and each.entity.key != finding.entity.key
        ]
        html = finding_html(finding, dataset_of(slug), self._result(slug), self._snapshots().get(slug), attributes, others)
        self.detailsBrowser.setHtml(html)

    def _show_dataset_details(self, slug: str) -> None:
        result = self._result(slug)
        if result is not None:
            self._dataset = slug
            self.detailsBrowser.setHtml(dataset_html(result, self._snapshots().get(slug)))
            self.dataset_chosen.emit(slug)

    def _zoom(self) -> None:
        if self.finding is not None:
            self.zoom_wanted.emit(self.finding)

    def _snapshots(self) -> dict[str, Snapshot]:
        return dict(self._session.store.snapshots()) if self._session.store is not None else {}

    def _result(self, slug: str) -> DatasetResult | None:
        screening = self._session.shown_screening
        if screening is None:
            return None
        return next((result for result in screening.datasets if result.dataset == slug), None)
