"""`redline store build` and `redline store info`: their options, and their beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .values import count
from .verb import Verbs, add_json

_BUILD_EXAMPLES = """examples:
  redline store build store/ conservation-area.geojson listed-building.csv
  redline store build store/ trees.gpkg --dataset tree --coverage borough.geojson
  redline store build store/ downloads/ --coverage full
  redline store build store/ local-authority-district.geojson --authority E09000028
"""
_INFO_EXAMPLES = """examples:
  redline store info store/
  redline store info store/ --json
"""


def add_store(verbs: Verbs) -> None:
    """The verbs about a store of constraints."""
    store = verbs.add_parser("store", help="build a store of constraints, or say what is in one")
    store_verbs = store.add_subparsers(metavar="VERB", required=True)
    _add_build(store_verbs)
    _add_info(store_verbs)


def _add_build(verbs: Verbs) -> None:
    build = verbs.add_parser(
        "build", help="build a store, or renew datasets in it", description="Build a store of constraints.", epilog=_BUILD_EXAMPLES
    )
    build.add_argument("store", type=Path, metavar="STORE", help="the store's folder; made where it is not there")
    build.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="constraint data: GeoJSON, JSON, CSV, GeoPackage, Shapefile, ..."
    )
    build.add_argument("--dataset", metavar="NAME", help="the dataset that the files hold; else their own dataset field, else their name")
    build.add_argument("--coverage", metavar="FILE|full", help="where the data speaks: a file with the area, or full for everywhere")
    build.add_argument(
        "--authority", metavar="REFERENCE|NAME", help="the authority's own district among those in the store; kept for later builds"
    )
    build.add_argument("--allow-fewer", action="store_true", help="let a dataset lose more than half of its records")
    build.add_argument("--keep", type=count, metavar="N", help="how many generations stay, the new one among them (usually 3)")
    build.add_argument("--processes", type=count, metavar="N", help="how many processes prepare geometries (usually one a core)")
    add_json(build)
    build.set_defaults(verb=_build)


def _add_info(verbs: Verbs) -> None:
    info = verbs.add_parser("info", help="say what is in a store", description="Say what is in a store.", epilog=_INFO_EXAMPLES)
    info.add_argument("store", type=Path, metavar="STORE", help="the store's folder")
    add_json(info)
    info.set_defaults(verb=_info)


def _build(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..store_build import store_build

    return store_build(
        chosen.store,
        chosen.files,
        output,
        transformer=transformer_for(chosen.grid),
        clock=clock,
        dataset=chosen.dataset,
        coverage=chosen.coverage,
        authority=chosen.authority,
        allow_fewer=chosen.allow_fewer,
        keep=chosen.keep,
        processes=chosen.processes,
        as_json=chosen.as_json,
    )


def _info(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    del clock
    from ..store_info import store_info

    return store_info(chosen.store, output, as_json=chosen.as_json)
