"""Redline's store of the made data: built by the public verb, and measured."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .made.data import MadeData

_TOP = Path(__file__).parents[2]


@dataclass(frozen=True)
class OurStore:
    """Where it lies, and what building it took: seconds, peak MiB of all its processes, pieces. Figures of the build that made it."""

    folder: str
    generation: str
    features: int
    vertices: int
    pieces: int
    seconds: float
    memory: float

    @property
    def path(self) -> Path:
        """The generation's GeoPackage."""
        return Path(self.folder) / "generations" / f"{self.generation}.gpkg"


def our_store(made: MadeData, code: str, *, anew: bool = False) -> OurStore:
    """The store of ``made`` beside it; one that the same data and the same code of the builder (``code``) made is used again."""
    folder = made.folder / "store"
    mark = made.folder / "store.json"
    recipe = f"{made.recipe} {code}"
    if mark.exists() and not anew:
        found = json.loads(mark.read_text(encoding="utf-8"))
        if found["recipe"] == recipe and Path(found["store"]["folder"]) == folder:
            return OurStore(**found["store"])
    mark.unlink(missing_ok=True)
    print(f"Building the store of {made.features:,} features.", file=sys.stderr)
    report, memory = _built(folder, made.constraints)
    store = OurStore(
        folder=str(folder),
        generation=report["generation"],
        features=made.features,
        vertices=made.vertices,
        pieces=sum(dataset["pieces"] for dataset in report["datasets"]),
        seconds=report["seconds"],
        memory=memory,
    )
    mark.write_text(json.dumps({"recipe": recipe, "store": asdict(store)}, indent=1), encoding="utf-8")
    return store


@dataclass(frozen=True)
class Rate:
    """How quickly one kind of geometry is loaded, by itself in a store of its own: what it is, how many there are, seconds, peak MiB."""

    what: str
    features: int
    seconds: float
    memory: float


def rates(made: MadeData, code: str, *, anew: bool = False) -> list[Rate]:
    """Points, small polygons, and the largest polygon alone."""
    mark = made.folder / "rates.json"
    recipe = f"{made.recipe} {code}"
    if mark.exists() and not anew:
        found = json.loads(mark.read_text(encoding="utf-8"))
        if found["recipe"] == recipe:
            return [Rate(**each) for each in found["rates"]]
    files = {
        "points": made.constraints / "listed-building.csv",
        "small polygons": made.constraints / "tree-preservation-zone.csv",
        f"a polygon of {made.largest:,} vertices": _largest(made),
    }
    found_rates = []
    for what, file in files.items():
        report, memory = _built(made.folder / "rate", file)
        found_rates.append(Rate(what, sum(dataset["count"] for dataset in report["datasets"]), report["seconds"], memory))
    shutil.rmtree(made.folder / "rate")
    mark.write_text(json.dumps({"recipe": recipe, "rates": [asdict(each) for each in found_rates]}, indent=1), encoding="utf-8")
    return found_rates


def _largest(made: MadeData) -> Path:
    """A file with nothing but the largest polygon of the largest dataset."""
    source, target = made.constraints / "flood-risk-zone.csv", made.folder / "largest.csv"
    with source.open(encoding="utf-8") as lines:
        head = next(lines)
        target.write_text(head + max(lines, key=len), encoding="utf-8")
    return target


def _built(folder: Path, files: Path) -> tuple[dict[str, Any], float]:
    """A new store in ``folder``: the report, and the peak memory of all processes in MiB. Raises CalledProcessError."""
    shutil.rmtree(folder, ignore_errors=True)
    finished = subprocess.run(
        [
            *(sys.executable, "-m", "scripts.benchmark.measured"),
            *("store", "build", str(folder), str(files), "--coverage", "full", "--json"),
        ],
        cwd=_TOP,
        env={**os.environ, "PYTHONPATH": str(_TOP)},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(finished.stdout), float(finished.stderr.strip().splitlines()[-1]) / 1024
