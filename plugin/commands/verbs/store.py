"""The verbs about a store: their options, and their beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .cases_told import add_case_file, add_cases, cases_of
from .near import add_near, near_of
from .store_argument import add_any_store, add_store_folder
from .store_layers import add_layer_verbs
from .store_readiness import add_readiness
from .values import count
from .verb import EXIT_CODES, Verbs, add_json

_BUILD_EXAMPLES = """examples:
  redline store build store/ conservation-area.geojson listed-building.csv
  redline store build store/ trees.gpkg --dataset tree --coverage borough.geojson
  redline store build store/ downloads/ --coverage full
  redline store build store/ local-authority-district.geojson --authority E09000028
"""
_INFO_EXAMPLES = """examples:
  redline store info store/
  redline store info postgresql://reader@database/planning
  redline store info store/ --json
"""
_REFRESH_EXAMPLES = """examples:
  redline store refresh store/ --authority southwark
  redline store refresh store/ --authority E09000028 --dataset conservation-area --dataset tree --review
  redline store refresh store/ --authority southwark --dataset tree-preservation-zone --bulk
  redline store refresh store/ --authority southwark --case-file cases.redline --profile southwark.json
"""
_CHANGES_EXAMPLES = """examples:
  redline store changes store/
  redline store changes store/ --from 20260201T020000Z-91be77f0 --sites applications/ --json
"""
_ACCEPT_EXAMPLES = """examples:
  redline store accept store/ 20260301T020000Z-5a1c09d2
  redline store accept store/ 20260301T020000Z-5a1c09d2 --case-file cases.redline --officer "Jo Officer"
"""
_PUT_BACK_EXAMPLES = """examples:
  redline store put-back store/
  redline store put-back store/ 20260201T020000Z-91be77f0 --case-file cases.redline --officer "Jo Officer"
"""
_PUSH_EXAMPLES = """examples:
  redline store push store/ --postgis postgresql://gis@database/planning
  redline screen postgresql://reader@database/planning application.json
