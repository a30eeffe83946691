"""Map symbols put together from layers, in the way that leaves QGIS their owner."""

from __future__ import annotations

from qgis.core import QgsFillSymbol, QgsLineSymbol, QgsSymbolLayer


def fill_of(*layers: QgsSymbolLayer) -> QgsFillSymbol:
    """An area symbol of these layers, from the ground up."""
    symbol = QgsFillSymbol.createSimple({})
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol


def line_of(*layers: QgsSymbolLayer) -> QgsLineSymbol:
    """A line symbol of these layers, from the ground up."""
    symbol = QgsLineSymbol.createSimple({})
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol
