"""The map's own snapping while a line is amended: switched on where it was off, and put back afterwards."""

from __future__ import annotations

from qgis.core import Qgis, QgsProject, QgsSnappingConfig
from qgis.gui import QgsMapCanvas, QgsMapCanvasTracer
from qgis.PyQt.QtWidgets import QAction

#: Pixels within which the mouse snaps.
_TOLERANCE = 12


class Snapping:
    """Snapping is the project's, so that the user's own buttons show it and what they set holds."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas = canvas
        self._project = project
        self._before: QgsSnappingConfig | None = None

    @property
    def on(self) -> bool:
        return bool(self._project.snappingConfig().enabled())

    def begin(self) -> None:
        """Snaps to everything that the map shows, unless the user has snapping set already."""
        if not self.on:
            self._before = QgsSnappingConfig(self._project.snappingConfig())
            self.set(True)

    def end(self) -> None:
        if self._before is not None:
            self._give(self._before)
            self._before = None

    def set(self, on: bool) -> None:
        """Switches snapping on or off; on means corners and lines of all layers in sight."""
        config = QgsSnappingConfig(self._project.snappingConfig())
        config.setEnabled(on)
        if on:
            config.setMode(Qgis.SnappingMode.AllLayers)
            config.setTypeFlag(Qgis.SnappingTypes(Qgis.SnappingType.Vertex | Qgis.SnappingType.Segment))
            config.setTolerance(_TOLERANCE)
            config.setUnits(Qgis.MapToolUnit.Pixels)
        self._give(config)

    def tracing(self) -> QAction | None:
        """QGIS's own switch for tracing along lines; None where the window has none."""
        tracer = QgsMapCanvasTracer.tracerForCanvas(self._canvas)
        return tracer.actionEnableTracing() if tracer is not None else None

    def _give(self, config: QgsSnappingConfig) -> None:
        unsaved = self._project.isDirty()
        self._project.setSnappingConfig(config)
        self._project.setDirty(unsaved)
