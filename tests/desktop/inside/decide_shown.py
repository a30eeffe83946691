"""What the tabs Constraints, Assess and Decide of the open case show, and where."""

from __future__ import annotations

from typing import Any

from places import place, rows
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QDialog, QTreeWidget


def deciding(panel: Any) -> dict[str, Any]:
    """Everything from the answers to the submission."""
    view, bar, assess = panel.decide, panel.answers, panel.assess
    page = assess.page
    editor = getattr(page, "editor", None)
    return {
        "findings": rows(panel.constraints.findingsTree) if panel.constraints.findingsTree.isVisible() else [],
        "answered": bar.saidLabel.text() if bar.isVisible() else "",
        "tasks": tree_rows(assess.tasks.tree) if assess.tasks.isVisible() else [],
        "text": editor.toPlainText() if editor is not None and editor.isVisible() else "",
        "figures": figures(),
        "standing": view.standingLabel.text() if view.isVisible() else "",
        "unsent": view.unsentLabel.text() if view.unsentLabel.isVisible() else "",
        "decision": view.decisionBox.currentText() if view.isVisible() else "",
        "choices": popup(view.decisionBox),
        "in the way": list(view.hindrances.words),
        "problem": view.problemLabel.text() if view.problemLabel.isVisible() else "",
        "places": {
            "board": place(panel.constraints.board),
            "answers": place(bar),
            "tasks": place(assess.tasks.tree),
            "applies": place(bar.appliesButton),
            "insert figures": place(page.figuresButton) if hasattr(page, "figuresButton") else None,
            "editor": place(editor) if editor is not None else None,
            "decision": place(view.decisionBox),
            "public comment": place(view.publicEdit),
            "in spite": inside(view.inSpiteEdit, view.scroll),
            "scroll": place(view.scroll),
            "submit": place(view.submitButton),
            "report": place(view.reportButton),
        },
    }


def inside(widget: Any, scroll: Any) -> list[int] | None:
    """Where a widget of a scrolled form stands; None while it is scrolled out of sight."""
    at = place(widget)
    frame = place(scroll)
    if at is None or frame is None or at[1] < frame[1] or at[1] + at[3] > frame[1] + frame[3]:
        return None
    return at


def tree_rows(tree: QTreeWidget) -> list[dict[str, Any]]:
    """Every line of a tree with its place, None where it is out of sight."""
    found = []
    tops = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    for item in (each for top in tops for each in (top, *(top.child(row) for row in range(top.childCount())))):
        box = tree.visualItemRect(item)
        seen = box.height() > 0 and tree.viewport().rect().contains(box.center())
        corner = tree.viewport().mapToGlobal(box.topLeft())
        found.append({"text": item.text(0), "at": [corner.x(), corner.y(), box.width(), box.height()] if seen else None})
    return found


def figures() -> dict[str, Any]:
    """The list of figures that is asked for; empty where none is."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QDialog) or not hasattr(dialog, "takeButton"):
        return {}
    return {"rows": tree_rows(dialog.tree), "insert": place(dialog.takeButton), "says": dialog.takeButton.text()}


def popup(box: Any) -> dict[str, list[int]]:
    """Where each choice of a box stands while it is open."""
    view: QAbstractItemView = box.view()
    if not view.isVisible():
        return {}
    places = {}
    for row in range(box.count()):
        shape = view.visualRect(view.model().index(row, 0))
        corner = view.viewport().mapToGlobal(QPoint(shape.left(), shape.top()))
        places[box.itemText(row)] = [corner.x(), corner.y(), shape.width(), shape.height()]
    return places
