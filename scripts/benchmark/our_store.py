"""Redline's store of the made data: built by the public verb, and measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .made.data import MadeData

_TOP = Path(__file__).parents[2]


@dataclass(frozen=True)
class OurStore:
    """Where it lies, and what building it took: seconds, peak MiB of the largest process, pieces. Figures of the build that made it."""

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
    began = time.perf_counter()
    arguments = ["store", "build", str(folder), str(made.constraints), "--coverage", "full", "--keep", "1", "--json"]
    finished = subprocess.run(
        [sys.executable, "-m", "scripts.benchmark.measured", *arguments],
        cwd=_TOP,
        env={**os.environ, "PYTHONPATH": str(_TOP)},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - began
    report = json.loads(finished.stdout)
    store = OurStore(
        folder=str(folder),
        generation=report["generation"],
        features=made.features,
        vertices=made.vertices,
        pieces=sum(dataset["pieces"] for dataset in report["datasets"]),
        seconds=seconds,
        memory=float(finished.stderr.strip().splitlines()[-1]) / 1024,
    )
    mark.write_text(json.dumps({"recipe": recipe, "store": asdict(store)}, indent=1), encoding="utf-8")
    return store
