"""A plan as a layer under the lines: its paper lets the map show through, and it never reaches the project file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtGui import QPainter

from ..layers.layer_tree import group_in, marked_layers, remove_layers, show_in
from ..layers.marks import LAYER

if TYPE_CHECKING:
    from ...boundary.georeference import Placement
    from ..tasks.plan_picture_task import PlanPicture

PLAN = "plan"
#: Where the layer stands in the group: below the line that is drawn and the lines of the cases.
_POSITION = 2


class PlanLayer:
    """One page on the map. Moving it writes a small description beside the picture and points the layer at it."""

    def __init__(self, project: QgsProject, folder: Path) -> None:
        self._project = project
        self._folder = folder
        self._written = 0
        self._layer: QgsRasterLayer | None = None

    def show(self, page: PlanPicture, placement: Placement, opacity: float) -> bool:
        """Lay the page like this; whether QGIS can show it."""
        described = self._described(page, placement)
        unsaved = self._project.isDirty()
        if self._layer is None or self._layer.id() not in self._project.mapLayers():
            remove_layers(self._project, marked_layers(self._project, PLAN))
            self._layer = QgsRasterLayer(str(described), f"Plan: {page.name}", "gdal")
            self._layer.setCustomProperty(LAYER, PLAN)
            self._layer.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
            self._project.addMapLayer(self._layer, False)
            group = group_in(self._project.layerTreeRoot(), "redline", "Redline", 0)
            show_in(group, self._layer, min(_POSITION, len(group.children())))
        else:
            self._layer.setDataSource(str(described), f"Plan: {page.name}", "gdal")
        self.set_opacity(opacity)
        self._project.setDirty(unsaved)
        return bool(self._layer.isValid())

    def set_opacity(self, opacity: float) -> None:
        """From 0 to 1."""
        if self._layer is not None:
            self._layer.setOpacity(opacity)
            self._layer.triggerRepaint()

    def remove(self) -> None:
        unsaved = self._project.isDirty()
        remove_layers(self._project, marked_layers(self._project, PLAN))
        self._layer = None
        self._project.setDirty(unsaved)

    def _described(self, page: PlanPicture, placement: Placement) -> Path:
        """A new file each time: GDAL and QGIS keep what they have read of the old one."""
        from osgeo import gdal, osr

        self._written += 1
        laid, described = (self._folder / f"{name}-{self._written}.vrt" for name in ("laid", "plan"))
        grid = osr.SpatialReference()
        grid.ImportFromEPSG(27700)
        copy = gdal.GetDriverByName("VRT").CreateCopy(str(laid), gdal.Open(str(page.path)))
        copy.SetProjection(grid.ExportToWkt())
        copy.SetGeoTransform(placement.geotransform)
        del copy
        # Turned corners would be black without a band that says where the paper is
        warped = gdal.Warp(str(described), str(laid), format="VRT", dstAlpha=True, resampleAlg="bilinear")
        del warped
        return described
