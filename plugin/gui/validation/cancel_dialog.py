"""Asking why a request is taken back."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QWidget

from ..requests.entry_dialog import EntryDialog


def ask_why(title: str, take_back: Callable[[str], None], parent: QWidget) -> EntryDialog:
    """Opens a form for the reason; ``take_back`` is given it. Without a reason the form stays, and says so."""
    dialog = EntryDialog("Take the request back", title, "Take back", text="Reason, told to the applicant", parent=parent)

    def entered(reason: str, _day: object) -> None:
        if not reason:
            dialog.show_refusal("reason", "Say why the request is taken back: the applicant and the file need the reason.")
            return
        dialog.accept()
        take_back(reason)

    dialog.entered.connect(entered)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
