"""The page Letters: what applicants were asked about the red line, how each request stands, and what can be done about it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.check import Severity
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ...reports.request_standing import Deed, RequestStanding, request_standings
from ..case_list.cases_desk import CasesDesk
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip

_STANDING = Qt.ItemDataRole.UserRole
_NONE = "Nobody was asked about another red line. Amend the boundary to propose one."
_IN_A_ROW = 3


class RequestsView(QWidget):
    """``wanted`` carries the uuid of a request (of a version, where nobody was asked yet) and the Deed that the officer chose."""

    wanted = pyqtSignal(str, object)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.emptyLabel = QLabel(_NONE)
        self.emptyLabel.setWordWrap(True)
        self.emptyLabel.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderLabels(["Request", "State", "Days"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Requests about the red line")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.stateLabel = plain_label()
        font = self.stateLabel.font()
        font.setBold(True)
        self.stateLabel.setFont(font)
        self.warningLabel = plain_label()
        self.factsLabel = plain_label()
        self.factsLabel.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._buttons = QGridLayout()
        self._buttons.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.emptyLabel)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.stateLabel)
        layout.addWidget(self.warningLabel)
        layout.addWidget(self.factsLabel)
        layout.addLayout(self._buttons)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item.data(0, _STANDING) if item is not None else None))
        self._show(None)

    def show_case(self, case: Case) -> None:
        """Lists the requests; the chosen one stays chosen, else the newest is."""
        chosen = self.chosen
        self.list.clear()
        for standing in self._standings(case):
            item = QTreeWidgetItem([plain_text(standing.title), plain_text(standing.state), standing.days.left_words])
            item.setData(0, _STANDING, standing)
            for column in range(3):
                item.setToolTip(column, tooltip(f"{standing.title}, {standing.state}"))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            if standing.urgent:
                item.setIcon(0, severity_icon(Severity.WARNING))
            font = item.font(1)
            font.setBold(standing.open)
            item.setFont(1, font)
            self.list.addTopLevelItem(item)
            if chosen is not None and chosen.uuid == standing.uuid:
                self.list.setCurrentItem(item)
        there = self.list.topLevelItemCount() > 0
        self.list.setVisible(there)
        self.emptyLabel.setVisible(not there)
        if there and self.list.currentItem() is None:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        if not there:
            self._show(None)

    def waiting(self, case: Case) -> int:
        """How many requests are not over."""
        return sum(standing.open for standing in self._standings(case))

    @property
    def chosen(self) -> RequestStanding | None:
        item = self.list.currentItem()
        return item.data(0, _STANDING) if item is not None else None

    def button(self, deed: Deed) -> QPushButton | None:
        """The button of a deed, None where the chosen request does not offer it."""
        return next((each for each in self._all_buttons() if each.text() == deed.value), None)

    def _standings(self, case: Case) -> list[RequestStanding]:
        from ...rules.rules import Rules

        on, file = today(self._desk.clock), self._desk.file
        identity = file.identity if file is not None else self._desk.identity(self._desk.settings)
        try:
            return request_standings(case, Rules(on), on, identity)
        except RedlineError as error:
            self._desk.failed.emit(str(error))
            return []

    def _show(self, standing: RequestStanding | None) -> None:
        warnings, facts = (standing.warnings, standing.facts) if standing is not None else ((), ())
        self.stateLabel.setText(plain_text(f"{standing.title}, {standing.state}") if standing is not None else "")
        self.stateLabel.setVisible(standing is not None)
        self.warningLabel.setText("\n".join(plain_text(each) for each in warnings))
        self.warningLabel.setVisible(bool(warnings))
        self.factsLabel.setText("\n".join(plain_text(each) for each in facts))
        self.factsLabel.setVisible(bool(facts))
        for button in self._all_buttons():
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, deed in enumerate(standing.deeds if standing is not None else ()):
            button = QPushButton(deed.value)
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(lambda _checked=False, deed=deed: self._choose(deed))
            self._buttons.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)

    def _all_buttons(self) -> list[QPushButton]:
        return [self._buttons.itemAt(index).widget() for index in range(self._buttons.count())]

    def _choose(self, deed: Deed) -> None:
        if self.chosen is not None:
            self.wanted.emit(self.chosen.uuid, deed)
