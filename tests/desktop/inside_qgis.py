"""Runs inside QGIS (--code): tells the test outside what the window shows and where, as JSON; does the few things a mouse can't.

The folder REDLINE_JOURNEY: ``state.json`` is written there again and again, ``command`` is read from it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, QTimer
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolBar, QWidget, QWizard
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["REDLINE_JOURNEY"])
EVERY = 100
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


def cases(place_of_cases: Any) -> dict[str, Any]:
    """The list and the open case, as far as they are in sight."""
    desk, panel, case = place_of_cases.desk, place_of_cases.cases_panel, place_of_cases.case_panel
    view, model = panel.casesList, panel.model
    rows = []
    for number in range(model.rowCount() if view.isVisible() else 0):
        index = model.index(number)
        box = view.visualRect(index)
        if not view.viewport().rect().contains(box.center()):
            continue
        at = view.viewport().mapToGlobal(QPoint(60, box.center().y()))
        rows.append({"uuid": index.data(256 + 1), "text": index.data(), "at": [at.x(), at.y()]})
    head = case.headHolder.isVisible()
    return {
        "state": desk.state.state.value,
        "sentence": desk.state.sentence,
        "count": model.count,
        "rows": rows,
        "page": panel.pages.currentWidget().objectName(),
        "age": panel.ageLabel.text(),
        "open": desk.case.uuid if desk.case is not None else "",
        "seen": bool(desk.case is not None and not desk.case.row.changed),
        "reference": case.referenceLabel.text() if head else "",
        "date": case.dateLabel.text() if head else "",
        "counts": case.counts.text() if head else "",
        "data age": case.ageLabel.text() if head else "",
        "notice": case.noticeLabel.text() if case.noticeLabel.isVisible() else "",
        "checks": [case.site.checksList.item(row).text() for row in range(case.site.checksList.count())],
        "tabs": [case.tabs.tabText(tab) for tab in range(case.tabs.count())],
        "tab places": [tab_place(case.tabs.tabBar(), tab) for tab in range(case.tabs.count())],
        "documents": case.documents.tree.topLevelItemCount(),
        "places": {
            "cases": place(place_of_cases.cases_panel),
            "case": place(place_of_cases.case_panel),
            "head": place(case.headHolder),
            "counts": place(case.counts),
            "search": place(panel.searchEdit),
            "refresh": place(panel.updateButton),
            "set up": place(panel.setUpButton),
            "open document": place(case.documents.openButton),
            "documents": document_places(case.documents.tree),
            "document": place(place_of_cases.document.view),
            "comparison": place(case.comparison.sourcesButton),
            "versions": version_places(case.history.versions.list),
        },
    }


def top_level(name: str) -> Any:
    """The window of that name that is in sight, None where none is."""
    return next((each for each in QApplication.topLevelWidgets() if each.objectName() == name and each.isVisible()), None)


def first_run() -> dict[str, Any]:
    """The page of the first steps that is in sight; empty where none is."""
    wizard = top_level("redlineFirstRun")
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


def master_password() -> dict[str, Any]:
    """Where QGIS asks for a new master password; empty while it does not."""
    asking = top_level("QgsCredentialDialog")
    if asking is None:
        return {}
    fields = sorted((place(field) for field in asking.findChildren(QLineEdit) if field.isVisible()), key=lambda at: at[1])
    ok = [button for button in asking.findChildren(QPushButton) if button.text().replace("&", "").lower() == "ok" and button.isVisible()]
    return {"fields": fields, "ok": place(ok[0]) if ok else None}


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


def button_places() -> dict[str, list[int]]:
    """Redline's buttons on the toolbar."""
    bar = next(bar for bar in iface.mainWindow().findChildren(QToolBar) if bar.objectName() == "redlineToolbar")
    found = {action.objectName(): place(bar.widgetForAction(action)) for action in bar.actions()}
    return {name: at for name, at in found.items() if at is not None}


def planned(plan: Any, panel: Any) -> dict[str, Any] | None:
    """Where a plan lies, and what the panel says of it."""
    if plan.fit is None or plan.page is None:
        return None
    lies = plan.fit.placement
    return {
        "placement": [lies.a, lies.b, lies.c, lies.d, lies.e, lies.f],
        "dots": plan.page.dots_per_inch,
        "matches": len(plan.matches),
        "said": panel.fitLabel.text(),
        "residual": plan.fit.residual_m,
    }


