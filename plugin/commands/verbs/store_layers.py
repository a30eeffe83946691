"""The verbs about the council's own layers of a store: their options, and their beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .cases_told import add_cases, cases_of
from .near import near_of
from .store_argument import add_store_folder
from .values import day
from .verb import EXIT_CODES, Verbs, add_json

_ADD_EXAMPLES = """examples:
  redline store add-layer store/ character-areas.gpkg --name "Character areas" --coverage authority --licence "Open Government Licence v3.0"
  redline store add-layer store/ survey.gpkg --layer areas_2026 --name "Survey 2026" --dataset conservation-area --mapping survey.json
  redline store add-layer store/ trees/ --name "Council trees" --coverage parks.geojson --date 2026-09-30
"""
_LAYERS_EXAMPLES = """examples:
  redline store layers store/
  redline store layers store/ --json
"""
_REMOVE_EXAMPLES = """examples:
  redline store remove-layer store/ "Council trees"
  redline store remove-layer store/ "Council trees" --case-file cases.redline --officer "Jo Officer"
"""


def add_layer_verbs(verbs: Verbs) -> None:
    """The three verbs."""
    _add_add(verbs)
    _add_layers(verbs)
    _add_remove(verbs)


def _add_add(verbs: Verbs) -> None:
    add = verbs.add_parser(
        "add-layer",
        help="declare a file or folder as a constraint layer of the council's own, and read it",
        description="Declare a constraint layer of the council's own. Every refresh reads it again. The same name again declares it anew.",
        epilog=f"{_ADD_EXAMPLES}\n{EXIT_CODES}",
    )
    add_store_folder(add, made=True)
    add.add_argument("source", type=Path, metavar="FILE", help="a file of any kind that `store build` reads, or a folder of them")
    add.add_argument("--name", required=True, help="what officers read, and what tells it from other layers")
    add.add_argument(
        "--dataset", default="", metavar="DATASET", help="the national dataset whose kind its records are; else a kind of its own"
    )
    add.add_argument("--layer", default="", metavar="LAYER", help="which layer of a file that has several")
    add.add_argument("--mapping", type=Path, metavar="FILE", help="a JSON file that says which column is which field")
    add.add_argument(
        "--coverage",
        default="",
        metavar="FILE|full|authority",
        help="where it is complete: a file with the area, everywhere, or the authority's area; else no site is called clear",
    )
    add.add_argument(
        "--date", type=day, metavar="DAY", help="the day that the data is of (2026-09-30); else the newest entry date, or the file's"
    )
    add.add_argument("--licence", default="", metavar="TEXT", help="the licence, as it goes on a print")
    add.add_argument("--attribution", default="", metavar="TEXT", help="whose it is, as it goes on a print")
    add.add_argument("--consequence", default="", metavar="TEXT", help="what follows for an officer where it meets a site, in a sentence")
    add.add_argument("--colour", default="", metavar="#RRGGBB", help="its colour on the map, in capitals")
    add.add_argument("--allow-fewer", action="store_true", help="let it be emptied or shrink")
    add.add_argument("--review", action="store_true", help="do not put it into use yet")
    add_cases(add)
    add_json(add)
    add.set_defaults(verb=_add)


def _add_layers(verbs: Verbs) -> None:
    layers = verbs.add_parser(
        "layers",
        help="say which layers of the council's own a store has",
        description="Say which layers of the council's own a store has.",
        epilog=_LAYERS_EXAMPLES,
    )
    add_store_folder(layers)
    add_json(layers)
    layers.set_defaults(verb=_layers)


def _add_remove(verbs: Verbs) -> None:
    remove = verbs.add_parser(
        "remove-layer",
        help="take a layer of the council's own out of a store",
        description="Take a layer of the council's own out of a store. The generation before stays, and can be put back.",
        epilog=_REMOVE_EXAMPLES,
    )
    add_store_folder(remove)
    remove.add_argument("name", metavar="NAME", help="what the layer is called")
    add_cases(remove)
    add_json(remove)
    remove.set_defaults(verb=_remove)


def _add(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ...constraints.local_layers.layer_fields import field_names
    from ...constraints.local_layers.layer_source import FileSource
    from ...constraints.local_layers.local_layer import LocalLayer
    from ...constraints.standard.column_mapping import ColumnMapping, load_mapping
    from ...constraints.store.local_files import AUTHORITY, FULL, NOT_SAID
    from ..locations import transformer_for
    from ..store_layers import store_add_layer
    from ..tell_refreshed import AfterRefresh

    said = chosen.coverage in (AUTHORITY, FULL, NOT_SAID)
    layer = LocalLayer(
        name=chosen.name.strip(),
        source=FileSource(chosen.source.resolve(), chosen.layer),
        dataset=chosen.dataset,
        mapping=load_mapping(chosen.mapping, field_names(chosen.dataset)) if chosen.mapping is not None else ColumnMapping(),
        coverage=chosen.coverage if said else str(Path(chosen.coverage).resolve()),
        data_date=chosen.date,
        licence=chosen.licence,
        attribution=chosen.attribution,
        consequence=chosen.consequence,
        colour=chosen.colour,
    )
    near = near_of(chosen)
    with cases_of(chosen, clock) as cases:
        after = AfterRefresh(chosen.review, cases, near, chosen.keep, chosen.as_json, allow="--allow-fewer")
        transformer = transformer_for(chosen.grid)
        return store_add_layer(
            chosen.store, layer, output, transformer=transformer, clock=clock, after=after, allow_fewer=chosen.allow_fewer
        )


def _layers(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    del clock
    from ..store_layers import store_layers

    return store_layers(chosen.store, output, as_json=chosen.as_json)


def _remove(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..store_layers import store_remove_layer
    from ..tell_refreshed import AfterRefresh

    near = near_of(chosen)
    with cases_of(chosen, clock) as cases:
        after = AfterRefresh(cases=cases, near=near, kept=chosen.keep, as_json=chosen.as_json)
        return store_remove_layer(chosen.store, chosen.name, output, transformer=transformer_for(chosen.grid), clock=clock, after=after)
