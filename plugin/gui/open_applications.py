"""Asks the officer which applications to open."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget


def offered_kinds() -> str:
    """What the dialog shows at first: every kind of file that is read."""
    from ..boundary.files import READ_SUFFIXES

    return f"Applications ({' '.join(f'*{suffix}' for suffix in sorted(READ_SUFFIXES))});;All files (*)"


def choose_files(parent: QWidget, start: str) -> list[Path]:
    """Files or zips of applications; empty when the officer thinks better of it."""
    names, _chosen = QFileDialog.getOpenFileNames(parent, "Open applications", start, offered_kinds())
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, start: str) -> list[Path]:
    """A folder of applications; empty when the officer thinks better of it."""
    name = QFileDialog.getExistingDirectory(parent, "Open a folder of applications", start)
    return [Path(name)] if name else []
