"""Opening a file in QGIS so that GDAL writes nothing beside it, as Redline's own readers open it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsDataProvider, QgsProviderRegistry, QgsVectorLayer

from ...boundary.vector_source import opening_options

_OPTION = "|option:"
#: Of what QGIS tells of a layer of a file: number, name, count, kind of shape, column of shapes.
_NAME = 1


def beside_nothing(address: str) -> str:
    """The address of a layer of GDAL's, with the options that keep GDAL from writing beside its file."""
    options = opening_options(address.partition("|")[0])
    told = [f"{_OPTION}{name}={value}" for name, value in options.items() if f"{_OPTION}{name}=" not in address]
    return address + "".join(told)


def layers_of_file(path: Path) -> dict[str, str]:
    """The layers with features in a file, by name, each with what QGIS opens it by."""
    if not opening_options(str(path)):
        found = QgsProviderRegistry.instance().querySublayers(str(path))
        return {str(each.name()): str(each.uri()) for each in found if each.type() == Qgis.LayerType.Vector and each.providerKey() == "ogr"}
    # QGIS looks for the layers of a file with no option, whatever the address says
    layer = QgsVectorLayer(beside_nothing(str(path)), path.stem, "ogr", QgsVectorLayer.LayerOptions(False))
    told = layer.dataProvider().subLayers() if layer.isValid() else []
    names = [str(each).split(QgsDataProvider.sublayerSeparator())[_NAME] for each in told]
    return {name: beside_nothing(f"{path}|layername={name}") for name in names}
