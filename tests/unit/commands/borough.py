"""A few constraints and sites in a folder, all in British National Grid, for runs of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .streams import Run, feature, square

WEST, SOUTH = 532000.0, 180000.0


def write(path: Path, value: Any) -> Path:
    """``value`` as JSON in a file."""
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    """A FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def conservation_areas(folder: Path, **properties: object) -> Path:
    """One conservation area of 100 m by 100 m."""
    described = {"dataset": "conservation-area", "entity": 44000001, "reference": "CA1", "name": "Old Market", **properties}
    return write(folder / "conservation-area.geojson", collection(feature(square(WEST, SOUTH, 100), **described)))


def trees(folder: Path) -> Path:
    """One tree preservation zone, 30 m east of the conservation area."""
    described = {"dataset": "tree-preservation-zone", "entity": 19000001, "reference": "TPO1", "name": "The Limes"}
    return write(folder / "tree-preservation-zone.geojson", collection(feature(square(WEST + 130, SOUTH, 20), **described)))


def site(folder: Path, name: str = "site", west: float = WEST + 90, south: float = SOUTH + 10, side: float = 20.0) -> Path:
    """A square site; as it stands, half of it lies in the conservation area, and 20 m from the tree preservation zone."""
    return write(folder / f"{name}.geojson", feature(square(west, south, side)))


def store(folder: Path, *options: object, **properties: object) -> Path:
    """A store of the two datasets, which speak everywhere unless ``options`` say otherwise."""
    files = (conservation_areas(folder, **properties), trees(folder))
    built = Run("store", "build", folder / "store", *files, *(options or ("--coverage", "full")))
    if built.code != 0:
        raise AssertionError(built.error)
    return folder / "store"
