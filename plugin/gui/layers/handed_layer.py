"""A layer of a database on its way to the window's thread: QGIS shares its connections there only, and elsewhere has one for each layer."""

from __future__ import annotations

from qgis.core import Qgis, QgsDataProvider, QgsMapLayer, QgsProviderRegistry, QgsReadWriteContext, QgsVectorLayer
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtXml import QDomDocument

from .constraint_layers import shut_layer
from .unnamed_errors import UnnamedErrors


class HandedLayer:
    """Made of an open layer on any thread, taken once on the window's; between the two it holds no connection.

    QGIS opens the layers of a project in this way: what a provider learns from its database it learns beside the window.
    """

    def __init__(self, layer: QgsVectorLayer, window: QThread) -> None:
        """Raises StoreError where the database does not answer."""
        self._name = layer.name()
        self._written = QDomDocument()
        element = self._written.createElement("maplayer")
        self._written.appendChild(element)
        layer.writeLayerXml(element, self._written, QgsReadWriteContext())
        shut = shut_layer(self._name)
        flags = Qgis.DataProviderReadFlags(Qgis.DataProviderReadFlag.ParallelThreadLoading)
        with UnnamedErrors(shut):
            # Told by the store; a layer of an older push asks its table, which takes too long for the window
            self._extent = layer.extent()
            provider = QgsProviderRegistry.instance().createProvider(
                layer.providerType(), layer.source(), QgsDataProvider.ProviderOptions(), flags
            )
        if provider is None or not provider.isValid():
            raise shut
        provider.moveToThread(window)
        self._provider = provider

    def take(self) -> QgsVectorLayer:
        """The layer as it was. Raises StoreError where the database answers no more."""
        layer, shut = QgsVectorLayer(), shut_layer(self._name)
        with UnnamedErrors(shut):
            layer.readLayerXml(self._written.documentElement(), QgsReadWriteContext(), QgsMapLayer.ReadFlags(), self._provider)
        if not layer.isValid():
            raise shut
        layer.setExtent(self._extent)
        return layer
