"""A heading in a tree: the title with how many stand under it, in bold, not to be chosen itself."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem


def add_heading(tree: QTreeWidget, title: str, items: Sequence[QTreeWidgetItem], *, expanded: bool = True) -> None:
    """Adds ``items`` to ``tree`` under their heading; nothing where there are none."""
    if not items:
        return
    heading = QTreeWidgetItem([f"{title} ({len(items)})"])
    heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
    font = heading.font(0)
    font.setBold(True)
    heading.setFont(0, font)
    tree.addTopLevelItem(heading)
    heading.setFirstColumnSpanned(True)
    heading.addChildren(list(items))
    heading.setExpanded(expanded)
