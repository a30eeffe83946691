"""The red lines of all listed cases on the map, filled a few hundred at a time so that the window never waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer

from ...domain.case import CaseRow
from ...domain.errors import RedlineError
from ..layers.case_site_row import CaseSiteRow
from ..layers.project_layers import ProjectLayers
from ..layers.specifications import CASES
from ..messages import Messages
from ..site.session_on_map import SessionOnMap
from .cases_desk import CasesDesk

if TYPE_CHECKING:
    from ...casefile.sites import CaseSite

#: Milliseconds of quiet before the map follows the list, and sites put on it in one go: less than a frame.
_PAUSE = 400
_BATCH = 60

_SEEN = "redlineSeen"


class CasesOnMap(QObject):
    """Follows the desk's list; a case selected in the layer is opened."""

    def __init__(self, desk: CasesDesk, on_map: SessionOnMap, project: QgsProject, messages: Messages) -> None:
        super().__init__()
        self._desk = desk
        self._on_map = on_map
        self._project = project
        self._messages = messages
        self._layers: ProjectLayers = on_map.layers
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._rows: dict[str, CaseRow] = {}
        self._coming: Iterator[list[CaseSite]] | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_PAUSE)
        self._quiet.timeout.connect(self._begin)
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill_some)
        desk.rows_changed.connect(self._rows_changed)
        desk.pulled.connect(self.refill)

    def stop(self) -> None:
        """Ends filling; the layer stays with the project."""
        self._quiet.stop()
        self._filling.stop()
        self._coming = None

    def refill(self) -> None:
        """Everything anew: red lines may have changed, or the layer has gone with its project."""
        if self._shown is not None:
            self._shown = ()
            self._begin()

    def _rows_changed(self) -> None:
        if self._shown is None:
            self._begin()
        elif not self._quiet.isActive():
            self._quiet.start()

    def _begin(self) -> None:
        desk = self._desk
        wanted = tuple((row.uuid, row.status) for row in desk.rows)
        if desk.reader is None or (wanted == self._shown and self._layers.case_layer() is not None):
            return
        if not wanted and self._shown is None:
            return
        if self._shown is None:
            self._on_map.prepare()
        there = set(self._shown or ())
        self._rows = {row.uuid: row for row in desk.rows}
        layer = self._layers.case_layer()
        if layer is None or self._coming is not None or not there or not there <= set(wanted):
            there = set()
            unsaved = self._project.isDirty()
            layer = self._layers.begin_cases()
            self._project.setDirty(unsaved)
        self._shown = wanted
        if layer is not None:
            self._follow_selection(layer)
            self._coming = desk.reader.sites([uuid for uuid, status in wanted if (uuid, status) not in there], _BATCH)
            self._filling.start()

    def _fill_some(self) -> None:
        layer = self._layers.case_layer()
        try:
            batch = next(self._coming, None) if self._coming is not None and layer is not None else None
        except RedlineError as error:
            self._messages.warning(str(error))
            batch = None
        if batch is None or layer is None:
            self._filling.stop()
            self._coming = None
            if layer is not None:
                layer.updateExtents()
                layer.triggerRepaint()
                if self._desk.case is None:
                    self._on_map.look_at(layer.extent())
            return
        CASES.add(layer, [CaseSiteRow.of(self._rows[site.uuid], site.geometry) for site in batch if site.uuid in self._rows])

    def _follow_selection(self, layer: QgsVectorLayer) -> None:
        if layer.property(_SEEN) is None:
            layer.setProperty(_SEEN, True)
            layer.selectionChanged.connect(self._selection_changed)

    def _selection_changed(self, *_: object) -> None:
        layer = self._layers.case_layer()
        if layer is not None and layer.selectedFeatureCount() == 1:
            self._desk.open(str(layer.selectedFeatures()[0]["site"]))
