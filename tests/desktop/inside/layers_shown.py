"""The window of the constraint layers, as far as it is in sight."""

from __future__ import annotations

from typing import Any

from places import place, tab_place
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem


def constraint_layers(dialog: Any) -> dict[str, Any]:
    """Its pages, what stands in them, and what can be pressed; empty while it is not in sight."""
    if dialog is None or not dialog.isVisible():
        return {}
    layers, changes, tabs = dialog.layers, dialog.changes, dialog.tabs
    pressed = {
        "refresh": layers.refreshButton,
        "review": layers.reviewButton,
        "let shrink": layers.shrinkButton,
        "put back": layers.putBackButton,
        "accept": changes.acceptButton,
        "back": changes.backButton,
    }
    bands = changes.map.bands
    return {
        "window": place(dialog),
        "tabs": {tabs.tabText(number): tab_place(tabs.tabBar(), number) for number in range(tabs.count())},
        "tab": tabs.tabText(tabs.currentIndex()),
        "head": text_of(layers.headLabel) or text_of(changes.headLabel),
        "refused": text_of(changes.refusedLabel),
        "said": text_of(layers.saidLabel),
        "working": layers.stopButton.isVisible(),
        "datasets": rows(layers.tree),
        "changes": rows(changes.tree),
        "log": rows(dialog.log.tree),
        "on map": [name for name, band in bands.items() if changes.map.isVisible() and not band.asGeometry().isEmpty()],
        "drawing": changes.map.canvas.isDrawing(),
        "hint": text_of(changes.map.hintLabel),
        "places": {name: place(button) if button.isEnabled() else None for name, button in pressed.items()},
    }


def text_of(label: Any) -> str:
    return str(label.text()) if label.isVisible() else ""


def rows(tree: QTreeWidget) -> list[dict[str, Any]]:
    """Every line of a tree that is in sight, groups and what is in them, with the point where it is pressed."""
    if not tree.isVisible():
        return []
    groups = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount()) if not tree.topLevelItem(number).isHidden()]
    return [told(tree, line) for group in groups for line in (group, *(group.child(row) for row in range(group.childCount())))]


def told(tree: QTreeWidget, line: QTreeWidgetItem) -> dict[str, Any]:
    box = tree.visualItemRect(line)
    at = tree.viewport().mapToGlobal(QPoint(80, box.center().y()))
    seen = tree.viewport().rect().contains(QPoint(80, box.center().y()))
    return {"words": [line.text(column) for column in range(tree.columnCount())], "at": [at.x(), at.y()] if seen else None}
