"""The Documents tab: what was handed in, the newest first; a document is fetched when it is opened."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.document import Document
from ...reports.plain_text import plain_text
from ...reports.wording import day_words
from ...rules.document_words import tag_words
from ..case_list.cases_desk import CasesDesk
from ..documents.fetched_folder import FetchedFolder
from ..documents.plan_pages import can_draw_pdf
from ..documents.safe_name import is_image, is_pdf
from ..rich_text import tooltip
from ..tasks.document_task import DocumentTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

_DOCUMENT = Qt.ItemDataRole.UserRole
_NEVER_READ = "Not read yet: the list of documents is fetched when the case is opened with the back office in reach."
_NONE = "The back office has no documents of this case."


class DocumentsView(QWidget):
    """``fetched`` carries the path and the title of a document to show beside the map: pictures, and PDFs where this QGIS can draw them.

    Other kinds go to the system's program.
    """

    fetched = pyqtSignal(str, str)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: DocumentTask | None = None
        self._opened = ""
        self._fetched = FetchedFolder()
        self.emptyLabel = QLabel()
        self.emptyLabel.setWordWrap(True)
        self.emptyLabel.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Document", "Received"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("Documents")
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.stateLabel = QLabel()
        self.stateLabel.setWordWrap(True)
        self.stateLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.openButton = QPushButton("Open")
        foot = QHBoxLayout()
        foot.addWidget(self.stateLabel, 1)
        foot.addWidget(self.openButton)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.emptyLabel)
        layout.addWidget(self.tree)
        layout.addLayout(foot)
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self.open_chosen())
        self.tree.currentItemChanged.connect(lambda item, _before: self.openButton.setEnabled(item is not None))
        self.openButton.clicked.connect(self.open_chosen)

    def show_case(self, case: Case) -> None:
        chosen = self._chosen()
        self.tree.clear()
        documents = sorted((each for each in case.documents if not each.gone), key=lambda each: each.created_at, reverse=True)
        for document in documents:
            words = _title(document)
            item = QTreeWidgetItem([words, day_words(document.created_at)])
            item.setData(0, _DOCUMENT, document)
            said = [words, *([f"Numbers: {', '.join(document.numbers)}"] if document.numbers else []), document.description]
            item.setToolTip(0, tooltip(". ".join(part for part in said if part)))
            self.tree.addTopLevelItem(item)
            if chosen is not None and chosen.key == document.key:
                self.tree.setCurrentItem(item)
        if documents and self.tree.currentItem() is None:
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self.tree.setVisible(bool(documents))
        self.emptyLabel.setVisible(not documents)
        self.emptyLabel.setText(_NONE if case.details_at else _NEVER_READ)
        self.openButton.setVisible(bool(documents))
        self.openButton.setEnabled(self.tree.currentItem() is not None)

    def open_chosen(self) -> None:
        """Fetches the chosen document and shows it."""
        document = self._chosen()
        if document is not None and document.url:
            self._fetch(document)

    def open_document(self, document: Document) -> None:
        """The same for a document that another part of the window asks for."""
        self._fetch(document)

    @property
    def opened(self) -> str:
        """The key of the document that was opened last, "" where that failed."""
        return self._opened

    def _fetch(self, document: Document) -> None:
        self._opened = document.key
        stop_task(self._task)
        settings = self._desk.settings
        task = DocumentTask(document, self._fetched.path(settings.case_file_path()), settings, self._desk.clock)
        title = _title(document)
        task.fetched.connect(lambda path: self._show(task, path, title))
        task.failed.connect(lambda sentence: self._failed(task, sentence))
        self._task = task
        self.stateLabel.setText("Fetching ...")
        start_task(task)

    def _show(self, task: DocumentTask, path: str, title: str) -> None:
        if task is not self._task:
            return
        self._say(task, "")
        if is_image(path) or (is_pdf(path) and can_draw_pdf()):
            self.fetched.emit(path, title)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self.stateLabel.setText("No program on this computer opens this kind of file.")

    def _failed(self, task: DocumentTask, sentence: str) -> None:
        self._opened = ""
        self._say(task, sentence)

    def _say(self, task: DocumentTask, sentence: str) -> None:
        if task is self._task:
            self.stateLabel.setText(plain_text(sentence))

    def _chosen(self) -> Document | None:
        item = self.tree.currentItem()
        return item.data(0, _DOCUMENT) if item is not None else None


def _title(document: Document) -> str:
    """What a plan shows says more than the name of its file."""
    tags = ", ".join(tag_words(tag) for tag in document.tags)
    return plain_text(f"{tags}: {document.name}" if tags else document.name)
