"""Makes safe fixes in a layer of the project, as one step of its edit session: one undo takes all of them back, nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import NULL, Qgis, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsVectorDataProvider, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QMetaType

from ...domain.plain_figures import counted
from ..layers.specification import to_qgis, to_shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.standard.mend import RowFix
    from ..tasks.standard_task import StandardResult

_STEP = "Redline: safe fixes by the national standard"
_FOR_SHAPES = QgsVectorDataProvider.Capability.ChangeGeometries
_FOR_TEXTS = QgsVectorDataProvider.Capability.ChangeAttributeValues
#: Places that were left and are told one by one.
_SHOWN = 5


class Edited(NamedTuple):
    """In how many places a layer was changed, and why others were left, in sentences."""

    places: int
    left: tuple[str, ...]


def why_not_editable(layer: QgsVectorLayer | None, result: StandardResult) -> str:
    """Why the fixes of a check can't be made in the layer itself, "" where they can."""
    if layer is None:
        return "A file is not changed in place; add it to the project as a layer to mend it there."
    may = layer.dataProvider().capabilities()
    needed = {_FOR_SHAPES if fix.is_shape else _FOR_TEXTS for fix in result.fixes}
    if layer.readOnly() or not all(may & each for each in needed):
        return f"The layer {layer.name()} can't be edited: it, or your right to it, is for reading only."
    return ""


def edit_fixes(layer: QgsVectorLayer, result: StandardResult) -> Edited:
    """Make the fixes of a check in the layer's edit session, which begins where there is none. What has changed since the check is left."""
    if not layer.isEditable() and not layer.startEditing():
        return Edited(0, (f"QGIS could not begin to edit the layer {layer.name()}.",))
    editor, made, left, done = _Editor(layer, result), 0, [], False
    layer.beginEditCommand(_STEP)
    try:
        for fix in result.fixes:
            why = editor.make(fix)
            made += not why
            left += [f"Row {fix.row}, {fix.field}: {why}."] if why else []
        done = made > 0
    finally:
        (layer.endEditCommand if done else layer.destroyEditCommand)()
    layer.triggerRepaint()
    return Edited(made, tuple(left))


def edited_words(edited: Edited, name: str) -> list[str]:
    """What was done to the layer of that name, and what was left."""
    words = [f"{counted(edited.places, 'place')} changed in the edit session of {name}: look at it, then save or undo it in QGIS."]
    if not edited.places:
        words = [f"Nothing was changed in {name}."]
    more = len(edited.left) - _SHOWN
    return [*words, *edited.left[:_SHOWN], *([f"And {more:,} more that were left."] if more > 0 else [])]


class _Editor:
    def __init__(self, layer: QgsVectorLayer, result: StandardResult) -> None:
        self._layer = layer
        self._columns = result.table.columns
        self._ids = result.features
        self._features = _features(layer, {self._ids[fix.row - 1] for fix in result.fixes})
        self._right = self._made_right(result)

    def make(self, fix: RowFix) -> str:
        """Why a fix was not made, "" where it was."""
        feature = self._features.get(self._ids[fix.row - 1])
        if feature is None:
            return "it is not in the layer any more"
        return self._shape(feature, fix) if fix.is_shape else self._text(feature, fix)

    def _text(self, feature: QgsFeature, fix: RowFix) -> str:
        column = self._columns.get(fix.field, "")
        position = self._layer.fields().indexFromName(column)
        if position < 0:
            return "its text stands in the mapping, not in the layer"
        value = feature.attribute(position)
        if value == NULL or value is None or str(value) != fix.before:
            return "the layer says something else there, or the mapping says it in other words"
        if self._layer.fields().at(position).type() != QMetaType.Type.QString:
            return f"the column {column} holds no text"
        return "" if self._layer.changeAttributeValue(feature.id(), position, fix.after, value) else "the layer does not take it"

    def _shape(self, feature: QgsFeature, fix: RowFix) -> str:
        shape = feature.geometry()
        if shape.isNull() or QgsWkbTypes.hasZ(shape.wkbType()) or QgsWkbTypes.hasM(shape.wkbType()):
            return "it has no shape any more" if shape.isNull() else "its corners have heights, which a repair would lose"
        made = self._right[(fix.row, fix.field)]
        if made is None:
            return "the shape has changed since it was checked"
        geometry = _as_layer_has_it(to_qgis(made), self._layer)
        if geometry is None:
            return "it would have several parts, and the layer takes one"
        return "" if self._layer.changeGeometry(feature.id(), geometry) else "the layer does not take it"

    def _made_right(self, result: StandardResult) -> dict[tuple[int, str], BaseGeometry | None]:
        """What the shapes of fixes become, by row and field, in the layer's own coordinates, so that no other corner moves.

        That is what was shown where the layer has what was checked; None for a shape that is right by now.
        """
        import numpy as np
        import shapely

        from ...arrays import as_array, values
        from ...constraints.standard.shape_checks import made_right

        made: dict[tuple[int, str], BaseGeometry | None] = {}
        for field in result.table.standard.fields:
            fixes = [fix for fix in result.fixes if fix.is_shape and fix.field == field.name]
            given = as_array([self._given(fix) for fix in fixes])
            before = as_array([fix.before for fix in fixes])
            others = values(np.flatnonzero(~shapely.equals_exact(given, before)))
            right = dict(zip(others, values(made_right(given[others], field))))
            for at, fix in enumerate(fixes):
                after = right.get(at, fix.after)
                made[(fix.row, fix.field)] = None if after is given[at] and not fix.is_exchanged else after
        return made

    def _given(self, fix: RowFix) -> BaseGeometry | None:
        feature = self._features.get(self._ids[fix.row - 1])
        if feature is None or feature.geometry().isNull():
            return None
        return _exchanged(feature.geometry()) if fix.is_exchanged else to_shapely(feature.geometry())


def _exchanged(geometry: QgsGeometry) -> BaseGeometry:
    exchanged = QgsGeometry(geometry)
    exchanged.get().swapXy()
    return to_shapely(exchanged)


def _features(layer: QgsVectorLayer, wanted: Iterable[int]) -> dict[int, QgsFeature]:
    request = QgsFeatureRequest().setFilterFids(list(wanted))
    return {int(feature.id()): feature for feature in layer.getFeatures(request)}


def _as_layer_has_it(geometry: QgsGeometry, layer: QgsVectorLayer) -> QgsGeometry | None:
    """One part or several, as the layer has its shapes; None where that can't be."""
    kind = layer.wkbType()
    if kind in (Qgis.WkbType.Unknown, Qgis.WkbType.GeometryCollection) or QgsWkbTypes.isMultiType(kind):
        return geometry
    # QGIS itself keeps the first of several parts alone
    return geometry if geometry.constGet().partCount() == 1 and geometry.convertToSingleType() else None
