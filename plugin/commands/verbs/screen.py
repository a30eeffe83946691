"""`redline screen`: its options, and its beginning."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.clock import Clock
from ...domain.errors import RedlineError
from ..exit_code import ExitCode
from ..intake_options import add_intake_options, mapping_of
from ..output import Output
from .near import profile_of
from .store_argument import add_any_store
from .values import day, metres, processes
from .verb import EXIT_CODES, Verbs, add_json

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer
    from ...constraints.profile import Profile
    from ...domain.settings import ScreeningSettings

_EXAMPLES = """examples:
  redline screen store/ application.json
  redline screen store/ applications/ --within 100 --tolerance 2.5
  redline screen store/ applications.zip --profile borough.json --output findings.gpkg
  redline screen store/ sites.geojson --each --json
  redline screen store/ sites.gpkg --output findings.parquet --processes 2
"""


def add_screen(verbs: Verbs) -> None:
    """The verb that says which constraints apply to sites."""
    screen = verbs.add_parser(
        "screen",
        help="say which constraints apply to sites",
        description="Say which constraints apply to sites, and what could not be checked.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
    )
    add_any_store(screen)
    screen.add_argument(
        "files", type=Path, nargs="+", metavar="SITE", help="application, boundary or table of sites; a folder or zip of them"
    )
    screen.add_argument("--within", type=metres, metavar="METRES", help="how far round the site to look for what is near (usually 50)")
    screen.add_argument("--tolerance", type=metres, metavar="METRES", help="the digitising tolerance: less deep is a touch (usually 1)")
    screen.add_argument("--profile", type=Path, metavar="FILE", help="the authority's profile: expected datasets, distances")
    screen.add_argument(
        "--confirm", action="store_true", help="use what Redline offers for a red line that can't be used as it is, and say so"
    )
    screen.add_argument("--on", type=day, metavar="DATE", help="judge constraints as they stood on this day (2026-11-22), else today")
    screen.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the result to a .gpkg, .geojson, .csv or (tables of sites) .parquet file; tables of sites then go there alone",
    )
    screen.add_argument("--depth", action="store_true", help="tables of sites: also how deep each entity reaches in; takes longer")
    screen.add_argument("--in-full", action="store_true", help="tables of sites: each site in full, with remarks and every dataset")
    screen.add_argument("--processes", type=processes, metavar="N", help="tables of sites: screen with so many processes (usually 1)")
    screen.add_argument(
        "--cluster",
        metavar="ADDRESS|local",
        help="tables of sites, into .parquet: screen on a Dask cluster, or with workers that are started here; an interrupted run goes on",
    )
    add_intake_options(screen)
    add_json(screen)
    screen.set_defaults(verb=_screen)


def _screen(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ...boundary.many.many_reader import holds_many
    from ..locations import transformer_for

    profile = profile_of(chosen)
    transformer = transformer_for([*chosen.grid, *profile.grid_folders])
    settings = profile.settings
    if chosen.within is not None:
        settings = replace(settings, near=chosen.within)
    if chosen.tolerance is not None:
        settings = replace(settings, tolerance=chosen.tolerance)
    tables = all(holds_many(path, each=chosen.each) for path in chosen.files)
    many = chosen.output is not None and tables and not chosen.as_json and not chosen.in_full
    if chosen.cluster is not None and not many:
        raise RedlineError("--cluster screens tables of sites into a file: name tables and --output, without --json and --in-full.")
    if many:
        return _screen_tables(chosen, output, clock, profile, transformer, settings)
    return _screen_in_full(chosen, output, clock, profile, transformer, settings)


def _screen_in_full(
    chosen: argparse.Namespace, output: Output, clock: Clock, profile: Profile, transformer: Transformer, settings: ScreeningSettings
) -> ExitCode:
    from ...constraints.open_store import open_store
    from ..screen import Screen, ScreenOptions
    from ..sink_for import sink_for
    from ..sites import Sites

    sites = Sites(chosen.files, transformer, output, each=chosen.each, mapping=mapping_of(chosen), clock=clock)
    sink = sink_for(chosen.output, transformer, clock) if chosen.output is not None else None
    options = ScreenOptions(settings, profile, on=chosen.on, confirm=chosen.confirm, as_json=chosen.as_json)
    store = open_store(chosen.store)
    try:
        return Screen(store, options, clock, output, sink).run(sites)
    finally:
        store.close()


def _screen_tables(
    chosen: argparse.Namespace, output: Output, clock: Clock, profile: Profile, transformer: Transformer, settings: ScreeningSettings
) -> ExitCode:
    from ...boundary.many.many_reader import ManyReader
    from ...constraints.open_store import open_store
    from ...constraints.postgis.database import is_postgis
    from ..many.batch_screening import ManyOptions
    from ..many.screen_many import BATCH, ScreenMany
    from ..sink_for import many_sink_for

    if chosen.cluster is not None and chosen.output.suffix.lower() != ".parquet":
        raise RedlineError(f"--cluster writes Parquet, and {chosen.output} does not end in .parquet. Name another --output.")
    if chosen.cluster is not None and is_postgis(chosen.store):
        raise RedlineError("--cluster screens from a store in a folder, which every worker can open. Name its folder.")
    sink = many_sink_for(chosen.output, transformer, clock)
    with open_store(chosen.store) as store:
        generation = store.generation
    options = ManyOptions(chosen.store, generation, settings, profile, clock, on=chosen.on, with_depth=chosen.depth)
    reader = ManyReader(chosen.files, transformer, clock, each=chosen.each, mapping=mapping_of(chosen), confirm=chosen.confirm, size=BATCH)
    if chosen.cluster is None:
        return ScreenMany(options, output, sink, chosen.processes or 1).run(reader)
    from ..cluster.cluster import Cluster
    from ..cluster.screen_on_cluster import ScreenOnCluster

    cluster = Cluster(chosen.cluster, chosen.processes)
    return ScreenOnCluster(options, output, sink, chosen.output, cluster).run(reader, chosen.files)
