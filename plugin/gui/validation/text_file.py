"""The requests as a text file, where they are sent by hand."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget


def write_by_hand(words: str, reference: str, parent: QWidget) -> tuple[str, str]:
    """Asks for a file and writes it: what is said then, and why it could not be written, each "" where there is nothing to say."""
    name = "".join(each if each.isalnum() or each == "-" else "_" for each in reference)
    path, _ = QFileDialog.getSaveFileName(parent, "Write the requests to a text file", f"{name}-requests.txt", "Text (*.txt)")
    if not path:
        return "", ""
    try:
        Path(path).write_text(words, encoding="utf-8")
    except OSError as error:
        return "", f"{path} could not be written: {error.strerror or error}. Choose another folder."
    return f"Written to {path}.", ""
