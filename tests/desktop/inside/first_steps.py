"""The first steps, and QGIS's question for a master password, as far as they are in sight."""

from __future__ import annotations

from typing import Any

from places import place
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWizard


def windows_in_sight() -> dict[str, Any]:
    """The program's windows that are in sight, by their names."""
    return {each.objectName(): each for each in QApplication.topLevelWidgets() if each.isVisible()}


def first_run(wizard: Any) -> dict[str, Any]:
    """The page of the first steps that is in sight; empty where none is."""
    if wizard is None:
        return {}
    page, button, credentials = wizard.currentPage(), wizard.button, wizard.credentials
    widgets = {"address": wizard.authority.line, "sample": wizard.constraints.sample, "officer": wizard.done_page.officer}
    widgets |= {"token": credentials.token, "check": credentials.check}
    widgets |= {"next": button(QWizard.WizardButton.NextButton), "finish": button(QWizard.WizardButton.FinishButton)}
    return {
        "title": page.title(),
        "said": [label.text() for label in page.findChildren(QLabel) if label.isVisible()],
        "places": {name: place(widget) for name, widget in widgets.items()},
    }


def master_password(asking: Any) -> dict[str, Any]:
    """Where QGIS asks for a new master password; empty while it does not."""
    if asking is None:
        return {}
    fields = sorted((place(field) for field in asking.findChildren(QLineEdit) if field.isVisible()), key=lambda at: at[1])
    ok = [button for button in asking.findChildren(QPushButton) if button.text().replace("&", "").lower() == "ok" and button.isVisible()]
    return {"fields": fields, "ok": place(ok[0]) if ok else None}
