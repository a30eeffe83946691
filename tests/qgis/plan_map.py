"""A plan on a map of its own: the map, what the window shows of it, and how a plan is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtGui import QColor

from plugin.gui.amend.plan_bench import PlanBench
from plugin.gui.amend.plan_item import PlanItem
from plugin.gui.tasks.plan_picture_task import PlanPicture, PlanPictureTask
from tests.qgis.cases_of_nowhere import until

GROUND_COLOUR = QColor(200, 220, 180)


class PlanMap:
    """A map of one colour, half a metre a pixel, and a plan that can be laid over it."""

    def __init__(self) -> None:
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        self.canvas = QgsMapCanvas()
        self.canvas.setCanvasColor(GROUND_COLOUR)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        self.canvas.resize(400, 400)
        self.canvas.show()
        self.canvas.setExtent(QgsRectangle(530000, 180000, 530200, 180200))
        self.draw()
        self.bench = PlanBench(self.canvas)

    def draw(self) -> None:
        """Waits until the map is drawn anew."""
        self.canvas.refresh()
        until(lambda: not self.canvas.isDrawing())

    def seen(self, east: float, north: float) -> QColor:
        """What the window shows at a place of the map."""
        at = self.canvas.getCoordinateTransform().transform(east, north)
        return self.canvas.grab().toImage().pixelColor(round(at.x()), round(at.y()))

    def close(self) -> None:
        self.bench.close()
        self.canvas.deleteLater()
        QgsProject.instance().clear()


def opened(path: Path, folder: Path, page: int = 1) -> PlanPicture | str:
    """What comes of opening a file: the page, or the sentence."""
    told: list[Any] = []
    task = PlanPictureTask(path, path.name, page, folder)
    task.opened.connect(told.append)
    task.failed.connect(told.append)
    QgsApplication.taskManager().addTask(task)
    until(lambda: told)
    return told[0]


def plans_on(canvas: QgsMapCanvas) -> list[PlanItem]:
    return [item for item in canvas.scene().items() if isinstance(item, PlanItem)]
