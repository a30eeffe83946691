"""A place on the map as a field of a form: pressed for, shown in metres of the British National Grid."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

Place = tuple[float, float]
_NONE = "no point yet"


class PlaceField(QWidget):
    """``value`` is easting and northing (EPSG:27700, metres), None without a place; ``wanted`` asks for a press on the map."""

    changed = pyqtSignal()
    wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: Place | None = None
        self.label = QLabel(_NONE)
        self.pickButton, self.clearButton = QToolButton(), QToolButton()
        self.pickButton.setText("Point on the &map…")
        self.pickButton.setToolTip("Then press on the map; Esc leaves the place as it is")
        self.pickButton.clicked.connect(lambda _checked: self.wanted.emit())
        self.clearButton.setText("Clear")
        self.clearButton.clicked.connect(lambda: self.put(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.pickButton)
        row.addWidget(self.clearButton)

    def put(self, place: Place | None) -> None:
        """Takes a place, to the decimetre."""
        self.value = None if place is None else (round(place[0], 1), round(place[1], 1))
        self.label.setText(_NONE if self.value is None else f"{self.value[0]:,.1f} E, {self.value[1]:,.1f} N")
        self.clearButton.setEnabled(self.value is not None)
        self.changed.emit()
