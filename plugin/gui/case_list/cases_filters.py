"""The menu that narrows the list of cases: status, type, officer, next date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from ...domain.case import CaseChoices, CaseQuery
from ...domain.next_date import NextDateKind
from ...domain.status import LIVE, status_words
from ...reports.plain_text import plain_text

#: What may be asked of the next date, and how many days ahead that is.
_WITHIN = (("Overdue", -1), ("Within 7 days", 7), ("Within 28 days", 28))


class FilterMenu(QObject):
    """What is ticked makes the query; ``changed`` says that it did."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.menu = QMenu(parent)
        self.statuses = self.menu.addMenu("Status")
        self.types = self.menu.addMenu("Type")
        self.officers = self.menu.addMenu("Officer")
        self.dates = self.menu.addMenu("Next date")
        self.menu.addSeparator()
        self.changed_only = self._tick(self.menu, "Changed since I last looked", "")
        self.closed = self._tick(self.menu, "Closed cases too", "")
        self.gone = self._tick(self.menu, "Cases gone from the back office too", "")
        self.menu.addSeparator()
        self._clear = self.menu.addAction("Show all")
        self._clear.triggered.connect(self.clear)
        for words, days in _WITHIN:
            self._tick(self.dates, words, days)
        self.dates.addSeparator()
        for kind in NextDateKind:
            self._tick(self.dates, kind.value[0].upper() + kind.value[1:], kind)
        self._offered: CaseChoices | None = None
        self._coming: CaseChoices | None = None
        # While cases come in, the counts change many times a minute
        self.menu.aboutToShow.connect(self._fill_all)

    def offer(self, choices: CaseChoices) -> None:
        """Offers what there is to filter by when the menu is next opened; what is ticked stays so."""
        self._coming = choices

    def _fill_all(self) -> None:
        choices = self._coming
        if choices is None or choices == self._offered:
            return
        self._offered = choices
        order = {status: number for number, status in enumerate(LIVE)}
        self._fill(self.statuses, choices.statuses, lambda status: (order.get(status, len(LIVE)), status), status_words)
        self._fill(self.types, choices.types, lambda code: (0, code), plain_text)
        self._fill(self.officers, choices.officers, lambda name: (0, name.casefold()), plain_text)

    def query(self, on: date) -> CaseQuery:
        """What is ticked, seen on a day."""
        picked = _picked(self.dates)
        days = [value for value in picked if isinstance(value, int)]
        return CaseQuery(
            statuses=frozenset(str(value) for value in _picked(self.statuses)),
            types=frozenset(str(value) for value in _picked(self.types)),
            officers=frozenset(str(value) for value in _picked(self.officers)),
            next_kinds=frozenset(value for value in picked if isinstance(value, NextDateKind)),
            next_until=on + timedelta(days=max(days)) if days else None,
            changed_only=self.changed_only.isChecked(),
            closed=self.closed.isChecked(),
            gone=self.gone.isChecked(),
        )

    def clear(self) -> None:
        """Shows everything again."""
        for action in self.ticked():
            action.blockSignals(True)
            action.setChecked(False)
            action.blockSignals(False)
        self.changed.emit()

    def ticked(self) -> list[QAction]:
        """What restricts the list now."""
        menus = (self.statuses, self.types, self.officers, self.dates)
        actions = [action for menu in menus for action in menu.actions()]
        return [action for action in (*actions, self.changed_only, self.closed, self.gone) if action.isChecked()]

    def _fill(self, menu: QMenu, counts: Mapping[str, int], order: Callable[[str], tuple[int, str]], words: Callable[[str], str]) -> None:
        kept = {action.data() for action in menu.actions() if action.isChecked()}
        menu.clear()
        for value in sorted(counts, key=order):
            action = self._tick(menu, f"{words(value)} ({counts[value]:,})".replace("&", "&&"), value)
            if value in kept:
                action.blockSignals(True)
                action.setChecked(True)
                action.blockSignals(False)
        menu.setEnabled(bool(counts))

    def _tick(self, menu: QMenu, words: str, value: object) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setData(value)
        action.toggled.connect(lambda _checked: self.changed.emit())
        return action


def filter_words(query: CaseQuery, menu: FilterMenu) -> str:
    """What restricts the list, in a line; "" where nothing does."""
    words = [action.text().split(" (")[0].replace("&&", "&") for action in menu.ticked()]
    return f"Filter: {', '.join(words)}" if words and query != CaseQuery(text=query.text) else ""


def _picked(menu: QMenu) -> list[object]:
    return [action.data() for action in menu.actions() if action.isChecked()]
