"""Photographs as a field of a form: small pictures, added from files, opened in full by the system's own program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices, QIcon, QImageReader, QPixmap
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ...casefile.casework.photographs import keep_photograph, photograph_path, photographs_folder
from ...domain.errors import RedlineError
from ..case_list.cases_desk import CasesDesk
from ..tasks.act_runner import ActRunner

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

_NAME = Qt.ItemDataRole.UserRole
_SIDE = 64
_KINDS = "Photographs (*.jpg *.jpeg *.png *.tif *.tiff *.gif *.webp)"


class PhotographsField(QWidget):
    """``names`` are those in the folder beside the case file; ``failed`` says why one could not be added."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.names: tuple[str, ...] = ()
        self._copied: list[tuple[str, str]] = []
        self._acts = ActRunner(self, self._added, self.failed.emit)
        self.list = QListWidget()
        self.list.setFlow(QListWidget.Flow.LeftToRight)
        self.list.setIconSize(QSize(_SIDE, _SIDE))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setWrapping(False)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setFixedHeight(_SIDE + 30)
        self.list.setAccessibleName("Photographs: Enter opens one")
        self.addButton, self.removeButton = QToolButton(), QToolButton()
        self.addButton.setText("Add photographs…")
        self.removeButton.setText("Leave out")
        self.removeButton.setToolTip("Take the chosen photograph out of this record; the file stays")
        buttons = QHBoxLayout()
        buttons.addWidget(self.addButton)
        buttons.addWidget(self.removeButton)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self.addButton.clicked.connect(self._choose)
        self.removeButton.clicked.connect(self.leave_out)
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(lambda item, _before: self.removeButton.setEnabled(item is not None))

    def put(self, names: tuple[str, ...]) -> None:
        """Shows photographs by their names; what is still being copied is no longer added."""
        self._copied = []
        self._show(names)

    def add(self, files: list[Path]) -> None:
        """Copies photographs beside the case file, and beside the window; each that can't be kept is told."""
        file, case = self._desk.file, self._desk.case
        if file is None or case is None or not files:
            return
        folder, reference = photographs_folder(file.path), case.reference
        copied = self._copied = []

        def copy(_file: CaseFile) -> None:
            copied.extend(_copied(folder, path, reference) for path in files)

        self._acts.run(file, "copying photographs", copy)

    def _added(self) -> None:
        copied, self._copied = self._copied, []
        names = [name for name, _ in copied if name]
        if names:
            self._show(tuple(dict.fromkeys((*self.names, *names))))
        for _, why in copied:
            if why:
                self.failed.emit(why)

    def _show(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.list.clear()
        for name in names:
            path = self._path(name)
            item = QListWidgetItem(_small(path), "" if path is not None else "not here")
            item.setToolTip(name if path is not None else f"{name} is not beside this case file.")
            item.setData(_NAME, name)
            self.list.addItem(item)
        self.removeButton.setEnabled(False)
        self.changed.emit()

    def leave_out(self) -> None:
        """Takes the chosen photograph out of the record."""
        item = self.list.currentItem()
        if item is not None:
            self.put(tuple(name for name in self.names if name != item.data(_NAME)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Add photographs", "", _KINDS)
        self.add([Path(each) for each in chosen])

    def _open(self, item: QListWidgetItem) -> None:
        path = self._path(item.data(_NAME))
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _path(self, name: str) -> Path | None:
        file = self._desk.file
        return photograph_path(photographs_folder(file.path), name) if file is not None else None


def _copied(folder: Path, source: Path, reference: str) -> tuple[str, str]:
    """The name of a photograph that was copied, or why it was not."""
    try:
        return keep_photograph(folder, source, reference), ""
    except RedlineError as error:
        return "", str(error)


def _small(path: Path | None) -> QIcon:
    """A picture read at its small size, turned as it was taken."""
    if path is None:
        return QIcon()
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return QIcon() if image.isNull() else QIcon(QPixmap.fromImage(image))
