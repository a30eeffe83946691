"""How long acts took, measure by measure, with the periods beneath each, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...reports.plain_text import plain_text
from ...reports.readiness.act_figures import longest
from ...reports.readiness.act_words import count_words, figure_words, period_words
from ..rich_text import tooltip
from .range_bars import RANGE, RangeBars

if TYPE_CHECKING:
    from ...reports.readiness.act_figures import ActFigures, PeriodFigures

_HEADINGS = ("Measure and period", "Acts", "Lower quartile", "Median", "Upper quartile", "Picture")
_BAR = 5
#: In letters; the picture takes the rest.
_WIDTHS = (42, 13, 15, 10, 15)


class TimesTable(QTreeWidget):
    """Shows what it is given; what each measure means stands in its tooltip, and in the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(list(_HEADINGS))
        self.setAccessibleName("How long acts took")
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_WIDTHS):
            self.setColumnWidth(column, letters * letter)
        self.setItemDelegateForColumn(_BAR, RangeBars(self))

    def show_figures(self, figures: ActFigures) -> None:
        """Those that there are."""
        self.clear()
        for told in figures.measures:
            group = QTreeWidgetItem([plain_text(f"{told.measure.name} ({told.measure.unit.value})")])
            group.setToolTip(0, tooltip(f"From {told.measure.source}."))
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            for each in told.periods:
                line = _line(each, figures.least, figure_words(each, told.measure.unit, bare=True))
                if each.figures is not None:
                    found = each.figures
                    line.setData(_BAR, RANGE, (found.lower, found.median, found.upper, longest(told)))
                group.addChild(line)
            group.setExpanded(True)


def _line(each: PeriodFigures, least: int, values: tuple[str, str, str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([period_words(each), count_words(each, least), *values])
    for column in range(1, _BAR):
        item.setTextAlignment(column, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
    return item
