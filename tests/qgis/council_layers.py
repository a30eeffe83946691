"""A street of a place of nowhere in the council's own layers: addresses, parcels, the highway between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from plugin.gui.layers.specification import to_qgis

#: West of the site the house next door, ten metres beyond its eastern edge one more, both on plots of their own; a house far away.
NEXT_DOOR = (530_000.0 - 8, 180_020.0)
BEYOND = (530_065.0, 180_020.0)
FAR_AWAY = (535_000.0, 180_000.0)
HOUSES = ((100, "1", "Mill Lane", NEXT_DOOR), (102, "5", "Mill Lane", BEYOND), (103, "9", "Far Lane", FAR_AWAY))
PLOTS = (shapely.box(529_980, 180_000, 530_000, 180_040), shapely.box(530_055, 180_000, 530_080, 180_040))


def memory_layer(kind: str, name: str, columns: str, rows: list[tuple[Any, list[Any]]], system: str = "EPSG:27700") -> QgsVectorLayer:
    """A layer in memory; the shapes are given in EPSG:27700."""
    layer = QgsVectorLayer(f"{kind}?crs={system}{columns}", name, "memory")
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:27700"), layer.crs(), QgsProject.instance())
    features = []
    for shape, values in rows:
        feature = QgsFeature(layer.fields())
        geometry = to_qgis(shape)
        geometry.transform(there)
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def addresses(system: str = "EPSG:27700", name: str = "Addresses") -> QgsVectorLayer:
    """The houses, their address in two columns."""
    rows = [(shapely.Point(at), [uprn, number, street]) for uprn, number, street, at in HOUSES]
    return memory_layer("MultiPoint", name, "&field=UPRN:int8&field=PAO:string&field=STREET:string", rows, system)


def parcels() -> QgsVectorLayer:
    return memory_layer("MultiPolygon", "Parcels", "&field=INSPIREID:int", [(plot, [number]) for number, plot in enumerate(PLOTS, 1)])


def parcels_with_addresses() -> QgsVectorLayer:
    """A layer of parcels that bear the address themselves."""
    rows = [(plot, [uprn, f"{number} {street}"]) for plot, (uprn, number, street, _) in zip(PLOTS, HOUSES)]
    return memory_layer("MultiPolygon", "Land", "&field=uprn:int8&field=address:string", rows)


def written(layer: QgsVectorLayer, path: Path, driver: str = "GPKG") -> str:
    """The layer as a file; gives its path."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    options.layerName = layer.name()
    options.actionOnExistingFile = (
        QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        if path.exists()
        else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
    )
    error = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    assert error[0] == QgsVectorFileWriter.WriterError.NoError, error
    return str(path)
