"""Southwark's own layers as the platform would have them: the real records, with numbers and references of their own."""

from __future__ import annotations

import json
from typing import Any

import shapely

from tests.platform_stand_in import district, record
from tests.shared import shared_path

DATASETS = ("article-4-direction-area", "conservation-area", "listed-building-outline", "tree-preservation-zone")


def southwark() -> list[dict[str, Any]]:
    """All records of the four layers, and the district; skips the test where the layers are not here."""
    records = [district(_wkt(_features("local-authority-district")[0]["geometry"]))]
    for order, dataset in enumerate(DATASETS, start=1):
        for number, feature in enumerate(_features(dataset), start=1):
            told = {name.lower().replace("_", "-"): str(value) for name, value in feature["properties"].items() if value is not None}
            name = told.get("name") or told.get("conservation-area") or told.get("location", "")
            told.update(name=name, reference=f"{dataset}-{number}")
            records.append(record(order * 100_000 + number, dataset, _wkt(feature["geometry"]), **told))
    return records


def _features(dataset: str) -> list[dict[str, Any]]:
    path = shared_path(f"data/southwark/geojson/{dataset}.geojson")
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


def _wkt(geometry: dict[str, Any] | None) -> str:
    return "" if geometry is None else str(shapely.to_wkt(shapely.from_geojson(json.dumps(geometry)), rounding_precision=6))
