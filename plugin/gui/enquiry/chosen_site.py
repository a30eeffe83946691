"""The site that is chosen already: the red line of the selected application, the selected feature of the active layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsMapLayer, QgsProject, QgsVectorLayer

from ...boundary.place.outline import place_of_outline
from ...domain.place import Place, PlaceRefused
from ..layers.specification import to_shapely

if TYPE_CHECKING:
    from ...domain.reading import SiteReading

_GRID = "EPSG:27700"


def of_application(reading: SiteReading | None) -> Place:
    """The red line of an application. Raises PlaceRefused with a sentence where none is selected, or none can be used."""
    from dataclasses import replace

    if reading is None:
        raise PlaceRefused("No application is selected: open one, or click on its red line with “Select site”.")
    if reading.boundary is None:
        raise PlaceRefused(f"{reading.site} has no red line that can be used: the panel Site says why.")
    told = reading.application
    address = told.address.text if told is not None else ""
    shape: Any = reading.boundary.geometry
    place = place_of_outline(shape, f"{reading.site}, {address}".rstrip(", "), "The red line of the selected application.")
    return replace(place, application=(told.reference if told is not None else "") or reading.site)


def of_layer(layer: QgsMapLayer | None) -> Place:
    """The one selected feature of a layer. Raises PlaceRefused with a sentence where it is none, or no area."""
    if not isinstance(layer, QgsVectorLayer):
        raise PlaceRefused("The active layer has no features: choose a layer of areas in the layer panel, and select one of its features.")
    count = layer.selectedFeatureCount()
    if count != 1:
        chosen = f"{count:,} features are" if count else "No feature is"
        raise PlaceRefused(
            f"{chosen} selected in the layer {layer.name()}: an enquiry is about one. Select one with QGIS's selection tool."
        )
    if not layer.crs().isValid():
        raise PlaceRefused(f"The layer {layer.name()} has no coordinate system. Give it one in its properties.")
    shape = next(iter(layer.getSelectedFeatures())).geometry()
    if shape.isEmpty():
        raise PlaceRefused(f"The selected feature of {layer.name()} has no geometry.")
    shape.convertToStraightSegment()
    try:
        shape.transform(QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(_GRID), QgsProject.instance()))
    except QgsCsException as error:
        raise PlaceRefused(f"The selected feature of {layer.name()} can't be brought to the British National Grid.") from error
    return place_of_outline(to_shapely(shape), f"the selected feature of {layer.name()}", "An outline of one of your layers.")
