"""What lies beneath a red line on paper: copies of the base map's layers, and what has to stand beside them."""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapCanvas

from .layers.attribution import credit
from .requests.letter_ground import attribution_of, ground_layers
from .settings import Settings


class MapGround:
    """Belongs to one map canvas; for the GUI thread."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas

    def copies(self, settings: Settings) -> tuple[list[QgsMapLayer], str]:
        """Layers that nobody else has, of nobody's thread, from the top; and their attribution."""
        layers = ground_layers(self._canvas)
        chosen = settings.base_map()
        copies = [layer.clone() for layer in layers]
        for copy in copies:
            copy.moveToThread(None)
        return copies, attribution_of(layers) or credit(chosen.attribution, chosen.licence_line)
