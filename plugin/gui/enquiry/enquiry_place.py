"""The enquiry in the window: asks beside it, marks the place on the map, saves and copies the answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QFileDialog
from qgis.PyQt.sip import isdeleted

from ...boundary.place.outline import place_of_outline
from ...domain.clock import Clock
from ...domain.place import FoundPlace, Place, PlaceRefused
from ..docks import make_dock
from ..documents.safe_name import safe_stem
from ..messages import Messages
from ..settings import StoredSettings
from ..shapes import bounds
from ..site.highlight import Highlight
from ..tasks.enquiry_task import Asked, EnquiryTask
from ..tasks.enquiry_writing_task import EnquiryWritingTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .chosen_site import of_application, of_layer
from .click_tool import ClickTool
from .council_places import CouncilPlaces
from .enquiry_panel import EnquiryPanel
from .outline_tool import HOW_TO_DRAW, OutlineTool

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.gui import QgsMapTool
    from shapely.geometry.base import BaseGeometry

    from ...casefile.case_file import CaseFile
    from ...casefile.place_search import PlaceSearch
    from ...domain.reading import SiteReading
    from ...reports.enquiry.answer import EnquiryAnswer
    from ...reports.enquiry.answer_history import HistoryRow
    from ...reports.enquiry.answer_rows import AnswerRow

_GRID = "EPSG:27700"
_NO_STORE = "There is no constraint store to ask: set one up under Settings > Options > Redline, or by Redline > Set up Redline."
#: The map shows so many times the distance that was looked around.
_SHOWN = 1.5
#: Somebody waits at the telephone.
_PRIORITY = 950


class EnquiryPlace(QObject):
    """One per window; ``file`` gives the case file that is open, None without one. ``asking`` and ``writing`` are the tasks at work."""

    def __init__(
        self,
        iface: QgisInterface,
        stored: StoredSettings,
        clock: Clock,
        messages: Messages,
        file: Callable[[], CaseFile | None],
        site: Callable[[], SiteReading | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._iface = iface
        self._canvas = iface.mapCanvas()
        self._stored = stored
        self._clock = clock
        self._messages = messages
        self._file = file
        self._site = site
        self._folder = Path.home()
        self._last: Asked | None = None
        self._tool_before: QgsMapTool | None = None
        self.asking: EnquiryTask | None = None
        self.writing: EnquiryWritingTask | None = None
        self.panel = EnquiryPanel()
        self.dock = make_dock(iface, "Enquiry", "redlineEnquiry", self.panel)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.marks = Highlight(self._canvas)
        self.tool = ClickTool(self._canvas)
        self.outline_tool = OutlineTool(self._canvas)
        self._connect()

    def show(self) -> None:
        """Brings the panel into sight, ready to type in."""
        self.panel.offer_plot(bool(self._stored.load().neighbours().parcels))
        self.dock.setUserVisible(True)
        self.panel.line.setFocus()
        self.panel.line.selectAll()

    def toggle(self) -> None:
        """Shows the panel, or puts it away where it is in sight."""
        if self.dock.isUserVisible():
            self.dock.setUserVisible(False)
        else:
            self.show()

    def ask(self, asked: Asked) -> None:
        """Asks for a place; what is being asked already is given up."""
        settings = self._stored.load()
        self._last = asked
        stop_task(self.asking)
        self.asking = None
        if not settings.store:
            self.panel.show_refused(_NO_STORE)
            return
        self.panel.show_asking()
        self.marks.show_fault(None, None)
        council = CouncilPlaces(settings.neighbours(), QgsProject.instance())
        task = EnquiryTask(asked, council, settings, self._clock, self._file())
        task.came.connect(partial(self._came, task))
        task.failed.connect(partial(self._failed, task))
        task.unread.connect(self._messages.warning)
        self.asking = task
        start_task(task, _PRIORITY)

    def click_on_map(self, wanted: bool) -> None:
        """Takes the click tool into hand, or lays it down for the tool that was there."""
        self._take(self.tool, wanted)

    def draw_on_map(self, wanted: bool) -> None:
        """The same with the tool for outlines."""
        self._take(self.outline_tool, wanted)
        if wanted:
            self.panel.show_hint(HOW_TO_DRAW)

    def ask_about(self, chosen: Callable[[], Place]) -> None:
        """Asks for a site that is chosen already; where there is none, the sentence says what to do."""
        try:
            place = chosen()
        except PlaceRefused as refused:
            self._refuse(refused)
            return
        self.panel.line.clear()
        self.ask(Asked(place=place))

    def save(self, path: Path) -> None:
        """Writes the answer that is shown: on one page of paper where the name ends in .pdf, else as a web page."""
        from ...reports.enquiry.place_map import enquiry_frame
        from ..requests.letter_ground import LetterGround, attribution_of, ground_layers

        answer = self.panel.answer
        if answer is None or self.writing is not None:
            return
        self._folder = path.parent
        layers = ground_layers(self._canvas)
        ground = LetterGround(layers, enquiry_frame(answer).ground)
        task = EnquiryWritingTask(answer, path, ground, attribution_of(layers))
        task.written.connect(partial(self._written, task))
        task.failed.connect(partial(self._not_written, task))
        self.writing = task
        self._show_writing()
        start_task(task)

    def copy(self) -> None:
        """Puts the answer on the clipboard, as text for a mail."""
        from ...reports.enquiry.answer_text import answer_text

        if self.panel.answer is not None:
            QApplication.clipboard().setText(answer_text(self.panel.answer))
            self._messages.information("The answer is on the clipboard, as text for a mail.")

    def close(self) -> None:
        """Mirrors the constructor; what QGIS has deleted already is left alone."""
        stop_task(self.asking)
        self.asking = self.writing = None
        self.marks.remove()
        if not isdeleted(self._canvas):
            for tool in (self.tool, self.outline_tool):
                self._canvas.unsetMapTool(tool)
        self.outline_tool.remove()
        if not isdeleted(self.dock):
            self._iface.removeDockWidget(self.dock)
            self.dock.deleteLater()

    def _connect(self) -> None:
        panel = self.panel
        panel.asked.connect(lambda text: self.ask(Asked(text, plot=self._plot)))
        panel.chosen.connect(self._chosen)
        panel.plot_toggled.connect(self._again)
        panel.click_button.toggled.connect(self.click_on_map)
        panel.draw_button.toggled.connect(self.draw_on_map)
        panel.line_wanted.connect(lambda: self.ask_about(lambda: of_application(self._site())))
        panel.feature_wanted.connect(lambda: self.ask_about(lambda: of_layer(self._iface.activeLayer())))
        panel.row_chosen.connect(self._mark_row)
        panel.zoom_wanted.connect(self._zoom_to_row)
        panel.pdf_wanted.connect(lambda: self._ask_where("Save the answer as PDF", ".pdf", "PDF (*.pdf)"))
        panel.page_wanted.connect(lambda: self._ask_where("Save the answer as a web page", ".html", "Web page (*.html)"))
        panel.copy_wanted.connect(self.copy)
        self.tool.clicked.connect(self._clicked)
        self.tool.nowhere.connect(panel.show_refused)
        self.outline_tool.drawn.connect(self._drawn)
        self.outline_tool.nowhere.connect(panel.show_hint)
        self.outline_tool.abandoned.connect(lambda: self.draw_on_map(False))
        self._canvas.mapToolSet.connect(self._tool_changed)
        self.dock.visibilityChanged.connect(self._seen)

    @property
    def _plot(self) -> bool:
        return bool(not self.panel.plot_box.isHidden() and self.panel.plot_box.isChecked())

    def _clicked(self, east: float, north: float, within: float) -> None:
        place = Place(east, north, "", "Clicked on the map.", within)
        place = Place(east, north, place.coordinates, place.how, within)
        self.dock.setUserVisible(True)
        self.panel.line.setText(place.coordinates)
        self.ask(Asked(place=place, clicked=True, plot=self._plot))

    def _drawn(self, outline: BaseGeometry) -> None:
        self.dock.setUserVisible(True)
        try:
            place = place_of_outline(outline, "a site drawn on the map", "Drawn on the map.")
        except PlaceRefused as refused:
            self._refuse(refused)
            return
        self.panel.line.clear()
        # The map stays where the officer has drawn
        self.ask(Asked(place=place, clicked=True))

    def _refuse(self, refused: PlaceRefused) -> None:
        """What was asked for before is of another place, and would come over the refusal."""
        stop_task(self.asking)
        self.asking = None
        self.marks.show_fault(None, None)
        self.panel.show_refused(str(refused))

    def _take(self, tool: QgsMapTool, wanted: bool) -> None:
        now = self._canvas.mapTool()
        if wanted:
            if now is not self.tool and now is not self.outline_tool:
                self._tool_before = now
            self._canvas.setMapTool(tool)
        elif now is tool:
            before = self._tool_before
            if before is not None and not isdeleted(before):
                self._canvas.setMapTool(before)
            else:
                self._canvas.unsetMapTool(tool)

    def _chosen(self, found: FoundPlace) -> None:
        from ...casefile.place_search import how_found

        self.ask(Asked(place=found.place(how_found(found)), plot=self._plot))

    def _again(self) -> None:
        if self._last is not None:
            last = self._last
            self.ask(Asked(last.text, last.place, last.clicked, self._plot))

    def _came(self, task: EnquiryTask, search: PlaceSearch, answer: EnquiryAnswer | None) -> None:
        if task is not self.asking:
            return
        self.asking = None
        if answer is None:
            self.panel.show_choices(search)
            return
        self._mark_place(answer)
        self.panel.show_answer(search, answer)
        if self._last is not None and not self._last.clicked:
            self._zoom_to_place(answer)

    def _failed(self, task: EnquiryTask, why: str) -> None:
        if task is self.asking:
            self.asking = None
            self.panel.show_refused(why)

    def _mark_place(self, answer: EnquiryAnswer) -> None:
        import shapely

        point = shapely.Point(answer.east, answer.north) if answer.plot is None else None
        self.marks.show_fault(point, answer.plot)

    def _mark_row(self, row: AnswerRow | HistoryRow | None) -> None:
        self.marks.show_constraint(row.shape if row is not None else None, None)

    def _zoom_to_place(self, answer: EnquiryAnswer) -> None:
        import shapely

        shape: BaseGeometry = answer.plot if answer.plot is not None else shapely.Point(answer.east, answer.north)
        self._zoom(bounds(shape), max(answer.near_m, answer.within_m) * _SHOWN)

    def _zoom_to_row(self, row: AnswerRow | HistoryRow) -> None:
        if row.shape is not None:
            west, south, east, north = bounds(row.shape)
            self._zoom((west, south, east, north), max(20.0, 0.1 * max(east - west, north - south)))

    def _zoom(self, box: tuple[float, float, float, float], margin: float) -> None:
        rectangle = QgsRectangle(*box).buffered(margin)
        system = self._canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_GRID), system, QgsProject.instance())
        self._canvas.setExtent(transform.transformBoundingBox(rectangle) if transform.isValid() else rectangle)
        self._canvas.refresh()

    def _ask_where(self, title: str, ending: str, kinds: str) -> None:
        if self.panel.answer is None:
            return
        usual = self._folder / f"{safe_stem(f'Enquiry {self.panel.answer.place}')}{ending}"
        chosen, _kind = QFileDialog.getSaveFileName(self.panel, title, str(usual), kinds)
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}"))

    def _written(self, task: EnquiryWritingTask, path: Path) -> None:
        if task is not self.writing:
            return
        self.writing = None
        self._show_writing()
        self._messages.done(f"Saved as {path}.", "Open", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    def _not_written(self, task: EnquiryWritingTask, why: str) -> None:
        if task is not self.writing:
            return
        self.writing = None
        self._show_writing()
        self._messages.error(why)

    def _show_writing(self) -> None:
        for button in (self.panel.pdf_button, self.panel.page_button):
            button.setEnabled(self.writing is None)

    def _tool_changed(self, now: QgsMapTool | None, _before: QgsMapTool | None) -> None:
        self.panel.click_button.setChecked(now is self.tool)
        self.panel.draw_button.setChecked(now is self.outline_tool)
        if now is not self.outline_tool:
            self.panel.end_hint()

    def _seen(self, visible: bool) -> None:
        """The marks are on the map only while the panel that explains them is there."""
        if not visible and not self.dock.isUserVisible():
            self.marks.show_fault(None, None)
            self._mark_row(None)
            self.click_on_map(False)
            self.draw_on_map(False)
        elif visible and self.panel.answer is not None:
            self._mark_place(self.panel.answer)
