"""The made data in their folder: written once, found again."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from .boroughs import boroughs
from .constraints import write_constraints
from .sites import write_sites
from .size import Size

_MANIFEST = "made.json"


@dataclass(frozen=True)
class MadeData:
    """Where the made data lie, and how much there is."""

    folder: Path
    recipe: str
    features: int
    vertices: int
    largest: int
    datasets: int

    @property
    def constraints(self) -> Path:
        """A folder with one CSV a dataset: WKT in EPSG:27700."""
        return self.folder / "constraints"

    def sites(self, count: int) -> Path:
        """A CSV with so many sites all over the country (reference, WKT in EPSG:27700); the smaller ones begin the larger ones."""
        return self.folder / "sites" / f"sites-{count}.csv"

    def borough_sites(self, count: int) -> Path:
        """A CSV with so many sites in one borough."""
        return self.folder / "sites" / f"borough-{count}.csv"


def make_data(folder: Path, size: Size) -> MadeData:
    """The data of that size in ``folder``; what an earlier run of the same generator made is used again."""
    manifest = folder / _MANIFEST
    recipe = _recipe(size)
    if manifest.exists():
        found = json.loads(manifest.read_text(encoding="utf-8"))
        if found["recipe"] == recipe:
            return _made(folder, recipe, found["datasets"])
        manifest.unlink()
    for part in ("constraints", "sites"):
        shutil.rmtree(folder / part, ignore_errors=True)
    towns = boroughs(size)
    written = write_constraints(folder / "constraints", size, towns)
    write_sites(folder / "sites", size, towns)
    manifest.write_text(json.dumps({"recipe": recipe, "datasets": written}, indent=1), encoding="utf-8")
    return _made(folder, recipe, written)


def thinned(made: MadeData, every: int, folder: Path) -> MadeData:
    """Every so-many-th feature of ``made``, in ``folder``, for the growth with features."""
    manifest = folder / _MANIFEST
    recipe = f"{made.recipe}/{every}"
    if not manifest.exists() or json.loads(manifest.read_text(encoding="utf-8"))["recipe"] != recipe:
        (folder / "constraints").mkdir(parents=True, exist_ok=True)
        written = {path.stem: _thin(path, every, folder / "constraints" / path.name) for path in sorted(made.constraints.glob("*.csv"))}
        manifest.write_text(json.dumps({"recipe": recipe, "datasets": written}, indent=1), encoding="utf-8")
    return _made(folder, recipe, json.loads(manifest.read_text(encoding="utf-8"))["datasets"])


def _thin(path: Path, every: int, target: Path) -> tuple[int, int, int]:
    features = corners = most = 0
    with path.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as file:
        file.write(next(source))
        for number, line in enumerate(source):
            if number % every == 0:
                file.write(line)
                count = line.count(", ") + 1
                features, corners, most = features + 1, corners + count, max(most, count)
    return features, corners, most


def _made(folder: Path, recipe: str, datasets: dict[str, tuple[int, int, int]]) -> MadeData:
    return MadeData(
        folder=folder,
        recipe=recipe,
        features=sum(features for features, _, _ in datasets.values()),
        vertices=sum(vertices for _, vertices, _ in datasets.values()),
        largest=max(largest for _, _, largest in datasets.values()),
        datasets=len(datasets),
    )


def _recipe(size: Size) -> str:
    """A digest of everything that decides what is made."""
    digest = hashlib.sha256(repr(size).encode("utf-8"))
    here = Path(__file__).parent
    for path in [*sorted(here.glob("*.py")), here.parent / "data" / "datasets.csv"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
