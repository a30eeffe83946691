"""The Validation tab and the checks of the Site tab, as far as they are in sight."""

from __future__ import annotations

from typing import Any

from places import place
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QDialog


def blue_line(place_of_cases: Any) -> dict[str, Any]:
    """The blue line of the open case, its menu, and the form in which its reason is given."""
    questions, blue, case = place_of_cases.case_panel.validation.questions, place_of_cases.blue, place_of_cases.desk.case
    menu, dialog = questions.blueButton.menu(), blue.dialog
    version = case.blue_line if case is not None else None
    shown = {action.text(): menu.actionGeometry(action) for action in menu.actions()} if menu.isVisible() else {}
    corners = {words: menu.mapToGlobal(box.topLeft()) for words, box in shown.items()}
    return {
        "button": place(questions.blueButton),
        "menu": {words: [at.x(), at.y(), shown[words].width(), shown[words].height()] for words, at in corners.items()},
        "drawing": blue._tool is not None,
        "area": version.boundary.area_m2 if version is not None else 0.0,
        "form": dialog is not None and dialog.isVisible(),
        "reason": place(dialog.text) if dialog is not None else None,
        "keep": place(dialog.doButton) if dialog is not None else None,
    }


def validation(case: Any) -> dict[str, Any]:
    """Questions, requests and outcome of the open case, with what can be pressed."""
    view = case.validation
    questions, requests, outcome = view.questions, view.requests, view.outcome
    reason = requests.form.fields.get("reason") if requests.form.isVisible() else None
    dialog = change_dialog(requests)
    return {
        "checks": lines_of(case.site.checksList),
        "summary": text_of(questions.summaryLabel),
        "evidence": text_of(questions.evidenceLabel),
        "questions": lines_of(questions.tree),
        "requests": [[line[0], line[1]] for line in columns_of(requests.tree)],
        "lines": lines_of(requests.tree),
        "reason": reason.toPlainText() if reason is not None else "",
        "words": text_of(requests.wordsLabel),
        "problem": text_of(requests.problemLabel) or text_of(outcome.problemLabel),
        "expiry": text_of(outcome.expiryLabel),
        "not valid": text_of(outcome.notValidLabel),
        "invalid": text_of(outcome.invalidLabel),
        "decided": text_of(outcome.decidedLabel),
        "warning": text_of(outcome.warningLabel),
        "officers": outcome.officerCombo.count() if outcome.officerCombo.isVisible() else 0,
        "status": text_of(case.statusLabel),
        "places": {
            "request check": place(case.site.requestButton),
            "questions": place(view.buttons[questions]),
            "requests": place(view.buttons[requests]),
            "outcome": place(view.buttons[outcome]),
            "note": place(questions.noteEdit),
            "fails": place(questions.failsButton),
            "request": place(questions.requestButton),
            "save": place(requests.saveButton) if requests.saveButton.isEnabled() else None,
            "send": place(requests.sendButton) if requests.sendButton.isEnabled() else None,
            "change": place(requests.changeButton),
            "changed words": place(dialog.form.fields["reason"]) if dialog is not None else None,
            "do change": place(dialog.changeButton) if dialog is not None else None,
            "valid": place(outcome.validButton) if outcome.validButton.isEnabled() else None,
            "make invalid": place(outcome.invalidButton) if outcome.invalidButton.isEnabled() else None,
        },
    }


def change_dialog(requests: Any) -> Any:
    """The form in which a request is worded anew, None where it is not in sight."""
    dialogs = [each for each in requests.findChildren(QDialog) if each.isVisible() and hasattr(each, "changeButton")]
    return dialogs[0] if dialogs else None


def text_of(label: Any) -> str:
    return str(label.text()) if label.isVisible() else ""


def columns_of(tree: Any) -> list[list[str]]:
    """What stands in each line of a tree, column by column."""
    if not tree.isVisible():
        return []
    lines = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [[line.text(column) for column in range(tree.columnCount())] for line in lines]


def lines_of(view: Any) -> dict[str, list[int]]:
    """A point inside each line of a list or a tree that is in sight, by what the line says first."""
    if not view.isVisible():
        return {}
    tree = hasattr(view, "topLevelItem")
    count = view.topLevelItemCount() if tree else view.count()
    found = {}
    for number in range(count):
        line = view.topLevelItem(number) if tree else view.item(number)
        box = view.visualItemRect(line)
        if view.viewport().rect().contains(QPoint(30, box.center().y())):
            at = view.viewport().mapToGlobal(QPoint(60, box.center().y()))
            found[line.text(0) if tree else line.text()] = [at.x(), at.y()]
    return found
