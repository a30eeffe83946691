"""Three applications and two constraint layers of a place of nowhere, as files, and the store that is built of them."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import FixedClock

INSIDE = shapely.box(530000, 180000, 530050, 180040)
OUTSIDE = shapely.box(530400, 180000, 530450, 180040)
_CONSERVATION_AREA = shapely.box(529900, 179900, 530025, 180100)
_LISTED = shapely.Point(530010, 180010)


def write_applications(folder: Path) -> Path:
    """One site half in the conservation area, one well outside, one without a red line, and a file that is none of ours."""
    folder.mkdir(parents=True)
    _write(folder / "26-00001-HAPP.geojson", _feature(INSIDE, {}))
    _write(folder / "26-00002-HAPP.geojson", _feature(OUTSIDE, {}))
    _write(folder / "26-00003-HAPP.geojson", {"type": "Feature", "properties": {}, "geometry": None})
    return folder


def write_table(folder: Path) -> tuple[Path, Path]:
    """The first two sites once more in a table with a council's own names of columns, and the mapping of them."""
    rows = ["APP_NO,WHERE_IT_IS,LINE", f'26-00011-FUL,1 High Street,"{INSIDE.wkt}"', f'26-00012-FUL,2 High Street,"{OUTSIDE.wkt}"']
    table, mapping = folder / "register.csv", folder.parent / "columns.json"
    table.write_text("\n".join(rows), encoding="utf-8")
    _write(mapping, {"reference": "APP_NO", "address": "WHERE_IT_IS", "geometry": "LINE", "crs": "EPSG:27700"})
    return table, mapping


def write_constraints(folder: Path, *, district: bool = False, border: float = 540_000) -> list[Path]:
    """The two constraint layers, and where it is wanted the authority's district around all of it, as far east as its ``border``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    districts = (("local-authority-district", shapely.box(520_000, 170_000, border, 190_000)),) if district else ()
    for slug, shape in (("conservation-area", _CONSERVATION_AREA), ("listed-building", _LISTED), *districts):
        record = {"entity": 1, "reference": "R1", "name": f"A {slug}", "dataset": slug}
        path = folder / f"{slug}.geojson"
        _write(path, {"type": "FeatureCollection", "features": [_feature(shape, record)]})
        files.append(path)
    return files


def build(folder: Path, *, border: float | None = None) -> Path:
    """A store in ``folder``/store with full coverage, and with a district as far east as ``border`` where one is given."""
    build_store(
        BuildRequest(folder / "store", write_constraints(folder, district=border is not None, border=border or 0.0), coverage="full"),
        transformer=Transformer(),
        clock=FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)),
        catalogue=Catalogue.load(),
    )
    return folder / "store"


def _feature(shape: shapely.Geometry, properties: dict[str, Any]) -> dict[str, Any]:
    degrees = Transformer().to_wgs84(shape)
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(degrees))}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