"""


def add_store(verbs: Verbs) -> None:
    """The verbs about a store of constraints."""
    store = verbs.add_parser("store", help="build a store of constraints, say what is in one and what changed, put an earlier one back")
    store_verbs = store.add_subparsers(metavar="VERB", required=True)
    _add_build(store_verbs)
    _add_info(store_verbs)
    _add_refresh(store_verbs)
    _add_changes(store_verbs)
    _add_accept(store_verbs)
    _add_put_back(store_verbs)
    _add_push(store_verbs)
    add_readiness(store_verbs)
    add_layer_verbs(store_verbs)


def _add_build(verbs: Verbs) -> None:
    build = verbs.add_parser(
        "build", help="build a store, or renew datasets in it", description="Build a store of constraints.", epilog=_BUILD_EXAMPLES
    )
    add_store_folder(build, made=True)
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
    add_any_store(info)
    add_json(info)
    info.set_defaults(verb=_info)


def _add_refresh(verbs: Verbs) -> None:
    refresh = verbs.add_parser(
        "refresh",
        help="fetch an authority's data from the Planning Data platform",
        description="Fetch an authority's constraint data from the Planning Data platform, say what changed, and put it into use.",
        epilog=f"{_REFRESH_EXAMPLES}\n{EXIT_CODES}",
    )
    add_store_folder(refresh, made=True)
    refresh.add_argument(
        "--authority",
        default="",
        metavar="NAME",
        help="the authority: its name, reference (SWK) or code (E09000028); without it only local layers are read again",
    )
    refresh.add_argument(
        "--dataset", action="append", default=[], metavar="NAME", help="only this dataset or local layer; may be given again"
    )
    refresh.add_argument("--allow-fewer", action="append", default=[], metavar="DATASET", help="let this dataset be emptied or shrink")
    refresh.add_argument("--afresh", action="store_true", help="fetch everything, not only what was entered since the last time")
    refresh.add_argument("--bulk", action="store_true", help="take each dataset out of the platform's file of it, not page by page")
    refresh.add_argument("--review", action="store_true", help="do not put it into use yet")
    refresh.add_argument("--address", default="", metavar="URL", help="where the platform is (usually www.planning.data.gov.uk)")
    refresh.add_argument("--files", default="", metavar="URL", help="where its files are (usually files.planning.data.gov.uk)")
    add_cases(refresh)
    add_json(refresh)
    refresh.set_defaults(verb=_refresh)


def _add_changes(verbs: Verbs) -> None:
    changes = verbs.add_parser(
        "changes",
        help="say what changed between two generations, and which sites that touches",
        description="Say which records were added, ended, moved or re-worded between two generations of a store.",
        epilog=_CHANGES_EXAMPLES,
    )
    add_any_store(changes)
    changes.add_argument("--from", dest="before", default="", metavar="GENERATION", help="the older one (usually the one before)")
    changes.add_argument("--to", dest="after", default="", metavar="GENERATION", help="the newer one (usually the one in use)")
    changes.add_argument("--sites", type=Path, nargs="+", default=[], metavar="SITE", help="applications or sites that may be touched")
    add_near(changes)
    add_json(changes)
    changes.set_defaults(verb=_changes)


def _add_accept(verbs: Verbs) -> None:
    accept = verbs.add_parser(
        "accept",
        help="take a newer generation than the one in use",
        description="Take a newer generation than the one in use: one that a refresh left for review, or that another was put back in "
        "place of. The cases that it touches are told.",
        epilog=_ACCEPT_EXAMPLES,
    )
    add_store_folder(accept)
    accept.add_argument("generation", metavar="GENERATION", help="which one")
    add_cases(accept)
    add_json(accept)
    accept.set_defaults(verb=_accept)


def _add_put_back(verbs: Verbs) -> None:
    back = verbs.add_parser(
        "put-back",
        help="put an earlier generation back into use",
        description="Put an earlier generation back into use and tell the cases that this touches. The one that was in use stays: "
        "store accept takes it again.",
        epilog=_PUT_BACK_EXAMPLES,
    )
    add_store_folder(back)
    back.add_argument("generation", nargs="?", default="", metavar="GENERATION", help="which one (usually the one before the one in use)")
    add_case_file(back)
    add_near(back)
    add_json(back)
    back.set_defaults(verb=_put_back)


def _add_push(verbs: Verbs) -> None:
    push = verbs.add_parser(
        "push",
        help="copy a store into a team's PostGIS",
        description="Copy the generation in use into a PostGIS database, as a whole or not at all. Readers take it up when they next look.",
        epilog=_PUSH_EXAMPLES,
    )
    add_store_folder(push)
    push.add_argument("--postgis", required=True, metavar="DSN", help="the database: postgresql://USER@HOST/DATABASE, or service=NAME")
    push.add_argument("--keep", type=count, metavar="N", help="how many generations stay in the database (usually 3)")
    add_json(push)
    push.set_defaults(verb=_push)


def _push(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..store_push import store_push

    return store_push(chosen.store, chosen.postgis, output, clock, keep=chosen.keep, as_json=chosen.as_json)


def _refresh(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..store_refresh import store_refresh
    from ..tell_refreshed import AfterRefresh

    near = near_of(chosen)
    with cases_of(chosen, clock) as cases:
        return store_refresh(
            chosen.store,
            chosen.authority,
            output,
            transformer=transformer_for(chosen.grid),
            clock=clock,
            datasets=chosen.dataset,
            address=chosen.address,
            bulk=chosen.bulk,
            files=chosen.files,
            allow_fewer=chosen.allow_fewer,
            afresh=chosen.afresh,
            after=AfterRefresh(chosen.review, cases, near, chosen.keep, chosen.as_json),
        )


def _changes(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..sites import Sites
    from ..store_changes import store_changes

    sites = Sites(chosen.sites, transformer_for(chosen.grid), output, clock=clock) if chosen.sites else None
    between = {"before": chosen.before, "after": chosen.after}
    return store_changes(chosen.store, output, clock, near=near_of(chosen), sites=sites, as_json=chosen.as_json, **between)


def _accept(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..store_accept import store_accept

    near = near_of(chosen)
    with cases_of(chosen, clock) as cases:
        return store_accept(
            chosen.store, chosen.generation, output, clock, cases=cases, near=near, kept=chosen.keep, as_json=chosen.as_json
        )


def _put_back(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..store_put_back import store_put_back

    near = near_of(chosen)
    with cases_of(chosen, clock) as cases:
        return store_put_back(chosen.store, chosen.generation, output, clock, cases=cases, near=near, as_json=chosen.as_json)


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
