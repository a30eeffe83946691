"""The blue line in one QGIS window: shown beside the red one, drawn, taken from a file, taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtCore import QObject

from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.plain_figures import area_words
from ...reports.version_words import version_words
from ..amend.capture_tool import CaptureTool
from ..amend.snapping import Snapping
from ..case_list.cases_desk import CasesDesk
from ..environment.grid_folders import grid_folders
from ..environment.transformer_of import transformer_of
from ..layers.blue_row import BlueRow
from ..layers.project_layers import ProjectLayers
from ..messages import Messages
from ..open_applications import choose_files
from ..requests.entry_dialog import EntryDialog
from ..tasks.act_thread import ActThread
from ..tasks.read_task import ReadTask
from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...casefile.case_file import CaseFile
    from ...domain.reading import SiteReading

    Act = Callable[[CaseFile], Any]

_HOW = "Click the corners of the applicant's other land; the right button ends it, Esc gives it up."
_WHY = "How the land is known to be the applicant's; kept in the history"
_WHY_NOT = "Why there is no other land; kept in the history"


class BlueLinePlace(QObject):
    """Follows the desk's open case; ``dialog`` is the form that is open, None without one."""

    def __init__(self, iface: QgisInterface, desk: CasesDesk, layers: ProjectLayers, messages: Messages) -> None:
        super().__init__()
        self._iface = iface
        self._desk = desk
        self._layers = layers
        self._messages = messages
        self._tool: CaptureTool | None = None
        self._before: QgsMapTool | None = None
        self._snapping = Snapping(iface.mapCanvas(), QgsProject.instance())
        self._adding = False
        self._threads: list[ActThread] = []
        self._reading: ReadTask | None = None
        self._read: list[SiteReading] = []
        self.dialog: EntryDialog | None = None
        desk.case_changed.connect(self.show)
        desk.case_opened.connect(self.give_up)

    def show(self) -> None:
        """Shows the blue line of the open case on the map."""
        case = self._desk.case
        version = case.blue_line if case is not None else None
        project = QgsProject.instance()
        unsaved = project.isDirty()
        rows = []
        if case is not None and version is not None and version.boundary is not None:
            area = round(version.boundary.area_m2, 2)
            rows = [BlueRow(version.boundary.geometry, case.reference, version_words(version), area)]
        self._layers.show_blue_line(rows)
        project.setDirty(unsaved)

    def draw(self, *, adding: bool = False) -> None:
        """Takes the tool in the hand that draws it; ``adding`` a part to the one that is there."""
        if self._refused():
            return
        self.give_up()
        self._adding = adding
        layer = self._layers.blue_layer()
        canvas = self._iface.mapCanvas()
        self._before = canvas.mapTool()
        self._iface.setActiveLayer(layer)
        canvas.setCurrentLayer(layer)
        tool = CaptureTool(canvas, self._iface.cadDockWidget(), line=False)
        tool.setToolName("Draw the blue line")
        tool.captured.connect(self._captured)
        tool.deactivated.connect(self._put_down)
        self._tool = tool
        self._snapping.begin()
        canvas.setMapTool(tool)
        canvas.setFocus()
        self._messages.information(_HOW)

    def import_file(self) -> None:
        """Lets the officer choose a file that has the line."""
        if self._refused():
            return
        paths = choose_files(self._iface.mainWindow(), self._desk.settings.applications or str(Path.home()))
        if paths:
            self.read(paths)

    def read(self, paths: list[Path]) -> None:
        """Takes the line from these files."""
        self._read = []
        task = ReadTask(paths, grid_folders(self._desk.settings, None))
        task.readings_came.connect(self._read.extend)
        task.ended.connect(partial(self._ended, task))
        self._reading = task
        start_task(task)

    def take_away(self) -> None:
        """Asks why there is no other land, and keeps that."""
        case = self._desk.case
        if case is None or self._refused():
            return
        words = "The applicant has no other land close to the site. The earlier versions stay in the history."
        self._ask("Take the blue line away", words, "Take away", _WHY_NOT, lambda file, reason: file.take_blue_line_away(case.uuid, reason))

    def give_up(self) -> None:
        """Puts the tool down; nothing is kept."""
        tool, self._tool = self._tool, None
        if tool is None:
            return
        canvas = self._iface.mapCanvas()
        if canvas.mapTool() is tool:
            canvas.unsetMapTool(tool)
        if self._before is not None and canvas.mapTool() is None:
            canvas.setMapTool(self._before)
        self._snapping.end()
        tool.deleteLater()

    def close(self) -> None:
        """Ends what is open; what was under way is written first."""
        self.give_up()
        if self.dialog is not None:
            self.dialog.close()
        for thread in self._threads:
            thread.finish()

    def _refused(self) -> bool:
        from ...domain.amending import amendable

        case, file = self._desk.case, self._desk.file
        if case is None or file is None:
            return True
        found = amendable(case.row.status, gone=case.row.gone, officer=case.row.officer, identity=file.identity)
        if found.refusal:
            self._messages.warning(found.refusal)
        return bool(found.refusal)

    def _put_down(self) -> None:
        """Another tool was taken."""
        self._snapping.end()

    def _captured(self, shape: BaseGeometry) -> None:
        case = self._desk.case
        if case is None:
            return
        if self._adding and case.blue_line is not None and case.blue_line.boundary is not None:
            import shapely

            shape = shapely.union_all([case.blue_line.boundary.geometry, shape])
        self.give_up()
        settings, red, on = self._desk.settings, case.boundary, today(self._desk.clock)

        def read() -> SiteReading:
            from ...boundary.other_land import read_other_land
            from ...domain.reading import SiteReading
            from ...rules.rules import Rules

            beside = red.reading if red is not None else SiteReading(site=case.reference, file="", found="")
            return read_other_land(shape, beside, transformer_of(settings), Rules(on))

        explains = f"Other land of the applicant: {area_words(float(shape.area))}."
        self._ask("Keep the blue line", explains, "Keep", _WHY, lambda file, reason: file.keep_blue_line(case.uuid, read(), reason))

    def _ended(self, task: ReadTask, failure: str) -> None:
        case = self._desk.case
        if task is not self._reading or case is None:
            return
        self._reading = None
        usable = [each for each in self._read if each.boundary is not None]
        if len(usable) != 1 or usable[0].boundary is None:
            many = f"There are {len(usable)} lines in it: take a file with the blue line alone."
            self._messages.warning(many if usable else failure or "There is no line in it that can be used.")
            return
        line = usable[0]
        explains = f"{line.file}: {area_words(usable[0].boundary.area_m2)} of other land of the applicant."
        self._ask(
            "Keep the blue line",
            explains,
            "Keep",
            _WHY,
            lambda file, reason: file.keep_blue_line(case.uuid, replace(line, application=None), reason, from_file=True),
        )

    def _ask(self, title: str, explains: str, does: str, text: str, keep: Callable[[CaseFile, str], Any]) -> None:
        dialog = EntryDialog(title, explains, does, text=text, parent=self._iface.mainWindow())
        dialog.entered.connect(lambda reason, _day: self._act(lambda file: keep(file, reason)))
        dialog.finished.connect(partial(self._left, dialog))
        self.dialog = dialog
        dialog.open()

    def _act(self, act: Act) -> None:
        if self._desk.file is None:
            return
        thread = ActThread(self._desk.file)
        self._threads.append(thread)
        thread.done.connect(lambda _number, _given: self._kept(thread))
        thread.failed.connect(lambda _number, error: self._not_kept(thread, error))
        thread.put(act)

    def _kept(self, thread: ActThread) -> None:
        self._over(thread)
        if self.dialog is not None:
            self.dialog.accept()
        self._messages.information("The blue line is kept.")
        self._desk.read_again()

    def _not_kept(self, thread: ActThread, error: RedlineError) -> None:
        self._over(thread)
        if self.dialog is not None:
            self.dialog.show_refusal("", str(error))

    def _over(self, thread: ActThread) -> None:
        thread.finish()
        if thread in self._threads:
            self._threads.remove(thread)

    def _left(self, dialog: EntryDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
