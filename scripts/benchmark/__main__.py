"""`scripts/bench`: the bench, its data alone, or its peers' environments."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .bench import Bench, Options, data_and_store
from .environments import Environments
from .field import FIELD
from .made.size import SIZES
from .report import report


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks: 0, or 1 where answers differ or a peer failed."""
    chosen = _parser().parse_args(arguments)
    options = Options(
        size=chosen.size,
        folder=chosen.folder,
        only=chosen.only or (),
        fresh=chosen.fresh,
        limit=chosen.limit,
        postgis=chosen.postgis,
    )
    if chosen.install_peers:
        Environments(options.folder / "environments").install()
    if chosen.only_data:
        _say_where(options, chosen.every)
        return 0
    results = Bench(options).run()
    folder = options.folder / options.size
    as_json = json.dumps(results.to_json(), indent=1)
    (folder / "bench.json").write_text(as_json + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(report(results), encoding="utf-8")
    print(as_json if chosen.as_json else report(results))
    print(f"Written to {folder / 'bench.json'} and bench.md beside it.", file=sys.stderr)
    return 0 if results.equal else 1


def _say_where(options: Options, every: int) -> None:
    made, store = data_and_store(options, every)
    print(f"{made.features:,} features of {made.datasets} datasets, {made.vertices:,} vertices, the largest with {made.largest:,}.")
    print(f"constraints  {made.constraints}\nsites        {options.folder / options.size / 'sites'}\nstore        {store.folder}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Redline's screening beside its peers, on made data.")
    parser.add_argument("--size", choices=sorted(SIZES), default="small", help="how much data (usually small)")
    parser.add_argument("--json", action="store_true", dest="as_json", help="write JSON instead of a table")
    parser.add_argument("--postgis", default="", metavar="DSN", help="a PostGIS database to use instead of a server of the bench's own")
    parser.add_argument("--install-peers", action="store_true", help="first make the peers' environments, with pip")
    parser.add_argument(
        "--only", action="append", choices=[entry.name for entry in FIELD], metavar="PEER", help="this peer only; may be given again"
    )
    parser.add_argument("--fresh", action="store_true", help="measure again what an earlier run has measured")
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="how long one run of a measure may take")
    parser.add_argument("--only-data", action="store_true", help="make data and store, say where they are, and stop")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="with --only-data: every Nth feature only")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(os.environ.get("REDLINE_BENCH", ".run/bench")),
        help="where data, store and results lie (usually .run/bench, or what REDLINE_BENCH names)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
