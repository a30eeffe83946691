"""What is to become of a line that is drawn and not saved, asked before it is left."""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QWidget


class Leaving(Enum):
    """What the officer wants to become of the draft."""

    SAVE = "save"
    KEEP = "keep"
    DISCARD = "discard"
    STAY = "stay"


def ask_before_leaving(window: QWidget, reference: str, problem: str) -> Leaving:
    """Asks about the line of the case ``reference``; ``problem`` is why what was drawn last could not be kept, "" where it could."""
    # Over QGIS's own question, where that is asked already
    box = QMessageBox(
        QMessageBox.Icon.Question, "Redline", "", QMessageBox.StandardButton.Cancel, QApplication.activeModalWidget() or window
    )
    box.setText(f"The red line of {reference} is drawn anew and not saved as a version.")
    lost = f" {problem} What was drawn last is lost if you leave now." if problem else ""
    box.setInformativeText(f"A kept draft is offered again whenever the case is opened.{lost}")
    save = box.addButton("Save as a version", QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton("Keep the draft", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("Discard it", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.exec()
    answers = {save: Leaving.SAVE, keep: Leaving.KEEP, discard: Leaving.DISCARD}
    return answers.get(box.clickedButton(), Leaving.STAY)