class Followed:
    """How long the panel took at most to follow the mouse, in seconds: from a move to what it changes."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.moves = 0
        self._bench: Any = None
        self._moved: float | None = None

    def watch(self, bench: Any) -> None:
        if bench is not self._bench:
            self._bench, self.longest, self.moves = bench, 0.0, 0
            bench.draft.moving.connect(self._move)
            bench.told.connect(self._told)

    def _move(self, drawn: object) -> None:
        if drawn is not None and self._moved is None:
            self._moved = time.monotonic()

    def _told(self, told: Any) -> None:
        if self._moved is not None and not told.waits:
            self.longest = max(self.longest, time.monotonic() - self._moved)
            self.moves += 1
            self._moved = None


followed = Followed()


def amending(place_of_amending: Any) -> dict[str, Any]:
    """The line that is being amended, on the screen, and what the panel says of it."""
    panel, bench, case = place_of_amending.panel, place_of_amending.bench, plugins["redline"].workplace.cases.case_panel
    told = {"button": place(case.amendButton), "button text": case.amendButton.text(), "open": bench is not None}
    if bench is None:
        return told
    followed.watch(bench)
    canvas, tool = iface.mapCanvas(), plugins["redline"].workplace.tool
    layer = bench.draft.shown.layer
    corners = []
    if layer is not None:
        for feature in layer.getFeatures():
            for vertex in feature.geometry().vertices():
                pixel = tool.toCanvasCoordinates(tool.toMapCoordinates(layer, QgsPointXY(vertex.x(), vertex.y())))
                at = canvas.mapToGlobal(pixel)
                corners.append([at.x(), at.y()])
    tree = panel.changesTree
    lines = {}
    for number in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(number)
        lines[group.text(0)] = [[group.child(row).text(column) for column in range(3)] for row in range(group.childCount())]
    return {
        **told,
        "title": panel.titleLabel.text(),
        "corners": corners,
        "steps": [step.said for step in bench.draft.draft.steps],
        "position": bench.draft.draft.position,
        "kept": bench.draft.all_kept,
        "area": panel.areaLabel.text(),
        "kind": panel.kindLabel.text(),
        "problem": panel.problemLabel.text() if panel.problemLabel.isVisible() else "",
        "lines": lines,
        "plan": planned(bench.plan, panel.planPanel),
        "followed": [round(followed.longest, 3), followed.moves],
        "places": {
            "panel": place(panel),
            "reason": place(panel.reasonEdit),
            "save": place(panel.saveButton),
            "send": place(panel.sendButton),
            "leave": place(panel.leaveButton),
            "undo": place(panel.undoButton),
            **{name: place(button) for name, button in panel.buttons.items()},
        },
    }


def asking(place_of_requests: Any, case: Any) -> dict[str, Any]:
    """The requests of the open case, and the form in which one is made."""
    view, dialog = case.requests, place_of_requests.dialog
    tree = view.list
    shown = view.isVisible()
    told: dict[str, Any] = {
        "rows": [[tree.topLevelItem(row).text(column) for column in range(3)] for row in range(tree.topLevelItemCount() if shown else 0)],
        "facts": view.factsLabel.text() if shown else "",
        "warnings": view.warningLabel.text() if shown and view.warningLabel.isVisible() else "",
        "form": dialog is not None and dialog.isVisible(),
    }
    if not told["form"] or not hasattr(dialog, "preview"):
        return told
    problems = (dialog.reasonProblem, dialog.certificateProblem, dialog.whyProblem, dialog.lineProblem)
    return {
        **told,
        "change": dialog.changeLabel.text(),
        "why": dialog.whyEdit.toPlainText(),
        "route": dialog.routeLabel.text(),
        "letter": dialog.preview.toPlainText(),
        "map": dialog.preview.has_map,
        "problems": [label.text() for label in problems if label.isVisible()],
        "places": {
            "applicant": place(dialog.applicantRadio),
            "known": place(dialog.knownRadio),
            "send": place(dialog.sendButton),
            "form": place(dialog),
        },
    }


class Gaps:
    """How long the window was deaf, at most, since it was last asked; what this script itself takes is not counted."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()

    def tick(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def skip(self) -> None:
        self._last = time.monotonic()


def state() -> dict[str, Any]:
    workplace = plugins["redline"].workplace
    session, site, constraints = workplace.session, workplace.site_panel, workplace.constraints_panel
    board, extent = constraints.board, iface.mapCanvas().extent()
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
        "buttons": button_places(),
        "cases": cases(workplace.cases),
        "first run": first_run(),
        "master password": master_password(),
        "amend": amending(workplace.cases.amend),
        "asking": asking(workplace.cases.requests, workplace.cases.case_panel),
        "longest gap": round(gaps.longest, 3),
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
    elif words.startswith("plan "):
        plugins["redline"].workplace.cases.amend.plans.open(Path(words[5:]))
    elif words == "gaps":
        gaps.longest = 0.0
    elif words == "quit":
        timer.stop()
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


def every(milliseconds: int, what: Any) -> QTimer:
    made = QTimer()
    made.timeout.connect(what)
    made.start(milliseconds)
    return made


gaps = Gaps()
ticking, timer = every(20, gaps.tick), every(EVERY, tell)
