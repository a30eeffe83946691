"""A fact as a line of a list: what it is called, what was told, by whom; the same for cases and for what comes out of files."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from ...domain.fact_kinds import FactKind
from ...domain.told_fact import ToldFact
from ...reports.plain_text import plain_text
from ..rich_text import tooltip
from .fact_editor import told_words

#: The columns of such a list, and the role under which each line keeps its whole sentence.
FACT_COLUMNS = ["Fact", "As told", "By"]
SAID = Qt.ItemDataRole.UserRole


def fact_item(kind: FactKind, fact: ToldFact | None, untold: QBrush) -> QTreeWidgetItem:
    """One line; ``untold`` is the colour of what nobody has told."""
    words, who = kind.words(None if fact is None else fact.value), told_words(fact)
    item = QTreeWidgetItem([kind.title, plain_text(words), plain_text(who)])
    said = f"{kind.title}: {words}. {who}" if who else f"{kind.title}: nobody has told it."
    item.setData(0, SAID, said)
    for column in range(len(FACT_COLUMNS)):
        item.setToolTip(column, tooltip(said))
        if fact is None:
            item.setForeground(column, untold)
    return item
