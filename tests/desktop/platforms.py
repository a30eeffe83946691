"""Constraints on a stand-in of the platform, with what is planted in them; and a first store that is made of them.

``python -m tests.desktop.platforms STORE ADDRESS AUTHORITY DATASET...`` fetches the store in a process of its own, where PROJ finds the
grid.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shapely
import shapely.affinity

from plugin.backoffice.platform_web import PlatformWeb
from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.authority import DISTRICT
from plugin.constraints.platform.platform_settings import settings_for
from plugin.constraints.platform.refresh import refresh
from plugin.constraints.platform.refresh_request import RefreshRequest
from plugin.constraints.store.put_back import put_into_use
from plugin.domain.clock import SystemClock
from tests.platform_stand_in import Platform, authority
from tests.unit.constraints.platform.southwark import DATASETS as SOUTHWARK_LAYERS

AREAS, DIRECTIONS, LISTED = "conservation-area", "article-4-direction-area", "listed-building"
DATASETS = (AREAS, DIRECTIONS, LISTED)
SALTMERE = "SALT"
#: The day on which the platform took the planted changes in, later than all of the sample.
_ENTERED = "2026-11-20"


def saltmere(folder: Path) -> Platform:
    """The platform with the constraints that lie in a sample's folder."""
    records = [record for slug in (DISTRICT, *DATASETS) for record in _records(folder / "constraints" / f"{slug}.geojson")]
    return Platform(records, authorities=[authority(999999, SALTMERE, "Borough of Saltmere (sample)", "E07999999")])


def plant(platform: Platform, site: shapely.Geometry) -> None:
    """What changes over there: an area is added about a site (EPSG:27700), one is moved, one re-worded, a direction ended, and most of the
    listed buildings are lost."""
    about = Transformer().to_wgs84(shapely.box(*site.buffer(60).bounds))
    named = {each["reference"]: each for each in platform.records}
    platform.records.append(
        {**named["CA02"], "entity": 9900009001, "reference": "CA09", "name": "Harbour Approach", "geometry": _multi(about), "point": ""}
    )
    area = shapely.from_wkt(named["CA08"]["geometry"])
    named["CA08"]["geometry"] = shapely.to_wkt(shapely.affinity.translate(area, 0.0006, 0.0003), rounding_precision=9)
    named["CA02"]["name"] = "Wethering and Wethering Green"
    named["A4D1-1"]["end-date"] = "2026-11-19"
    for each in (platform.records[-1], named["CA08"], named["CA02"], named["A4D1-1"]):
        each["entry-date"] = _ENTERED
    lost = [each for each in platform.records if each["dataset"] == LISTED][8:]
    platform.records[:] = [each for each in platform.records if each not in lost]


def plant_in_southwark(platform: Platform) -> None:
    """Of the council's real layers: one conservation area is moved, one re-worded, a direction added, a preservation zone ended, and half
    of the listed building outlines are lost."""
    of = {slug: [each for each in platform.records if each["dataset"] == slug] for slug in SOUTHWARK_LAYERS}
    areas, zones = of["conservation-area"], of["tree-preservation-zone"]
    directions, outlines = of["article-4-direction-area"], of["listed-building-outline"]
    shape = shapely.from_wkt(areas[0]["geometry"])
    areas[0]["geometry"] = shapely.to_wkt(shapely.affinity.translate(shape, 0.0006, 0.0003), rounding_precision=6)
    # The council's own column is what the record is called
    areas[1]["name"] = areas[1]["conservation-area"] = f"{areas[1]['name']} and Quay"
    zones[0]["end-date"] = "2026-11-19"
    added = {**directions[0], "entity": 990_001, "reference": "A4-NEW", "name": "Quayside", "geometry": areas[1]["geometry"]}
    for each in (areas[0], areas[1], zones[0], added):
        each["entry-date"] = _ENTERED
    lost = {each["entity"] for each in outlines[len(outlines) // 2 :]}
    platform.records[:] = [*(each for each in platform.records if each["entity"] not in lost), added]


def _records(path: Path) -> list[dict[str, Any]]:
    return [_record(feature) for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]


def _record(feature: dict[str, Any]) -> dict[str, Any]:
    shape = shapely.from_geojson(json.dumps(feature["geometry"])) if feature["geometry"] else None
    is_point = shape is not None and shape.geom_type == "Point"
    wkt = shapely.to_wkt(shape, rounding_precision=9) if shape is not None else ""
    return {**feature["properties"], "geometry": "" if is_point else wkt, "point": wkt if is_point else ""}


def _multi(shape: shapely.Geometry) -> str:
    return str(shapely.to_wkt(shapely.multipolygons([shape]), rounding_precision=9))


def fetch(store: Path, address: str, of: str, datasets: list[str]) -> None:
    """A store of what the platform has, in use."""
    settings = settings_for(address)
    web = PlatformWeb(settings)
    clock, catalogue = SystemClock(), Catalogue.load()
    found = refresh(RefreshRequest(store, of, datasets), Asker(web, settings), transformer=Transformer(), clock=clock, catalogue=catalogue)
    put_into_use(store, found.generation)
    web.close()


if __name__ == "__main__":
    fetch(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
