"""QGIS's own algorithm: native:intersection of every layer with the sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.analysis import QgsNativeAlgorithms
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

from ..answers import Answers
from ..job import Job, SiteFile
from ..peer import Bulk, Peer
from .qgis_layers import QgisLayers


class QgisNative(QgisLayers, Bulk):
    """As from the toolbox, layer by layer; constraints are the input, so that each large one is prepared once."""

    def load(self) -> None:
        """Open the layers and have the algorithm ready."""
        super().load()
        self._provider = QgsNativeAlgorithms()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def sites(self, file: SiteFile) -> Any:
        """A layer in memory."""
        return self.site_layer(file)

    def bulk(self, sites: Any) -> Any:
        """A layer in memory comes of each."""
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
        found = []
        for layer in self.layers:
            given = {"INPUT": layer, "OVERLAY": sites, "INPUT_FIELDS": ["entity"], "OVERLAY_FIELDS": ["site"], "OUTPUT": "memory:"}
            algorithm = QgsApplication.processingRegistry().createAlgorithmById("native:intersection")
            results, done = algorithm.run(given, context, feedback)
            if not done:
                raise RuntimeError(f"native:intersection failed on {layer.name()}.")
            found.append(context.takeResultLayer(results["OUTPUT"]))
        return found

    def keep(self, found: Any, path: Path) -> None:
        """The features of the result layers."""
        rows = [(feature["site"], feature["entity"], feature.geometry().area()) for layer in found for feature in layer.getFeatures()]
        Answers.of(*zip(*rows)).save(path)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return QgisNative(job)
