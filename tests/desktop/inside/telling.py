"""Tells the test outside what the window shows and where, as JSON, and does the few things that a mouse can't.

The folder REDLINE_JOURNEY: ``state.json`` is written there again and again, ``command`` is read from it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from amending_shown import amending, asking
from case_shown import cases
from conflicts_shown import conflicts
from decide_shown import deciding
from enquiry_shown import enquiry
from first_steps import first_run, master_password, windows_in_sight
from layers_shown import constraint_layers
from mouse import MapMouse
from places import base_map_in_sight, button_places, menu_places, message_buttons, place, rows, sites_on_screen
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface, plugins
from validation_shown import blue_line, validation
from watch import DeafPlaces, Gaps, Uncaught, kept_waiting

FOLDER = Path(os.environ["REDLINE_JOURNEY"])
#: A test that measures asks to be told less, and less often, so that what it measures is not the telling.
QUIETLY = bool(os.environ.get("REDLINE_QUIETLY"))
EVERY = 250 if QUIETLY else 100


def worth_telling(screening: Any) -> int:
    """How many constraints meet the site, and in how many ways."""
    meeting = [finding for finding in screening.findings if finding.depth_m is not None]
    return len(meeting) + 3 * len({finding.relation for finding in screening.findings})


def question() -> str:
    """What is asked in front of the window; empty where nothing is."""
    box = QApplication.activeModalWidget()
    return box.text() if isinstance(box, QMessageBox) else ""


def dialog() -> str:
    """The title of the dialog that is in front of the window; empty where none is."""
    box = QApplication.activeModalWidget()
    return box.windowTitle() if box is not None else ""


def state() -> dict[str, Any]:
    workplace = plugins["redline"].workplace
    session, site, constraints = workplace.session, workplace.site_panel, workplace.constraints_panel
    board, extent = constraints.board, iface.mapCanvas().extent()
    windows, sites_of_the_list = {} if QUIETLY else windows_in_sight(), workplace.cases.layer()
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
        "message buttons": message_buttons(),
        "messages": [item.text() for item in iface.messageBar().items()],
        "drawing": iface.mapCanvas().isDrawing(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "sites": {} if QUIETLY else sites_on_screen(workplace),
        "sites of the list": sites_of_the_list.featureCount() if sites_of_the_list is not None else 0,
        "base map": base_map_in_sight(),
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
        "buttons": button_places(),
        "cases": cases(workplace.cases),
        "first run": first_run(windows.get("redlineFirstRun")),
        "master password": master_password(windows.get("QgsCredentialDialog")),
        "amend": amending(workplace.cases.amend),
        "asking": asking(workplace.cases.requests, workplace.cases.case_panel),
        "decide": {} if QUIETLY else deciding(workplace.cases.case_panel),
        "validation": {} if QUIETLY else validation(workplace.cases.case_panel),
        "conflicts": {} if QUIETLY else conflicts(workplace.cases),
        "constraint layers": {} if QUIETLY else constraint_layers(workplace.constraint_layers),
        "enquiry": {} if QUIETLY else enquiry(workplace.enquiry),
        "blue line": {} if QUIETLY else blue_line(workplace.cases),
        "question": question(),
        "dialog": dialog(),
        "writes in": type(QApplication.focusWidget()).__name__,
        "mouse": mouse.told(),
        "menu": menu_places(),
        "layers": len(QgsProject.instance().mapLayers()),
        "longest gap": round(gaps.longest, 3),
        "gaps": gaps.told(),
        "kept waiting": kept_waiting(),
        "map at rest": workplace.map.at_rest,
        "moment": time.monotonic(),
        "clipboard": QgsApplication.clipboard().text(),
    }


def tell() -> None:
    """Writes the state beside and renames, so that no half of it is ever read."""
    gaps.tick()
    beside = FOLDER / "state.new"
    beside.write_text(json.dumps(state()), encoding="utf-8")
    beside.replace(FOLDER / "state.json")
    command = FOLDER / "command"
    if command.exists():
        words = command.read_text(encoding="utf-8").strip()
        command.unlink()
        act(words)
    gaps.skip()


def act(words: str) -> None:
    if words == "all":
        workplace = plugins["redline"].workplace
        layer = workplace.cases.layer()
        workplace.map.zoom_to_all() if layer is None else workplace.map.look_at(layer.extent())
    elif words == "gaps":
        gaps.forget()
    elif words == "quit":
        timer.stop()
        leaving.start(20)


def leave() -> None:
    """Closes QGIS once none of its tasks is under way: over one it would ask, and stay open whatever it is told."""
    if QgsApplication.taskManager().countActiveTasks():
        QgsApplication.taskManager().cancelAll()
        return
    leaving.stop()
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def every(milliseconds: int, what: Any) -> QTimer:
    made = QTimer()
    made.timeout.connect(what)
    made.start(milliseconds)
    return made


mouse = MapMouse()
uncaught, gaps = Uncaught(FOLDER / "uncaught.txt"), Gaps()
ticking, timer = every(20, gaps.tick), every(EVERY, tell)
leaving = QTimer()
leaving.timeout.connect(leave)
if os.environ.get("REDLINE_DEAF_PLACES"):
    DeafPlaces(Path(os.environ["REDLINE_DEAF_PLACES"]), gaps)
