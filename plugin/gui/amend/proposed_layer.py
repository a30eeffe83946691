"""The layer "Proposed boundary": the one layer of Redline that is edited, with QGIS's own undo stack as the draft's history on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeature, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtXml import QDomDocument, QDomElement
from qgis.PyQt.sip import isdeleted

from ..layers.layer_tree import group_in, marked_layers, remove_layers, show_in
from ..layers.left_out import leave_out_layer, leave_out_names
from ..layers.proposed_row import ProposedRow
from ..layers.specification import to_qgis, to_shapely
from ..layers.specifications import PROPOSED
from ..layers.styles import style_proposed

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.draft import Draft


class ProposedLayer(QObject):
    """A memory layer that is always being edited while it is here, whose features together are the line as drawn (EPSG:27700).

    ``changed`` says that somebody has edited it, undone or done again; ``lost`` that it must be loaded again: its edits were saved or
    rolled back, or the layer was removed, none of which is a way to end a draft.
    """

    changed = pyqtSignal()
    lost = pyqtSignal()

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._layer: QgsVectorLayer | None = None
        self._loading = False
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)
        self._following.timeout.connect(self._follow)
        self._ended = False
        self._closed = False
        # A project is opened by people without a draft, and without Redline
        project.writeProject.connect(self._leave_out_names)
        project.writeMapLayer.connect(self._leave_out_layer)

    @property
    def layer(self) -> QgsVectorLayer | None:
        """None before ``load`` and after the user removed it."""
        return self._layer if self._layer is not None and not isdeleted(self._layer) else None

    @property
    def index(self) -> int:
        """Which step of the draft the layer shows, by its undo stack."""
        return self.layer.undoStack().index() if self.layer is not None else 0

    def geometry(self) -> BaseGeometry:
        """Every polygon of the layer, as one line; it may cross itself."""
        import shapely

        from ...boundary.editing.rings import of_parts, parts_of

        features = sorted(self.layer.getFeatures(), key=lambda feature: abs(feature.id())) if self.layer is not None else []
        shapes = [to_shapely(feature.geometry()) for feature in features if feature.hasGeometry()]
        parts = parts_of(shapely.GeometryCollection(shapes))
        return of_parts(parts) if parts else shapely.MultiPolygon()

    def load(self, draft: Draft) -> QgsVectorLayer:
        """Show a draft, with all its steps to be undone and done again."""
        self._loading = True
        unsaved = self._project.isDirty()
        layer = self._fresh()
        PROPOSED.fill(layer, [ProposedRow(draft.steps[0].geometry)] if not draft.steps[0].geometry.is_empty else [])
        layer.startEditing()
        for step in draft.steps[1:]:
            self._command(layer, step.geometry, step.said)
        layer.undoStack().setIndex(draft.position)
        self._project.setDirty(unsaved)
        self._loading = False
        self._following.stop()
        return layer

    def write(self, geometry: BaseGeometry, said: str) -> None:
        """Let the layer hold this line, as one command of its undo stack."""
        if self.layer is not None:
            self._loading = True
            self._command(self.layer, geometry, said)
            self._loading = False

    def show_step(self, position: int) -> None:
        """Undo or do again."""
        if self.layer is not None:
            self._loading = True
            self.layer.undoStack().setIndex(position)
            self._loading = False
            self.layer.triggerRepaint()

    def close(self) -> None:
        """Take the layer away; called again it does nothing."""
        if self._closed:
            return
        self._closed = True
        self._project.writeProject.disconnect(self._leave_out_names)
        self._project.writeMapLayer.disconnect(self._leave_out_layer)
        self._following.stop()
        self._loading = True
        unsaved = self._project.isDirty()
        if self.layer is not None:
            self.layer.rollBack()
            remove_layers(self._project, {PROPOSED.identifier: self.layer})
        self._layer = None
        self._project.setDirty(unsaved)

    def _leave_out_names(self, document: QDomDocument) -> None:
        if self.layer is not None:
            leave_out_names(document, self.layer.id())

    def _leave_out_layer(self, layer: QgsMapLayer, element: QDomElement, _document: QDomDocument) -> None:
        if self.layer is not None and layer.id() == self.layer.id():
            leave_out_layer(element)

    def _fresh(self) -> QgsVectorLayer:
        """An empty layer on top of the tree, which takes the place of the one before."""
        if self.layer is not None:
            self.layer.rollBack()
            return self.layer
        remove_layers(self._project, marked_layers(self._project, PROPOSED.identifier))
        layer = PROPOSED.create()
        layer.setReadOnly(False)
        style_proposed(layer)
        self._project.addMapLayer(layer, False)
        show_in(group_in(self._project.layerTreeRoot(), "redline", "Redline", 0), layer, 0)
        layer.undoStack().indexChanged.connect(self._touched)
        layer.editingStopped.connect(self._stopped)
        layer.afterCommitChanges.connect(self._stopped)
        layer.willBeDeleted.connect(self._stopped)
        self._layer = layer
        return layer

    def _command(self, layer: QgsVectorLayer, geometry: BaseGeometry, said: str) -> None:
        """One feature holds the whole line; others, which QGIS's tools may have made, go into it."""
        layer.beginEditCommand(said)
        first, *others = sorted((feature.id() for feature in layer.getFeatures()), key=abs) or [None]
        if others:
            layer.deleteFeatures(others)
        if first is None:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(to_qgis(geometry))
            layer.addFeature(feature)
        else:
            layer.changeGeometry(first, to_qgis(geometry))
        layer.endEditCommand()
        layer.triggerRepaint()

    def _touched(self, _index: int) -> None:
        if not self._loading:
            self._following.start()

    def _stopped(self) -> None:
        if not self._loading:
            self._ended = True
            self._following.start()

    def _follow(self) -> None:
        """Once whoever edits is through: a command may be taken back as soon as it was made."""
        ended, self._ended = self._ended, False
        if ended or self.layer is None:
            self.lost.emit()
        else:
            self.changed.emit()


def remove_strays(project: QgsProject) -> None:
    """Take away what a project that was saved elsewhere still has of a line that was being amended."""
    unsaved = project.isDirty()
    strays = marked_layers(project, PROPOSED.identifier)
    if strays:
        remove_layers(project, strays)
        project.setDirty(unsaved)
