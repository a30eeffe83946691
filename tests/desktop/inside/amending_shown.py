"""The line that is being amended, its plan, and the form in which an applicant is asked."""

from __future__ import annotations

import sys
import time
from typing import Any

from places import place, vertex_tool
from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QEvent, QObject, QTimer
from qgis.utils import iface, plugins


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


class Followed(QObject):
    """How long the panel takes to follow the mouse, in milliseconds: from each move to what it changes, drawn.

    A move that comes while an earlier one is still being worked out counts with that one, since nobody saw it stand for itself.
    ``late`` are the frames at whose end the panel did not stand for the line under the mouse; ``imported`` the modules that only a move
    of the mouse brought in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.took: list[float] = []
        self.late = 0
        self.imported: list[str] = []
        self._modules: frozenset[str] = frozenset()
        self._bench: Any = None
        self._came: float | None = None
        self._moved: float | None = None

    def watch(self, bench: Any) -> None:
        if bench is not self._bench:
            self._bench, self.took, self.late, self.imported, self._modules = bench, [], 0, [], frozenset()
            bench.draft.moving.connect(self._move)
            bench.told.connect(self._told)
            # Called after the frame's own slot: what that told has been told by now
            bench._changes._frame.timeout.connect(self._frame_over)
            iface.mapCanvas().viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self._came = time.monotonic()
        return False

    def _frame_over(self) -> None:
        if self._moved is not None:
            self.late += 1

    def _move(self, drawn: object) -> None:
        if not self._modules:
            self._modules = _modules()
        if drawn is not None and self._moved is None:
            self._moved = self._came if self._came is not None else time.monotonic()

    def _told(self, told: Any) -> None:
        if self._moved is not None and not told.waits:
            began, self._moved = self._moved, None
            self.imported = sorted(_modules() - self._modules)
            # What was told is drawn before a timer's turn comes
            QTimer.singleShot(0, lambda: self.took.append(round((time.monotonic() - began) * 1000, 1)))


def _modules() -> frozenset[str]:
    return frozenset(name for name in sys.modules if name.startswith(("redline.", "shapely")))


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
        "how": panel.howLabel.text(),
        "area": panel.areaLabel.text(),
        "kind": panel.kindLabel.text(),
        "problem": panel.problemLabel.text() if panel.problemLabel.isVisible() else "",
        "lines": lines,
        "plan": planned(bench.plan, panel.planPanel),
        "followed": {"took": followed.took, "late": followed.late, "imported": followed.imported},
        "places": {
            "panel": place(panel),
            "vertex tool": vertex_tool(),
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
