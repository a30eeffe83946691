"""What the two QGIS peers share: QGIS without a window, and the generation's own layers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsFeature, QgsGeometry, QgsVectorLayer

from ..job import SiteFile
from ..peer import Peer
from ..source import layer_names, site_texts


class QgisLayers(Peer):
    """The layers as QGIS shows them, each with its R-tree in the file."""

    @property
    def versions(self) -> str:
        return f"QGIS {Qgis.version()}, GEOS {Qgis.geosVersion()}, Python {sys.version.split()[0]}"

    def load(self) -> None:
        """Open the layers."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        self.application = QgsApplication([], False)
        self.application.initQgis()
        self.layers = [QgsVectorLayer(f"{self.generation}|layername={name}", name, "ogr") for name in layer_names(self.generation)]
        broken = [layer.name() for layer in self.layers if not layer.isValid()]
        # Layers must be gone before QGIS is.
        self.closing.callback(self.application.exitQgis)
        self.closing.callback(self.layers.clear)
        if broken:
            raise RuntimeError(f"QGIS cannot open {', '.join(broken)}.")

    def geometries(self, file: SiteFile) -> list[Any]:
        """The sites of a file."""
        return [QgsGeometry.fromWkt(text) for text in site_texts(Path(file.path))]

    def site_layer(self, file: SiteFile) -> Any:
        """The sites as a layer in memory with their places."""
        layer = QgsVectorLayer("Polygon?crs=EPSG:27700&field=site:integer", "sites", "memory")
        features = []
        for place, geometry in enumerate(self.geometries(file)):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(geometry)
            feature.setAttribute("site", place)
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        return layer
