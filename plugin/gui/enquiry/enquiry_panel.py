"""The Enquiry panel: one line to type a place in, a click on the map beside it, and the answer below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..icons import icon
from ..plain_label import plain_label
from ..rich_text import tooltip
from .answer_tree import AnswerTree

if TYPE_CHECKING:
    from ...casefile.place_search import PlaceSearch
    from ...domain.place import FoundPlace
    from ...reports.enquiry.answer import EnquiryAnswer

_FOUND = Qt.ItemDataRole.UserRole
_PLACEHOLDER = "Address, postcode, UPRN, reference, grid reference, coordinates"
_EMPTY = (
    "Type a place and press Enter, or click on the map: what applies there, what is near, and what could not be checked stands here. "
    "Nobody outside is asked."
)
_ASKING = "Looking…"
#: Lines of choices that are seen beside an answer, and where there is none yet.
_CHOICES_BESIDE, _MOST_LINES = 3, 60


class EnquiryPanel(QWidget):
    """Shows; what is asked for goes out by signals.

    ``asked`` carries what was typed, ``chosen`` a FoundPlace, ``plot_toggled`` that the same place is asked for anew,
    ``line_wanted`` and ``feature_wanted`` that the selected application's red line, or the selected feature, is the site to ask about.
    ``row_chosen`` and ``zoom_wanted`` carry an AnswerRow, a HistoryRow or None.
    """

    asked = pyqtSignal(str)
    chosen = pyqtSignal(object)
    plot_toggled = pyqtSignal()
    line_wanted = pyqtSignal()
    feature_wanted = pyqtSignal()
    row_chosen = pyqtSignal(object)
    zoom_wanted = pyqtSignal(object)
    pdf_wanted = pyqtSignal()
    page_wanted = pyqtSignal()
    copy_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_PLACEHOLDER)
        self.line.setToolTip(f"{_PLACEHOLDER}: then Enter")
        self.line.setAccessibleName("Place")
        self.line.setClearButtonEnabled(True)
        self.click_button = QToolButton()
        self.click_button.setIcon(icon("select-site"))
        self.click_button.setText("Click on the map")
        self.click_button.setToolTip("Click on the map: what applies there")
        self.click_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.click_button.setCheckable(True)
        self.draw_button = QToolButton()
        self.draw_button.setIcon(icon("amend-boundary"))
        self.draw_button.setText("Draw a site")
        self.draw_button.setToolTip("Click the corners of a site on the map: what applies to it")
        self.draw_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.draw_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.draw_button.setCheckable(True)
        sites = QMenu(self.draw_button)
        self.line_action = sites.addAction("The red line of the selected application")
        self.feature_action = sites.addAction("The selected feature of the active layer")
        self.draw_button.setMenu(sites)
        self.plot_box = QCheckBox("The whole plot")
        self.plot_box.setToolTip("Looks at the parcel of the council's layer that holds the place")
        self.status = plain_label(_EMPTY)
        self.choices = QListWidget()
        self.choices.setAccessibleName("Places that fit")
        self.choices.setWordWrap(True)
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place = plain_label()
        self.how = plain_label()
        self.summary = plain_label()
        self.warning = plain_label()
        self.warning.setFrameShape(QFrame.Shape.StyledPanel)
        self.tree = AnswerTree()
        self.standing = plain_label()
        self.zoom_button = QPushButton("Zoom to")
        self.pdf_button = QPushButton("Save PDF…")
        self.page_button = QPushButton("Save web page…")
        self.copy_button = QPushButton("Copy as text")
        self.answer: EnquiryAnswer | None = None
        self._hint = ""
        self._said_before = ""
        self._lay_out()
        self._connect()
        self._show_parts(answer=False, choices=False)

    def offer_plot(self, there: bool) -> None:
        """Whether the council has parcels to look at."""
        self.plot_box.setVisible(there)

    def show_hint(self, sentence: str) -> None:
        """What to do next on the map; an answer that stands there stays."""
        if not self._hint:
            self._said_before = self.status.text()
        self._say(sentence)
        self._hint = sentence

    def end_hint(self) -> None:
        """Puts back what stood there before the hint, unless something else has been said since."""
        if self._hint:
            self._say(self._said_before)

    def show_asking(self) -> None:
        """Something is being looked for; what stands there is of another place and goes."""
        self.answer = None
        self._say(_ASKING)
        self._show_parts(answer=False, choices=False)
        self.row_chosen.emit(None)

    def show_refused(self, sentence: str) -> None:
        """There is no answer, and why."""
        self.answer = None
        self._say(sentence)
        self._show_parts(answer=False, choices=False)
        self.row_chosen.emit(None)
        self.line.selectAll()

    def show_choices(self, search: PlaceSearch) -> None:
        """Several places fit: the likeliest is chosen, Enter takes it."""
        self._fill_choices(search.others)
        more = f" {search.more:,} more are not shown." if search.more else ""
        self._say(f"{search.said}{more}")
        self._show_parts(answer=False, choices=True)
        self.choices.setCurrentRow(0)
        self.choices.setFocus()

    def show_answer(self, search: PlaceSearch, answer: EnquiryAnswer) -> None:
        """What applies at the place that was found; other places that fit the words stay on offer."""
        self.answer = answer
        self._fill_choices(search.others)
        self._say("Other places fit these words too:" if search.others else "")
        facts = " · ".join(value for _, value in answer.facts)
        self.place.setText(_begun(answer.place))
        self.how.setText(f"{answer.how}\n{_begun(facts)}")
        self.summary.setText(answer.summary)
        said = "\n".join((*answer.warnings, *answer.cautions))
        self.warning.setText(said)
        self.standing.setText(f"{answer.data} An informal answer: it decides nothing and binds nobody.")
        self.tree.show_answer(answer)
        self._show_parts(answer=True, choices=bool(search.others))
        self.warning.setVisible(bool(said))

    def type_place(self, text: str) -> None:
        """Asks as if it had been typed."""
        self.line.setText(text)
        self.asked.emit(text)

    def _say(self, words: str) -> None:
        self._hint = ""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def _fill_choices(self, places: tuple[FoundPlace, ...]) -> None:
        self.choices.clear()
        alike = Counter(each.words for each in places)
        for each in places:
            # A UPRN tells apart what is called alike, and is only in the way elsewhere
            needs_detail = alike[each.words] > 1 or not each.detail.startswith("UPRN")
            item = QListWidgetItem(f"{each.words} ({each.detail or each.kind})" if needs_detail else each.words)
            item.setToolTip(tooltip(f"{each.words} ({each.detail or each.kind})"))
            item.setData(_FOUND, each)
            self.choices.addItem(item)

    def _show_parts(self, *, answer: bool, choices: bool) -> None:
        self.choices.setVisible(choices)
        # Beside an answer they are only on offer; without one they are what has to be read
        lines = _CHOICES_BESIDE if answer else _MOST_LINES
        self.choices.setMaximumHeight(lines * max(self.choices.sizeHintForRow(0), 16) + 8)
        for part in (self.place, self.how, self.summary, self.warning, self.tree, self.standing, self._buttons):
            part.setVisible(answer)
        self._room.setVisible(not answer and not choices)

    def _lay_out(self) -> None:
        bold = self.place.font()
        bold.setBold(True)
        self.summary.setFont(bold)
        larger = self.place.font()
        larger.setBold(True)
        larger.setPointSizeF(larger.pointSizeF() * 1.15)
        self.place.setFont(larger)
        for label in (self.place, self.how, self.summary, self.warning, self.standing, self.status):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for quiet in (self.how, self.standing):
            quiet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._buttons = QWidget()
        rows = QGridLayout(self._buttons)
        rows.setContentsMargins(0, 0, 0, 0)
        for place, button in enumerate((self.copy_button, self.pdf_button, self.zoom_button, self.page_button)):
            rows.addWidget(button, place // 2, place % 2)
        ways = QHBoxLayout()
        ways.addWidget(self.click_button)
        ways.addWidget(self.draw_button)
        ways.addStretch()
        self._room = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.line)
        layout.addLayout(ways)
        layout.addWidget(self.plot_box)
        layout.addWidget(self.status)
        layout.addWidget(self.choices, 1)
        for part in (self.place, self.how, self.summary, self.warning):
            layout.addWidget(part)
        layout.addWidget(self.tree, 4)
        layout.addWidget(self._room, 1)
        layout.addWidget(self.standing)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self.line.returnPressed.connect(lambda: self.asked.emit(self.line.text()))
        self.choices.itemActivated.connect(self._take)
        self.choices.itemClicked.connect(self._take)
        self.line_action.triggered.connect(lambda _checked=False: self.line_wanted.emit())
        self.feature_action.triggered.connect(lambda _checked=False: self.feature_wanted.emit())
        self.plot_box.toggled.connect(lambda _checked: self.plot_toggled.emit())
        self.tree.currentItemChanged.connect(lambda _now, _before: self._row_changed())
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self._zoom())
        self.zoom_button.clicked.connect(self._zoom)
        self.pdf_button.clicked.connect(self.pdf_wanted)
        self.page_button.clicked.connect(self.page_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_FOUND))

    def _row_changed(self) -> None:
        row = self.tree.row
        self.zoom_button.setEnabled(row is not None and row.shape is not None)
        self.row_chosen.emit(row)

    def _zoom(self) -> None:
        if self.tree.row is not None:
            self.zoom_wanted.emit(self.tree.row)


def _begun(words: str) -> str:
    """Words as a line begins with them."""
    return words[:1].upper() + words[1:]
