"""Keeps the map in step with the session: layers, the highlight of the current site, where the map looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

from ...domain.errors import RedlineError
from ..environment.store_place import StorePlace
from ..layers.layer_tree import marked_layers
from ..layers.project_layers import ProjectLayers
from ..layers.specifications import OVERLAPS
from ..messages import Messages
from ..session import Session
from ..shapes import bounds, is_empty
from ..tasks.start_task import start_task
from ..turns import Turns
from .database_layers import DatabaseLayers
from .highlight import Highlight

if TYPE_CHECKING:
    import shapely

    from ...domain.finding import Finding
    from ..layers.handed_layer import HandedLayer
    from ..tasks.shape_task import ShapeTask

#: Milliseconds between two fillings of the layers while screening runs.
_REFILL = 700

#: Pixels under which a site is too small to be looked at, so that the map goes to it.
_TOO_SMALL = 32

#: Metres: the least that is shown round a site, and the width beyond which "all sites" is no view of a borough.
_LEAST_VIEW = 150.0

#: Metres round a place where something is wrong with a line.
_CLOSE_VIEW = 60.0
_WIDEST_VIEW = 60_000.0

_GRID = "EPSG:27700"

#: On a layer that this window has taken care of once; afterwards it is the user's.
_SEEN = "redlineSeen"


class SessionOnMap(QObject):
    """Everything that the session shows on the map of one QGIS window."""

    def __init__(
        self, session: Session, canvas: QgsMapCanvas, project: QgsProject, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._project = project
        self._messages = messages
        self._shape_task: ShapeTask | None = None
        self._shown_store: tuple[StorePlace, str] | None = None
        self._standing_back = False
        #: The site and the place at which something is wrong with its line.
        self._fault: tuple[str, tuple[float, float]] | None = None
        self.layers = ProjectLayers(project)
        self.highlight = Highlight(canvas)
        self._refill = QTimer(self)
        self._refill.setSingleShot(True)
        self._refill.setInterval(_REFILL)
        self._refill.timeout.connect(self.fill)
        self._turns = Turns(self)
        self._turns.failed.connect(messages.warning)
        self.database = DatabaseLayers(self)
        self.database.opened.connect(self._put_constraints)
        self.database.failed.connect(self._constraints_failed)
        self.database.waited.connect(messages.information)
        session.opened.connect(self._opened)
        session.site_changed.connect(self._site_changed)
        session.screenings_changed.connect(self._screenings_changed)
        session.store_changed.connect(self._show_constraints)
        project.readProject.connect(self._project_read)

    def fill(self) -> None:
        """Fills the layers from the session; a project without unsaved changes stays without."""
        if not self._session.readings:
            return
        unsaved = self._project.isDirty()
        screenings = list(self._session.screenings.values())
        if not self._session.case_version:
            self.layers.leave_cases()
            self.layers.show_sites(list(self._session.readings.values()), screenings)
        self.layers.show_screenings(screenings)
        self._follow_selection()
        self._keep_overlaps_back()
        self._project.setDirty(unsaved)

    def zoom_to_site(self) -> None:
        """Looks at the current site with what lies round it."""
        reading = self._session.reading
        if reading is not None and reading.boundary is not None:
            self._look_at(_rectangle(reading.boundary.geometry), 2.6)

    def zoom_to_all(self) -> None:
        """Looks at all sites; at the current one where they are spread over the country."""
        extent = QgsRectangle()
        for reading in self._session.readings.values():
            if reading.boundary is not None:
                extent.combineExtentWith(_rectangle(reading.boundary.geometry))
        if extent.isNull() or max(extent.width(), extent.height()) > _WIDEST_VIEW:
            self.zoom_to_site()
        else:
            self._look_at(extent, 1.1)

    def show_finding(self, finding: Finding | None) -> None:
        """Marks where a constraint meets the site at once, and the constraint itself as soon as its shape is there."""
        if self._shape_task is not None:
            self._shape_task.shape_came.disconnect(self._shape_came)
            self._shape_task = None
        self.highlight.show_constraint(None, finding.overlap if finding is not None else None)
        reading, store = self._session.reading, self._session.store
        if finding is None or store is None or reading is None or reading.boundary is None:
            return
        from ..tasks.shape_task import ShapeTask

        task = ShapeTask(finding, store.place, bounds(reading.boundary.geometry))
        task.shape_came.connect(self._shape_came)
        task.failed.connect(self._shape_failed)
        self._shape_task = task
        start_task(task)

    def _shape_failed(self, sentence: str) -> None:
        # QGIS deletes a task that has ended
        self._shape_task = None
        self._messages.warning(sentence)

    def zoom_to_finding(self, finding: Finding) -> None:
        """Looks at where the constraint meets the site, else at the site with what is near it."""
        if finding.overlap is not None and not is_empty(finding.overlap):
            self._look_at(_rectangle(finding.overlap), 2.0)
        else:
            self.zoom_to_site()

    def zoom_to_place(self, easting: float, northing: float) -> None:
        """Looks at a place of the site closely, and marks it until another site is looked at."""
        self._fault = (self._session.current, (easting, northing))
        self._show_fault()
        self._look_at(QgsRectangle.fromCenterAndSize(QgsPointXY(easting, northing), _CLOSE_VIEW, _CLOSE_VIEW), 1.0, _CLOSE_VIEW)

    def preview_proposal(self, wanted: bool) -> None:
        reading = self._session.reading
        proposal = reading.proposal if reading is not None else None
        self.highlight.show_proposal(proposal.boundary.geometry if wanted and proposal is not None else None)
        if wanted and proposal is not None:
            self._look_at(_rectangle(proposal.boundary.geometry), 2.6)

    def stop(self) -> None:
        """Leaves the layers to the project; takes away what only this session shows."""
        self._refill.stop()
        self._turns.stop()
        self.database.stop()
        self.show_finding(None)
        self.highlight.remove()
        self._project.readProject.disconnect(self._project_read)

    def prepare(self) -> None:
        """Makes an empty project one for England, and has the base map put under everything."""
        unsaved = self._project.isDirty()
        if not self._project.mapLayers():
            self._project.setCrs(QgsCoordinateReferenceSystem(_GRID))
        self.show_base_map()
        self._project.setDirty(unsaved)

    def look_at(self, extent: QgsRectangle) -> None:
        """Looks at an extent in EPSG:27700 with a margin round it."""
        if not extent.isNull():
            self._look_at(extent, 1.1)

    def stand_back(self, wanted: bool) -> None:
        """While a line is drawn here, the map stays where the officer looks, and the site is not marked over what is drawn."""
        self._standing_back = wanted
        if wanted:
            self.highlight.show_site(None)
            self.highlight.show_fault(None, None)
        else:
            self._site_changed()

    def _opened(self) -> None:
        self.prepare()
        self.fill()
        self.zoom_to_all()

    def show_base_map(self) -> None:
        """Has the base map of the settings put under everything; says why where it can't."""
        steps = self.layers.showing_base_map(self._session.settings.base_map())
        self._turns.begin("base map", self._without_a_trace(steps), first=True)

    @property
    def at_rest(self) -> bool:
        """Whether the base map and the constraints are there."""
        return not self._turns.under_way and not self.database.under_way

    def _show_constraints(self) -> None:
        store = self._session.store
        if store is None or self._shown_store == (store.place, store.generation):
            return
        self._shown_store = (store.place, store.generation)
        self.database.stop()
        if store.place.is_folder:
            steps = self.layers.showing_constraints(store, self._session.catalogue)
            self._turns.begin("constraints", self._constraints(steps))
        else:
            self.database.open(store, self._session.catalogue)

    def _put_constraints(self, handed: Mapping[str, HandedLayer]) -> None:
        self._turns.begin("constraints", self._constraints(self.layers.taking_constraints(handed, self._session.catalogue)))

    def _constraints(self, steps: Iterator[None]) -> Iterator[None]:
        """The same steps; where one fails, the next screening tries anew."""
        try:
            yield from self._without_a_trace(steps)
        except RedlineError:
            self._shown_store = None
            raise

    def _constraints_failed(self, sentence: str) -> None:
        """The map keeps what it has, and the next screening tries anew."""
        self._shown_store = None
        if sentence:
            self._messages.warning(sentence)

    def _without_a_trace(self, steps: Iterator[None]) -> Iterator[None]:
        """A project without unsaved changes stays without, whatever a step puts into it."""
        done = False
        while not done:
            unsaved = self._project.isDirty()
            done = next(steps, self) is self
            if self._project.isDirty() != unsaved:
                self._project.setDirty(unsaved)
            yield

    def _project_read(self, *_: Any) -> None:
        self._shown_store = None
        self._show_constraints()
        self._refill.start()

    def _screenings_changed(self, _sites: list[str]) -> None:
        if not self._refill.isActive():
            self._refill.start()

    def _site_changed(self) -> None:
        if self._standing_back:
            return
        reading = self._session.reading
        geometry = reading.boundary.geometry if reading is not None and reading.boundary is not None else None
        self.highlight.show_site(geometry)
        self._show_fault()
        if geometry is None:
            return
        extent = self._on_canvas(_rectangle(geometry))
        pixels = max(extent.width(), extent.height()) / self._canvas.mapUnitsPerPixel()
        if pixels < _TOO_SMALL or not self._canvas.extent().contains(extent):
            self.zoom_to_site()

    def _show_fault(self) -> None:
        """A line that can't be used is on no layer: its repair has its corners."""
        import shapely

        reading = self._session.reading
        if self._fault is None or reading is None or self._fault[0] != self._session.current:
            self._fault = None
            self.highlight.show_fault(None, None)
            return
        offered = reading.proposal if reading.boundary is None else None
        self.highlight.show_fault(shapely.Point(*self._fault[1]), offered.boundary.geometry if offered is not None else None)

    def _shape_came(self, finding: Finding, shape: shapely.Geometry) -> None:
        self._shape_task = None
        self.highlight.show_constraint(shape, finding.overlap)

    def _follow_selection(self) -> None:
        layer = self.layers.site_layer()
        if layer is not None and layer.property(_SEEN) is None:
            layer.setProperty(_SEEN, True)
            layer.selectionChanged.connect(self._selection_changed)

    def _keep_overlaps_back(self) -> None:
        """The overlaps of all constraints at once darken the site; they wait in the tree, since the chosen one is marked anyway."""
        for layer in marked_layers(self._project, OVERLAPS.identifier).values():
            node = self._project.layerTreeRoot().findLayer(layer.id())
            if node is not None and layer.property(_SEEN) is None:
                layer.setProperty(_SEEN, True)
                node.setItemVisibilityChecked(False)

    def _selection_changed(self, *_: Any) -> None:
        layer = self.layers.site_layer()
        if layer is not None and layer.selectedFeatureCount() == 1:
            self._session.select(str(layer.selectedFeatures()[0]["site"]))

    def _look_at(self, extent: QgsRectangle, factor: float, least: float = _LEAST_VIEW) -> None:
        shown = QgsRectangle(extent)
        shown.scale(factor)
        if max(shown.width(), shown.height()) < least:
            shown = QgsRectangle.fromCenterAndSize(extent.center(), least, least)
        self._canvas.setExtent(self._on_canvas(shown))
        self._canvas.refresh()

    def _on_canvas(self, extent: QgsRectangle) -> QgsRectangle:
        crs = self._canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_GRID), crs, self._project)
        try:
            return transform.transformBoundingBox(extent)
        except QgsCsException as error:
            self._messages.warning(f"The map can't show the British National Grid in its coordinate system {crs.authid()}: {error}.")
            return extent


def _rectangle(geometry: shapely.Geometry) -> QgsRectangle:
    return QgsRectangle(*bounds(geometry))
