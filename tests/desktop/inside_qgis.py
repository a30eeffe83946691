"""Runs inside QGIS (--code): tells the test outside what the window shows and where, as JSON; does the few things a mouse can't.

The environment variable REDLINE_JOURNEY names the folder: ``state.json`` is written there again and again, ``command`` is read from it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QPoint, QTimer
from qgis.PyQt.QtWidgets import QWidget
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["REDLINE_JOURNEY"])
EVERY = 100


def place(widget: QWidget) -> list[int] | None:
    """Left, top, width, height on the screen; None for what is not to be seen."""
    if not widget.isVisible():
        return None
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def sites_on_screen(workplace: Any) -> dict[str, list[int]]:
    """A point inside each site that the map shows, on the screen."""
    layer = workplace.map.layers.site_layer()
    canvas = iface.mapCanvas()
    if layer is None or canvas.isDrawing():
        return {}
    points = {}
    for feature in layer.getFeatures():
        pixel = workplace.tool.toCanvasCoordinates(workplace.tool.toMapCoordinates(layer, feature.geometry().pointOnSurface().asPoint()))
        if canvas.rect().adjusted(12, 12, -12, -12).contains(pixel):
            at = canvas.mapToGlobal(pixel)
            points[feature["site"]] = [at.x(), at.y()]
    return points


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


def worth_telling(screening: Any) -> int:
    """How many constraints meet the site, and in how many ways."""
    meeting = [finding for finding in screening.findings if finding.depth_m is not None]
    return len(meeting) + 3 * len({finding.relation for finding in screening.findings})


def state() -> dict[str, Any]:
    workplace = plugins["redline"].workplace
    session, site, constraints = workplace.session, workplace.site_panel, workplace.constraints_panel
    board = constraints.board
    extent = iface.mapCanvas().extent()
    return {
        "current": session.current,
        "working": session.working,
        "readings": len(session.readings),
        "usable": sum(reading.boundary is not None for reading in session.readings.values()),
        "screenings": len(session.screenings),
        "unreadable": session.unreadable,
        "store_problem": session.store_problem,
        "reference": site.referenceLabel.text() if site.referenceLabel.isVisible() else "",
        "checks": [site.checksList.item(row).text() for row in range(site.checksList.count())],
        "version": constraints.versionLabel.text() if constraints.versionLabel.isVisible() else "",
        "banner": constraints.bannerLabel.text() if constraints.bannerFrame.isVisible() else "",
        "board": {picture.value: board.text(picture) for picture in board._lines} if board.isVisible() else {},
        "datasets": len(session.screening.datasets) if session.screening is not None else 0,
        "findings": rows(constraints.findingsTree),
        "tells": {site: worth_telling(screening) for site, screening in session.screenings.items()},
        "details": constraints.detailsBrowser.toPlainText(),
        "messages": [item.text() for item in iface.messageBar().items()],
        "drawing": iface.mapCanvas().isDrawing(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "sites": sites_on_screen(workplace),
        "places": {
            "map": place(iface.mapCanvas()),
            "site panel": place(site),
            "constraints panel": place(constraints),
            "board": place(board),
            "next": place(site.nextButton),
            "sites": place(site.sitesCombo),
            "confirm": place(site.confirmButton),
            "copy": place(constraints.copyButton),
        },
        "clipboard": QgsApplication.clipboard().text(),
    }


def tell() -> None:
    """Writes the state beside and renames, so that no half of it is ever read."""
    beside = FOLDER / "state.new"
    beside.write_text(json.dumps(state()), encoding="utf-8")
    beside.replace(FOLDER / "state.json")
    command = FOLDER / "command"
    if command.exists():
        words = command.read_text(encoding="utf-8").strip()
        command.unlink()
        act(words)


def act(words: str) -> None:
    """What only the inside can do."""
    if words == "all":
        plugins["redline"].workplace.map.zoom_to_all()
    elif words == "quit":
        timer.stop()
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


timer = QTimer()
timer.setInterval(EVERY)
timer.timeout.connect(tell)
timer.start()
