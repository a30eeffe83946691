"""QGIS as a plugin uses it: QgsFeatureRequest round one site, then a prepared geometry engine."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsFeatureRequest, QgsGeometry

from ..answers import Answers
from ..job import Job, SiteFile
from ..peer import Peer, Single
from .qgis_layers import QgisLayers


class QgisRequest(QgisLayers, Single):
    """One site after another, layer by layer."""

    def sites(self, file: SiteFile) -> list[Any]:
        """Geometries."""
        return self.geometries(file)

    def single(self, sites: list[Any], place: int) -> Any:
        """The R-tree of each layer gives what is near, the engine says how it stands."""
        site, near = sites[place], self.job.near
        engine = QgsGeometry.createGeometryEngine(site.constGet())
        engine.prepareGeometry()
        request = QgsFeatureRequest().setFilterRect(site.boundingBox().buffered(near))
        found = []
        for layer in self.layers:
            for feature in layer.getFeatures(request.setSubsetOfAttributes(["entity"], layer.fields())):
                shape = feature.geometry().constGet()
                if engine.intersects(shape):
                    overlap = engine.intersection(shape)
                    found.append((feature["entity"], overlap.area() if overlap is not None else 0.0, 0.0))
                    continue
                distance = engine.distance(shape)
                if distance <= near:
                    found.append((feature["entity"], 0.0, distance))
        return found

    def single_answers(self, place: int, found: Any) -> Answers:
        """The rows."""
        if not found:
            return Answers.of([], [], [])
        entities, areas, distances = zip(*found)
        return Answers.of([place] * len(found), entities, areas, distances)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return QgisRequest(job)
