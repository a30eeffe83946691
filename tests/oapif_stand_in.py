"""A small server of OGC API Features with one collection, for the tests: two features a page, in longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .map_server import MapServer, ring

_PAGE = 2
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GEOJSON = "application/geo+json"


class OapifStandIn(MapServer):
    """``squares`` are (west, south) in degrees of squares of a thousandth. ``counted``: whether a page says how many there are in all;
    from the page ``broken_from`` on (0 is the first) nothing comes, None where all do."""

    def __init__(self, squares: Sequence[tuple[float, float]]) -> None:
        super().__init__()
        self.squares = list(squares)
        self.broken_from: int | None = None
        self.counted = True
        self.address = f"{self.origin}/ogc"

    @property
    def layer_address(self) -> str:
        """What QGIS calls the layer."""
        return f"pagingEnabled='true' pageSize='{_PAGE}' typename='tpo' url='{self.address}'"

    def is_for_features(self, path: str, asked: dict[str, str]) -> bool:
        return path.endswith("/items")

    def answer(self, path: str, asked: dict[str, str]) -> str:
        """The document for a question."""
        documents: dict[str, Any] = {
            "/ogc": {
                "title": "Maps of nowhere",
                "links": [
                    self._link("", "self", "application/json"),
                    self._link("/api", "service-desc", "application/vnd.oai.openapi+json;version=3.0"),
                    self._link("/conformance", "conformance", "application/json"),
                    self._link("/collections", "data", "application/json"),
                ],
            },
            "/ogc/api": {"openapi": "3.0.1", "info": {"title": "Maps of nowhere", "version": "1"}, "paths": {}},
            "/ogc/conformance": {"conformsTo": ["http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"]},
            "/ogc/collections": {"links": [], "collections": [self._collection()]},
            "/ogc/collections/tpo": self._collection(),
        }
        if path == "/ogc/collections/tpo/items":
            if self.broken_from is not None and int(asked.get("OFFSET", 0)) >= self.broken_from * _PAGE:
                return ""
            return json.dumps(self._page(int(asked.get("OFFSET", 0)), min(int(asked.get("LIMIT", _PAGE)), _PAGE)))
        return json.dumps(documents[path]) if path in documents else ""

    def _collection(self) -> dict[str, Any]:
        return {
            "id": "tpo",
            "title": "Tree preservation orders",
            "extent": {"spatial": {"bbox": [[-0.5, 51.3, 0.3, 51.7]], "crs": _CRS84}},
            "crs": [_CRS84],
            "links": [self._link("/collections/tpo/items", "items", _GEOJSON)],
        }

    def _page(self, begin: int, count: int) -> dict[str, Any]:
        shown = self.squares[begin : begin + count]
        further = begin + count < len(self.squares)
        following = self._link(f"/collections/tpo/items?offset={begin + count}&limit={count}", "next", _GEOJSON)
        page = {
            "type": "FeatureCollection",
            "links": [following] if further else [],
            "numberReturned": len(shown),
            "features": [
                {
                    "type": "Feature",
                    "id": f"tpo.{begin + at + 1}",
                    "properties": {"TPO_NO": f"T{begin + at + 1}"},
                    "geometry": {"type": "Polygon", "coordinates": [ring(west, south, 0.001)]},
                }
                for at, (west, south) in enumerate(shown)
            ],
        }
        return {**page, "numberMatched": len(self.squares)} if self.counted else page

    def _link(self, path: str, kind: str, media: str) -> dict[str, str]:
        return {"href": f"{self.address}{path}", "rel": kind, "type": media, "title": kind}
