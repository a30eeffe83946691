"""A table in which somebody says which column of a layer is which field, with the first values beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QWidget

from ..wrapped_cells import WrappedCells
from .mapping_row import MappingRow, WantedField

if TYPE_CHECKING:
    from ...constraints.standard.column_mapping import ColumnMapping


class MappingTable(QTreeWidget):
    """``ask`` for fields, read ``mapping``; ``changed`` says that somebody chose otherwise.

    Columns that are called as the fields are chosen already. A needed field that nothing fills is marked, and named by ``lacking``.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, MappingRow] = {}
        self._words: Mapping[str, Mapping[str, str]] = {}
        self._columns: tuple[str, ...] = ()
        self.setHeaderLabels(["Field", "What it is", "Your column", "First values"])
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(16, 16))
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.setAccessibleName("Which column is which field")
        self.setItemDelegate(WrappedCells(self))
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((185, 200, 160)):
            self.setColumnWidth(column, width)

    def ask(
        self,
        wanted: Sequence[WantedField],
        columns: Sequence[str],
        mapping: ColumnMapping,
        shapes: Mapping[str, str] | None = None,
    ) -> None:
        """Begins anew. ``shapes`` says in words what fills the fields of shapes ("57 polygons"), by field.

        A column that ``mapping`` names and that is not there is told at its field, and not chosen.
        """
        self.clear()
        self.rows = {}
        self._words, self._columns = mapping.values, tuple(columns)
        lost = mapping.lost(columns)
        known = type(mapping)({name: column for name, column in mapping.columns.items() if name not in lost}, {}, mapping.constants)
        found = known.found([field.name for field in wanted if field.name not in lost], columns)
        for field in wanted:
            row = MappingRow(field, columns, self, self._words.get(field.name, {}))
            if field.is_shape:
                row.show_shapes((shapes or {}).get(field.name, ""))
            else:
                row.choose(found.get(field.name, ""), mapping.constants.get(field.name, ""), lost.get(field.name, ""))
            row.changed.connect(self.changed)
            self.rows[field.name] = row

    def show_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """How the values of each column begin, as soon as they are known."""
        for row in self.rows.values():
            row.show_values(values)

    @property
    def mapping(self) -> ColumnMapping:
        """What is chosen, and of which fields none is though a column is called like them; words stay as they came."""
        from ...constraints.standard.column_mapping import ColumnMapping

        asked = {name: row for name, row in self.rows.items() if not row.field.is_shape}
        constants = {name: row.constant for name, row in asked.items() if row.constant}
        alike = ColumnMapping().found(asked, self._columns)
        columns = {name: row.column for name, row in asked.items() if name not in constants and (row.column or name in alike)}
        return ColumnMapping(columns, self._words, constants)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed fields that nothing fills."""
        return tuple(row.field.name for row in self.rows.values() if row.is_lacking)

    @property
    def lost(self) -> tuple[str, ...]:
        """The columns that the mapping names and that are not there."""
        return tuple(row.lost for row in self.rows.values() if row.lost)
