"""`scripts/bench`: makes the data and says where they lie."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .made.data import MadeData, make_data, thinned
from .made.size import SIZES

_TOP = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks and return its exit code."""
    chosen = _parser().parse_args(arguments)
    folder: Path = chosen.folder / chosen.size
    made = make_data(folder, SIZES[chosen.size])
    if chosen.every > 1:
        made = thinned(made, chosen.every, folder.with_name(f"{chosen.size}-{chosen.every}"))
    store = _store(made)
    print(f"{made.features:,} features of {made.datasets} datasets, {made.vertices:,} vertices, the largest with {made.largest:,}.")
    print(f"constraints  {made.constraints}\nsites        {folder / 'sites'}\nstore        {store}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Redline's screening beside its peers, on made data.")
    parser.add_argument("--size", choices=sorted(SIZES), default="small", help="how much data (usually small)")
    parser.add_argument("--only-data", action="store_true", required=True, help="make data and store, say where they are, and stop")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="with --only-data: every Nth feature only")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get("REDLINE_BENCH", ".run/bench")),
        help="where data, store and results lie (usually .run/bench, or what REDLINE_BENCH names)",
    )
    return parser


def _store(made: MadeData) -> Path:
    store = made.folder / "store"
    mark = store / "made-from.json"
    recipe = json.loads((made.folder / "made.json").read_text(encoding="utf-8"))["recipe"]
    if not mark.exists() or json.loads(mark.read_text(encoding="utf-8")) != recipe:
        command = [sys.executable, "-m", "plugin.cli", "store", "build", str(store), str(made.constraints), "--coverage", "full", "--json"]
        subprocess.run(command, cwd=_TOP, check=True, stdout=subprocess.DEVNULL)
        mark.write_text(json.dumps(recipe), encoding="utf-8")
    return store


if __name__ == "__main__":
    sys.exit(main())
