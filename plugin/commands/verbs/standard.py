"""`redline standard check` and `redline standard export`: their options, and their beginning."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .values import file_of_dataset
from .verb import EXIT_CODES, Verbs, add_json

_CHECK_EXAMPLES = """examples:
  redline standard check conservation-areas.gpkg --dataset conservation-area
  redline standard check layers.gpkg --layer TPO --dataset tree-preservation-zone --mapping trees.json
  redline standard check zones.csv --dataset tree-preservation-zone --related tree-preservation-order=orders.csv --json
"""
_EXPORT_EXAMPLES = """examples:
  redline standard export conservation-areas.gpkg --dataset conservation-area --output publish/
  redline standard export layers.gpkg --layer TPO --dataset tree-preservation-zone --mapping trees.json --output publish/
"""


def add_standard(verbs: Verbs) -> None:
    """The verbs about the national standard for the datasets that councils publish."""
    standard = verbs.add_parser("standard", help="check a file against the national standard for its dataset, or write one that meets it")
    standard_verbs = standard.add_subparsers(metavar="VERB", required=True)
    check = standard_verbs.add_parser(
        "check",
        help="say what a file lacks",
        description="Say what a file lacks of the national standard for its dataset.",
        epilog=f"{_CHECK_EXAMPLES}\n{EXIT_CODES}",
    )
    _add_file(check)
    check.set_defaults(verb=_check)
    export = standard_verbs.add_parser(
        "export",
        help="write a file as the platform takes it",
        description="Write CSV and GeoJSON in longitude and latitude under the standard's names, with every safe fix made.",
        epilog=f"{_EXPORT_EXAMPLES}\n{EXIT_CODES}",
    )
    _add_file(export)
    export.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="where the files go")
    export.add_argument("--as-it-is", action="store_true", help="make no fixes, not even those that change nothing of what is said")
    export.set_defaults(verb=_export)


def _add_file(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path, metavar="FILE", help="the council's layer: GeoPackage, Shapefile, CSV, GeoJSON, GML, ...")
    verb.add_argument("--dataset", required=True, metavar="NAME", help="the dataset whose standard counts")
    verb.add_argument("--layer", default="", metavar="LAYER", help="the layer, in a file with several")
    verb.add_argument("--mapping", type=Path, metavar="FILE", help="which of your columns is which field (JSON)")
    verb.add_argument(
        "--related",
        type=file_of_dataset,
        action="append",
        default=[],
        metavar="DATASET=FILE",
        help="records that the file's references lead to, or, of its own dataset, those published before; may be given again",
    )
    verb.add_argument("--boundary", type=Path, metavar="FILE", help="the authority's area: records that lie nowhere in it are told")
    add_json(verb)


def _check(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..standard_check import standard_check

    return standard_check(chosen.file, chosen.dataset, output, **_options(chosen, clock))


def _export(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..standard_export import standard_export

    return standard_export(chosen.file, chosen.dataset, chosen.output, output, as_it_is=chosen.as_it_is, **_options(chosen, clock))


def _options(chosen: argparse.Namespace, clock: Clock) -> dict[str, Any]:
    from ..locations import transformer_for

    return {
        "transformer": transformer_for(chosen.grid),
        "clock": clock,
        "layer": chosen.layer,
        "mapping": chosen.mapping,
        "related": dict(chosen.related),
        "boundary": chosen.boundary,
        "as_json": chosen.as_json,
    }
