"""The fields of a national standard as the mapping table asks for them, and what a layer's shapes fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsVectorLayer, QgsWkbTypes

from ...domain.plain_figures import counted
from ..layers.layer_aside import known_count
from .mapping_row import WantedField

if TYPE_CHECKING:
    from ...constraints.standard.first_rows import FirstRows
    from ...constraints.standard.standard import Standard

_SHAPES = {
    Qgis.GeometryType.Point: ("point", "point"),
    Qgis.GeometryType.Polygon: ("geometry", "polygon"),
    Qgis.GeometryType.Line: ("geometry", "line"),
}


def wanted_fields(standard: Standard, shapes: Mapping[str, str]) -> list[WantedField]:
    """Every field in the order in which it is published; of fields of which one is enough, the first is needed until one is filled."""
    from ...constraints.standard.standard import Need, words_of

    either = [field.name for field in standard.fields if field.need is Need.EITHER]
    needed = {field.name for field in standard.fields if field.need in (Need.MUST, Need.SHOULD)}
    needed.update(either[:1] if not set(either) & set(shapes) else ())
    return [WantedField(field.name, words_of(field.name), field.name in needed, field.is_geometry) for field in standard.fields]


def shapes_of(source: QgsVectorLayer, standard: Standard) -> dict[str, str]:
    """What a layer's shapes fill, in words, by field; nothing for a table without shapes."""
    field, kind = _SHAPES.get(QgsWkbTypes.geometryType(source.wkbType()), ("geometry", "shape"))
    if source.wkbType() == Qgis.WkbType.NoGeometry or field not in standard.names:
        return {}
    count = known_count(source)
    return {field: counted(count, kind) if count >= 0 else f"its {kind}s"}


def shapes_found(rows: FirstRows, layer: QgsVectorLayer | None, standard: Standard) -> dict[str, str]:
    """The same for a layer of QGIS, or for a file of which only the first rows are known."""
    if layer is not None:
        return shapes_of(layer, standard)
    found = {"geometry": "its polygons" if rows.has_outlines else "", "point": "its points" if rows.has_points else ""}
    return {field: words for field, words in found.items() if words and field in standard.names}
