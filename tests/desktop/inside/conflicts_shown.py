"""The window of conflicts, as far as it is in sight."""

from __future__ import annotations

from typing import Any

from places import place
from qgis.PyQt.QtWidgets import QRadioButton


def conflicts(place_of_cases: Any) -> dict[str, Any]:
    """What is in conflict, what each side says of the record in sight, and where it is chosen."""
    dialog = place_of_cases.conflicts.dialog
    found: dict[str, Any] = {"button": place(place_of_cases.case_panel.conflictsButton)}
    if dialog is None or not dialog.isVisible():
        return found
    return {
        **found,
        "records": [dialog.list.item(row).text() for row in range(dialog.list.count())],
        "sides": [{name: label.text() for name, label in rows.texts.items()} for rows in dialog.shown],
        "mine": [dot(rows.mineButton) for rows in dialog.shown],
        "theirs": [dot(rows.theirsButton) for rows in dialog.shown],
        "settle": place(dialog.settleButton) if dialog.settleButton.isEnabled() else None,
        "cancel": place(dialog.cancelButton),
    }


def dot(button: QRadioButton) -> list[int] | None:
    """The part of a choice that is to be pressed: a wide button's middle is empty."""
    at = place(button)
    return None if at is None else [at[0], at[1], min(at[2], 24), at[3]]
