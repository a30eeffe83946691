"""Redline's groups in a project's layer tree, found by their marks, so that a renamed or moved group is still found."""

from __future__ import annotations

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeLayer, QgsMapLayer, QgsProject

from .marks import GROUP, LAYER


def find_group(parent: QgsLayerTreeGroup, mark: str) -> QgsLayerTreeGroup | None:
    """The group below ``parent``, at any depth, that carries the mark."""
    groups = parent.findGroups(True)
    return next((group for group in groups if group.customProperty(GROUP) == mark), None)


def group_in(parent: QgsLayerTreeGroup, mark: str, name: str, position: int = -1) -> QgsLayerTreeGroup:
    """The group with the mark below ``parent``, made at ``position`` (-1: at the end) where there is none."""
    found = find_group(parent, mark)
    if found is not None:
        return found
    made = parent.addGroup(name) if position < 0 else parent.insertGroup(position, name)
    made.setCustomProperty(GROUP, mark)
    return made


def marked_layers(project: QgsProject, prefix: str) -> dict[str, QgsMapLayer]:
    """Redline's layers of a project by mark, those whose mark is ``prefix`` or begins with it and a slash."""
    layers = {str(layer.customProperty(LAYER, "")): layer for layer in project.mapLayers().values()}
    return {mark: layer for mark, layer in layers.items() if mark == prefix or mark.startswith(f"{prefix}/")}


def show_in(group: QgsLayerTreeGroup, layer: QgsMapLayer, position: int = -1, *, expanded: bool = False) -> None:
    """Put a layer that the project holds already into the group, folded unless told."""
    node = QgsLayerTreeLayer(layer)
    node.setExpanded(expanded)
    group.insertChildNode(position, node)


def remove_layers(project: QgsProject, layers: dict[str, QgsMapLayer]) -> None:
    """Take these out of the project and its tree."""
    project.removeMapLayers([layer.id() for layer in layers.values()])
