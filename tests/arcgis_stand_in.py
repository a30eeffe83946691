"""A small ArcGIS FeatureServer with one layer, for the tests: two features a question, in the British National Grid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .map_server import MapServer, ring

_PATH = "/arcgis/rest/services/Trees/FeatureServer/0"
_GRID = {"wkid": 27700, "latestWkid": 27700}
_MOST = 2


class ArcgisStandIn(MapServer):
    """``squares`` are (west, south) of squares of 100 m; of the questions for features those after the first ``broken_from`` fail, None
    where none do."""

    def __init__(self, squares: Sequence[tuple[float, float]]) -> None:
        super().__init__()
        self.squares = list(squares)
        self.broken_from: int | None = None
        self.address = f"{self.origin}{_PATH}"
        self._given = 0

    @property
    def layer_address(self) -> str:
        """What QGIS calls the layer."""
        return f"crs='EPSG:27700' url='{self.address}'"

    def is_for_features(self, path: str, asked: dict[str, str]) -> bool:
        return path.endswith("/query")

    def answer(self, path: str, asked: dict[str, str]) -> str:
        """The document for a question."""
        if path == _PATH:
            return json.dumps(self._layer())
        if path != f"{_PATH}/query":
            return ""
        numbers = [int(number) for number in asked.get("OBJECTIDS", "").split(",") if number]
        if asked.get("RETURNIDSONLY") == "true":
            return json.dumps({"objectIdFieldName": "OBJECTID", "objectIds": list(range(1, len(self.squares) + 1))})
        if asked.get("RETURNCOUNTONLY") == "true":
            return json.dumps({"count": len(self.squares)})
        if asked.get("RETURNEXTENTONLY") == "true":
            return json.dumps({"extent": self._layer()["extent"]})
        self._given += 1
        if self.broken_from is not None and self._given > self.broken_from:
            # So does ArcGIS say that it fails, with the status of success
            return json.dumps({"error": {"code": 500, "message": "Error performing query operation", "details": []}})
        features = [self._feature(number) for number in numbers[:_MOST]]
        kind = {"objectIdFieldName": "OBJECTID", "geometryType": "esriGeometryPolygon", "spatialReference": _GRID}
        return json.dumps({**kind, "features": features})

    def _layer(self) -> dict[str, Any]:
        fields = [
            {"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"},
            {"name": "TPO_NO", "type": "esriFieldTypeString", "alias": "TPO_NO", "length": 20},
        ]
        return {
            "currentVersion": 11.1,
            "id": 0,
            "name": "Tree preservation orders",
            "type": "Feature Layer",
            "geometryType": "esriGeometryPolygon",
            "objectIdField": "OBJECTID",
            "fields": fields,
            "extent": {"xmin": 529000, "ymin": 179000, "xmax": 535000, "ymax": 182000, "spatialReference": _GRID},
            "maxRecordCount": _MOST,
            "capabilities": "Query",
        }

    def _feature(self, number: int) -> dict[str, Any]:
        west, south = self.squares[number - 1]
        return {
            "attributes": {"OBJECTID": number, "TPO_NO": f"T{number}"},
            "geometry": {"rings": [ring(west, south, 100)[::-1]], "spatialReference": _GRID},
        }
