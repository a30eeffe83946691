"""The buttons of the council's own layers, under the list of datasets."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget


class LocalLayerButtons(QWidget):
    """``chosen`` says which dataset stands in the list, and what can be done with it."""

    add_wanted = pyqtSignal()
    edit_wanted = pyqtSignal(str)
    remove_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slug = ""
        self.addButton, self.editButton, self.removeButton = QPushButton("&Add a layer…"), QPushButton("&Edit…"), QPushButton("Re&move…")
        self.addButton.setToolTip("Makes any file, folder or layer of QGIS a constraint layer of the council's own")
        self.editButton.setToolTip("What is declared of the chosen layer of the council's own")
        self.removeButton.setToolTip("Takes the chosen layer of the council's own out of the store")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self.addButton, self.editButton, self.removeButton):
            button.setAutoDefault(False)
            layout.addWidget(button)
        layout.addStretch(1)
        self.addButton.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.editButton.clicked.connect(lambda _checked=False: self.edit_wanted.emit(self._slug))
        self.removeButton.clicked.connect(lambda _checked=False: self.remove_wanted.emit(self._slug))
        self.choose("", editable=False, removable=False)

    def choose(self, slug: str, *, editable: bool, removable: bool) -> None:
        """Another dataset stands in the list."""
        self._slug = slug
        self.editButton.setVisible(editable)
        self.removeButton.setVisible(removable)
