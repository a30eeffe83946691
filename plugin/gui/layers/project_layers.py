"""Redline's layers in the user's project: a group on top of the tree, a base map beneath everything."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.sip import isdeleted

from .base_map_layers import PREFIX as BASE_MAP
from .base_map_layers import opened_base_map
from .constraint_layers import PREFIX as CONSTRAINT
from .constraint_layers import MapStore, dataset_of, in_drawing_order, opened_layers, shut_layer
from .finding_row import finding_rows, overlap_rows
from .layer_tree import find_group, group_in, marked_layers, remove_layers, show_in
from .site_row import site_rows
from .specification import LayerSpecification
from .specifications import BLUE_LINE, CASES, FINDINGS, OVERLAPS, SITES
from .styles import style_blue_line, style_overlaps, style_sites
from .unnamed_errors import UnnamedErrors

if TYPE_CHECKING:
    from ...constraints.base_map import BaseMap
    from ...constraints.catalogue import Catalogue
    from ...domain.finding import Screening
    from ...domain.reading import SiteReading
    from .blue_row import BlueRow
    from .handed_layer import HandedLayer

_STYLES = {
    SITES.identifier: style_sites,
    CASES.identifier: style_sites,
    BLUE_LINE.identifier: style_blue_line,
    OVERLAPS.identifier: style_overlaps,
}


class ProjectLayers:
    """Fills and refills the layers of one project. Everything is found by its mark; the user may rename, move and restyle."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project

    def group(self) -> QgsLayerTreeGroup:
        """The group "Redline", made on top of the tree where there is none."""
        return group_in(self._project.layerTreeRoot(), "redline", "Redline", 0)

    def site_layer(self) -> QgsVectorLayer | None:
        """The layer "Sites", None before sites were shown or after the user removed it."""
        return self._found(SITES)

    def case_layer(self) -> QgsVectorLayer | None:
        """The layer "Cases", None before cases were shown or after the user removed it."""
        return self._found(CASES)

    def begin_cases(self) -> QgsVectorLayer | None:
        """An empty layer "Cases", to be filled a few hundred rows at a time; it takes the place of "Sites"."""
        remove_layers(self._project, marked_layers(self._project, SITES.identifier))
        self._fill(CASES, [], 0)
        return self._found(CASES)

    def leave_cases(self) -> None:
        """Take the layer "Cases" away, because files are shown."""
        remove_layers(self._project, marked_layers(self._project, CASES.identifier))

    def show_base_map(self, base_map: BaseMap) -> None:
        """Replace the base map. The kind "project" leaves the project's own. Raises RedlineError where it can't be shown."""
        deque(self.showing_base_map(base_map), maxlen=0)

    def showing_base_map(self, base_map: BaseMap) -> Iterator[None]:
        """The same in steps of a frame; the project changes with the last one."""
        layers: dict[str, QgsMapLayer] = {}
        for opened in opened_base_map(base_map):
            layers.update([opened] if opened is not None else [])
            yield
        remove_layers(self._project, marked_layers(self._project, BASE_MAP))
        root = self._project.layerTreeRoot()
        if not layers:
            _remove_group(root, BASE_MAP)
            return
        group = group_in(root, BASE_MAP, "Base map")
        group.setExpanded(False)
        self._project.addMapLayers(list(layers.values()), False)
        for layer in layers.values():
            show_in(group, layer)

    def show_constraints(self, store: MapStore, catalogue: Catalogue) -> None:
        """Show the datasets of the store that have features, one group per category. A layer that is there keeps its style."""
        deque(self.showing_constraints(store, catalogue), maxlen=0)

    def showing_constraints(self, store: MapStore, catalogue: Catalogue) -> Iterator[None]:
        """The same in steps of a frame; what is there changes with the last ones, a category at a time."""
        layers: dict[str, QgsVectorLayer] = {}
        for opened in opened_layers(store, catalogue):
            layers.update([opened] if opened is not None else [])
            yield
        yield from self.putting_constraints(in_drawing_order(layers), catalogue)

    def show_sites(self, readings: Sequence[SiteReading], screenings: Sequence[Screening]) -> None:
        """Fill "Sites" with every reading that has a boundary and what its screening counts."""
        self._fill(SITES, site_rows(readings, screenings), 0)

    def show_blue_line(self, rows: Sequence[BlueRow]) -> None:
        """Fill "Blue line" with other land of the applicant; where there is none, no layer is made for it."""
        if rows or self._found(BLUE_LINE) is not None:
            self._fill(BLUE_LINE, rows, 1)

    def blue_layer(self) -> QgsVectorLayer:
        """The layer "Blue line", made where there is none yet."""
        if self._found(BLUE_LINE) is None:
            self._fill(BLUE_LINE, [], 1)
        layer = self._found(BLUE_LINE)
        if layer is None:
            raise LookupError("the layer was just made")
        return layer

    def show_screenings(self, screenings: Sequence[Screening]) -> None:
        """Fill "Overlaps" with the areas, and the table "Findings" with everything that screening says."""
        self._fill(OVERLAPS, overlap_rows(screenings), 1)
        self._fill(FINDINGS, finding_rows(screenings), 2)

    def clear(self) -> None:
        """Take every layer and group of Redline out of the project; the user's own are left."""
        for prefix in (
            SITES.identifier,
            CASES.identifier,
            BLUE_LINE.identifier,
            OVERLAPS.identifier,
            FINDINGS.identifier,
            CONSTRAINT,
            BASE_MAP,
        ):
            remove_layers(self._project, marked_layers(self._project, prefix))
        root = self._project.layerTreeRoot()
        for mark in ("constraints", "redline", BASE_MAP):
            _remove_group(root, mark)

    def taking_constraints(self, handed: Mapping[str, HandedLayer], catalogue: Catalogue) -> Iterator[None]:
        """The same with layers that were opened beside the window, by mark."""
        layers: dict[str, QgsVectorLayer] = {}
        for mark, each in handed.items():
            layers[mark] = each.take()
            yield
        yield from self.putting_constraints(in_drawing_order(layers), catalogue)

    def putting_constraints(self, layers: Mapping[str, QgsVectorLayer], catalogue: Catalogue) -> Iterator[None]:
        """The same with layers that are open, by mark, from the top; one that is there is pointed at the newer generation, one a step.

        Raises StoreError where one can't be, as ``constraint_layers`` does."""
        known = marked_layers(self._project, CONSTRAINT)
        remove_layers(self._project, {mark: layer for mark, layer in known.items() if mark not in layers})
        group = group_in(self.group(), "constraints", "Constraints")
        for category in catalogue.categories:
            group_in(group, f"category/{category}", category).setExpanded(False)
        fresh: dict[str, list[QgsVectorLayer]] = {}
        for mark, layer in layers.items():
            if mark in known:
                if isdeleted(known[mark]):
                    return
                _point_at(known[mark], layer)
                yield
            else:
                fresh.setdefault(catalogue.dataset(dataset_of(mark)).category, []).append(layer)
        for category, of_category in fresh.items():
            yield
            if isdeleted(group):
                # Another project was opened meanwhile, and the tree of the old one went
                return
            self._project.addMapLayers(of_category, False)
            for layer in of_category:
                show_in(group_in(group, f"category/{category}", category), layer)
        for category_group in [] if isdeleted(group) else group.findGroups():
            if not category_group.findLayers():
                group.removeChildNode(category_group)

    def _found(self, specification: LayerSpecification[Any]) -> QgsVectorLayer | None:
        layer = marked_layers(self._project, specification.identifier).get(specification.identifier)
        return layer if layer is not None and specification.fits(layer) else None

    def _fill(self, specification: LayerSpecification[Any], rows: Sequence[Any], position: int) -> None:
        layer = self._found(specification)
        if layer is None:
            remove_layers(self._project, marked_layers(self._project, specification.identifier))
            layer = specification.create()
            if specification.identifier in _STYLES:
                _STYLES[specification.identifier](layer)
            self._project.addMapLayer(layer, False)
            group = self.group()
            show_in(group, layer, min(position, len(group.children())))
        specification.fill(layer, rows)


def _point_at(layer: QgsMapLayer, fresh: QgsMapLayer) -> None:
    """Let a layer that the user may have styled show a newer generation. Raises StoreError where that can't be opened."""
    if layer.source() != fresh.source() or not layer.isValid():
        shut = shut_layer(layer.name())
        with UnnamedErrors(shut):
            layer.setDataSource(fresh.source(), layer.name(), fresh.providerType())
        if not layer.isValid():
            raise shut
        if fresh.providerType() == "postgres":
            layer.setExtent(fresh.extent())
        layer.setMetadata(fresh.metadata())
        layer.serverProperties().setAttribution(fresh.serverProperties().attribution())


def _remove_group(root: QgsLayerTreeGroup, mark: str) -> None:
    """Take an emptied group away; one into which the user put layers of their own stays."""
    group = find_group(root, mark)
    if group is not None and not group.findLayers():
        group.parent().removeChildNode(group)
