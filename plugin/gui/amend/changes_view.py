"""The tree of what a change changes: gained, lost, changed, to be confirmed, and folded away what stays.

Of a first line, which changes nothing, it is what applies, what has to be confirmed, and folded away what does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem

from ...domain.check import Severity
from ...reports.citation_words import citation_words
from ...reports.plain_text import plain_text
from ..icons import severity_icon
from ..rich_text import tooltip
from ..tree_heading import add_heading
from ..wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from ...domain.consequence import Consequence

_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_LINE = Qt.ItemDataRole.UserRole
_TITLES = ("Gained", "Lost", "Changed", "To be confirmed", "Stays as it is")
_FIRST_TITLES = ("Applies", "Lost", "Changed", "To be confirmed", "Does not apply")
_BEFORE = 1
_DOUBT = "to be confirmed"


class ChangesView:
    """Fills ``tree`` at every move of the mouse: while the same lines stand in the same groups only their words change, so that nothing
    flickers and what was chosen or folded stays so. ``detail`` says what stands behind the chosen line,
    else what the officer can do; ``chosen`` is told which line it is."""

    def __init__(self, tree: QTreeWidget, detail: QLabel, chosen: Callable[[Consequence | None], None]) -> None:
        self._tree = tree
        self._detail = detail
        self._chosen = chosen
        self._standing: tuple[tuple[str, tuple[str, ...]], ...] | None = None
        self._first = False
        self._items: dict[str, QTreeWidgetItem] = {}
        self._folded = {_TITLES[-1], _FIRST_TITLES[-1]}
        self._advice = ""
        tree.setIconSize(QSize(14, 14))
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, 100)
        header.resizeSection(2, 170)
        WrappedCells(tree)
        tree.currentItemChanged.connect(lambda item, _before: self._show_detail(item))
        tree.itemCollapsed.connect(lambda item: self._folded.add(_title_of(item)))
        tree.itemExpanded.connect(lambda item: self._folded.discard(_title_of(item)))
        self._show_detail(None)

    def show(self, lines: Sequence[Consequence], advice: Sequence[str], *, first: bool = False) -> None:
        """Shows these lines, and what the officer can do; ``first`` where there is no line before that they were compared with."""
        self._first = first
        self._tree.setColumnHidden(_BEFORE, first)
        groups = _groups(lines, _FIRST_TITLES if first else _TITLES)
        standing = tuple((title, tuple(line.code for line in lines)) for title, lines in groups)
        if standing != self._standing:
            self._standing = standing
            self._build(groups)
        for line in lines:
            _fill(self._items[line.code], line, first)
        self._advice = " ".join(advice)
        self._show_detail(self._tree.currentItem())

    def _build(self, groups: Sequence[tuple[str, list[Consequence]]]) -> None:
        chosen = self._tree.currentItem().data(0, _LINE) if self._tree.currentItem() is not None else None
        folded = set(self._folded)
        self._tree.clear()
        self._items = {}
        for title, lines in groups:
            items = {line.code: QTreeWidgetItem() for line in lines}
            self._items.update(items)
            add_heading(self._tree, title, list(items.values()), expanded=title not in folded)
        self._folded = folded
        if chosen is not None and chosen.code in self._items:
            self._tree.setCurrentItem(self._items[chosen.code])

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        line: Consequence | None = item.data(0, _LINE) if item is not None else None
        words = _detail(line, self._first) if line is not None else plain_text(self._advice)
        self._detail.setText(words)
        self._detail.setVisible(bool(words))
        self._chosen(line)


def _groups(lines: Sequence[Consequence], titles: Sequence[str]) -> list[tuple[str, list[Consequence]]]:
    from ...domain.consequence import Movement

    movements = (Movement.GAINED, Movement.LOST, Movement.CHANGED, Movement.UNKNOWN, Movement.SAME)
    stands = {line.code: Movement.UNKNOWN if line.movement is Movement.SAME and line.near_threshold else line.movement for line in lines}
    return [(title, [line for line in lines if stands[line.code] is movement]) for title, movement in zip(titles, movements)]


def _fill(item: QTreeWidgetItem, line: Consequence, first: bool) -> None:
    from ...domain.consequence import Movement

    detail = tooltip(_detail(line, first))
    doubt = line.to_be_confirmed
    # What is not known at all stands under a heading that says so
    said = line.movement is Movement.UNKNOWN or _DOUBT in line.after
    after = f"{line.after} ({_DOUBT})".strip() if doubt and not said else line.after
    for column, words in enumerate((line.title, line.before, after)):
        item.setText(column, plain_text(words))
        item.setToolTip(column, detail)
        item.setTextAlignment(column, _TOP)
    for column, warns in ((0, line.warns), (2, doubt)):
        # Qt takes every picture for another one, and lays the row out anew
        if warns == item.icon(column).isNull():
            item.setIcon(column, severity_icon(Severity.WARNING) if warns else QIcon())
    item.setData(0, _LINE, line)


def _detail(line: Consequence, first: bool) -> str:
    """Reasons, what has to be confirmed, and where each statement comes from."""
    before = "" if first else f"{line.before or 'nothing'} before, "
    sentences = [f"{line.title}: {before}{line.after or 'nothing'} as drawn.", *line.reasons]
    if line.confirm:
        sentences.append(line.confirm)
    return plain_text(" ".join([*sentences, citation_words(line.citations)]).strip())


def _title_of(item: QTreeWidgetItem) -> str:
    return str(item.text(0)).rsplit(" (", 1)[0]
