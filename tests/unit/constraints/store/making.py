"""Small constraint files and stores of them, for the tests beside this file."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.store.build_report import BuildReport, DatasetReport
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.finding import Entity

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
EVERYWHERE = (-1e7, -1e7, 1e7, 1e7)


class TickingClock:
    """A minute passes each time it is asked, so that every build has a moment of its own."""

    def __init__(self) -> None:
        self._moment = NOON

    def now(self) -> datetime:
        self._moment += timedelta(minutes=1)
        return self._moment


def feature(geometry: str | None, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature from WKT; underscores in names become hyphens."""
    shape = None if geometry is None else json.loads(shapely.to_geojson(shapely.from_wkt(geometry)))
    return {"type": "Feature", "properties": {name.replace("_", "-"): value for name, value in properties.items()}, "geometry": shape}


def collection(path: Path, *features: dict[str, Any], **members: Any) -> Path:
    """Write a FeatureCollection."""
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": list(features)}), encoding="utf-8")
    return path


def square(west: float, south: float, side: float = 100.0) -> str:
    """WKT of a square."""
    return shapely.box(west, south, west + side, south + side).wkt


def build(folder: Path, *files: Path, clock: Any = None, progress: Any = None, **options: Any) -> BuildReport:
    """A build with a clock that ticks and the real catalogue; ``options`` are what is asked for."""
    return build_store(
        BuildRequest(folder, files, **options),
        transformer=Transformer(),
        clock=clock or TickingClock(),
        catalogue=Catalogue.load(),
        progress=progress,
    )


def built_alone(folder: Path, file: Path, **options: Any) -> DatasetReport:
    """The report of a build that brings one dataset."""
    (report,) = build(folder, file, **options).datasets
    return report


def entities(store: LocalStore) -> list[Entity]:
    """Every entity that has a piece, in the order of the numbers."""
    found = store.candidates(EVERYWHERE).entities.values()
    return sorted(found, key=lambda entity: (entity.dataset, entity.number, entity.key))
