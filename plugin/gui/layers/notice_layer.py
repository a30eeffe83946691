"""The red line of a site notice as a layer: drawn as on a location plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsSimpleLineSymbolLayer, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .proposed_row import ProposedRow
from .specification import LayerSpecification
from .symbols import fill_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_RED, _NAME = "#d4351c", "Site"


def notice_layer(line: BaseGeometry) -> QgsVectorLayer:
    """One polygon in EPSG:27700, edged red over white."""
    specification: LayerSpecification[ProposedRow] = LayerSpecification(_NAME, _NAME, "MultiPolygon", ProposedRow)
    layer = specification.create()
    specification.fill(layer, [ProposedRow(line)])
    casing, stroke = QgsSimpleLineSymbolLayer(QColor("#ffffff"), 2.0), QgsSimpleLineSymbolLayer(QColor(_RED), 0.9)
    for each in (casing, stroke):
        each.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    layer.setRenderer(QgsSingleSymbolRenderer(fill_of(casing, stroke)))
    return layer
