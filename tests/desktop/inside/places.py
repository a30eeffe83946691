"""Where things stand on the screen, so that a mouse finds them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QMenu, QToolBar, QToolButton, QWidget
from qgis.utils import iface

MOST_SITES = 500


def place(widget: QWidget) -> list[int] | None:
    """Left, top, width, height on the screen; None for what is not to be seen."""
    if not widget.isVisible():
        return None
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def sites_on_screen(workplace: Any) -> dict[str, list[int]]:
    """A point inside each site that the map shows, on the screen."""
    layer = workplace.cases.layer() or workplace.map.layers.site_layer()
    canvas = iface.mapCanvas()
    if layer is None or canvas.isDrawing() or layer.featureCount() > MOST_SITES:
        return {}
    points = {}
    for feature in layer.getFeatures():
        pixel = workplace.tool.toCanvasCoordinates(workplace.tool.toMapCoordinates(layer, feature.geometry().pointOnSurface().asPoint()))
        if canvas.rect().adjusted(12, 12, -12, -12).contains(pixel):
            at = canvas.mapToGlobal(pixel)
            points[feature["site"]] = [at.x(), at.y()]
    return points


def base_map_in_sight() -> list[str]:
    """The layers of Redline's base map that the map draws at its scale."""
    canvas = iface.mapCanvas()
    drawn = [layer for layer in canvas.layers() if layer.isInScaleRange(canvas.scale())]
    return [layer.name() for layer in drawn if str(layer.customProperty("redline/layer", "")).startswith("base-map")]


def rows(tree: Any) -> list[dict[str, Any]]:
    """The findings as they stand in the tree, with their places."""
    found = []
    for number in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(number)
        for child in (group.child(row) for row in range(group.childCount())):
            box = tree.visualItemRect(child)
            inside = tree.viewport().rect().contains(box.center())
            at = tree.viewport().mapToGlobal(QPoint(40, box.center().y()))
            found.append(
                {"dataset": group.text(0), "name": child.text(0), "figures": child.text(1), "at": [at.x(), at.y()] if inside else None}
            )
    return found


def tab_place(bar: Any, tab: int) -> list[int]:
    """Where a tab is to be pressed."""
    corner = bar.mapToGlobal(bar.tabRect(tab).topLeft())
    return [corner.x(), corner.y(), bar.tabRect(tab).width(), bar.tabRect(tab).height()]


def version_places(tree: Any) -> list[list[int]]:
    """Where each version of the red line stands."""
    if not tree.isVisible():
        return []
    boxes = [tree.visualItemRect(tree.topLevelItem(number)) for number in range(tree.topLevelItemCount())]
    corners = [tree.viewport().mapToGlobal(box.topLeft()) for box in boxes]
    return [[corner.x(), corner.y(), box.width(), box.height()] for corner, box in zip(corners, boxes)]


def document_places(tree: Any) -> dict[str, list[int]]:
    """Where each document stands."""
    places = {}
    for number in range(tree.topLevelItemCount() if tree.isVisible() else 0):
        item = tree.topLevelItem(number)
        box = tree.visualItemRect(item)
        corner = tree.viewport().mapToGlobal(box.topLeft())
        places[item.text(0)] = [corner.x(), corner.y(), box.width(), box.height()]
    return places


def vertex_tool() -> list[int] | None:
    """The button of QGIS's own vertex tool."""
    actions = (iface.actionVertexToolActiveLayer(), iface.actionVertexTool())
    buttons = iface.digitizeToolBar().findChildren(QToolButton)
    found = (button for button in buttons if button.defaultAction() in actions and button.isEnabled())
    return next((at for at in map(place, found) if at is not None), None)


def menu_places() -> dict[str, list[int]]:
    """What the menu that has popped up offers."""
    menu = QApplication.activePopupWidget()
    found = {}
    for action in menu.actions() if isinstance(menu, QMenu) else ():
        box = menu.actionGeometry(action)
        corner = menu.mapToGlobal(box.topLeft())
        found[action.text()] = [corner.x(), corner.y(), box.width(), box.height()]
    return found


def message_buttons() -> dict[str, list[int]]:
    """The buttons of the message above the map."""
    message = iface.messageBar().currentItem()
    found = {button.text(): place(button) for button in message.findChildren(QAbstractButton)} if message is not None else {}
    return {words: at for words, at in found.items() if words and at is not None}


@lru_cache(maxsize=1)
def redline_toolbar() -> QToolBar:
    """Looked for once: the window has thousands of children."""
    return iface.mainWindow().findChild(QToolBar, "redlineToolbar")


def button_places() -> dict[str, list[int]]:
    """Redline's buttons on the toolbar."""
    bar = redline_toolbar()
    found = {action.objectName(): place(bar.widgetForAction(action)) for action in bar.actions()}
    return {name: at for name, at in found.items() if at is not None}
