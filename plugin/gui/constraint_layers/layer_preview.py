"""The first records of a source as the mapping makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...reports.plain_text import plain_text
from ..rich_text import tooltip

_LONGEST = 80


class LayerPreview(QTreeWidget):
    """A line for each record, a column for each field that any of them has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.setAccessibleName("The first records as they will be read")
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.show_records(None)

    def show_records(self, records: Sequence[Mapping[str, str]] | None) -> None:
        """Each record by its fields; None where nothing was looked at yet."""
        if records is None:
            self.clear()
            self.setColumnCount(1)
            self.setHeaderLabels(["The first records, once the source was looked at"])
            return
        self.clear()
        fields = list(dict.fromkeys(name for record in records for name in record))
        self.setColumnCount(max(len(fields), 1))
        self.setHeaderLabels([plain_text(name) for name in fields] or ["No field has a column yet"])
        for record in records if fields else ():
            texts = [record.get(name, "") for name in fields]
            item = QTreeWidgetItem([plain_text(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") for text in texts])
            for column, text in enumerate(texts):
                item.setToolTip(column, tooltip(text))
            self.addTopLevelItem(item)
