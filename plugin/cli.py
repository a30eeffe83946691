"""The command line: which verbs there are, what they take, and which exit code their end gives.

`scripts/redline` runs it; docs/command-line.md describes it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .commands.exit_code import ExitCode
from .commands.intake_options import add_intake_options, mapping_of
from .commands.output import Output
from .commands.parser import Parser, Told, VersionAction
from .domain.clock import Clock, SystemClock
from .domain.errors import RedlineError

if TYPE_CHECKING:
    from .boundary.transformer import Transformer
    from .constraints.profile import Profile
    from .domain.settings import ScreeningSettings


Verb = Callable[[argparse.Namespace, Output, Clock], ExitCode]


class Verbs(Protocol):
    """Takes one verb more; argparse has no public name for it."""

    def add_parser(self, name: str, **options: Any) -> Parser: ...


_MOST_NEAR_M = 100_000.0
_MOST_PROCESSES = 64
_MOST_COUNTED = 1000
_EXIT_CODES = """exit codes:
  0  everything was checked
  2  a file could not be read, or the command line could not be understood
  3  something was not checked: a dataset, or a site without a boundary
"""
_READ_EXAMPLES = """examples:
  redline read application.json
  redline read applications/ --json
  redline read sites.csv --mapping columns.json
  redline read sites.geojson --each
"""
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
_SCREEN_EXAMPLES = """examples:
  redline screen store/ application.json
  redline screen store/ applications/ --within 100 --tolerance 2.5
  redline screen store/ applications.zip --profile borough.json --output findings.gpkg
  redline screen store/ sites.geojson --each --json
  redline screen store/ sites.gpkg --output findings.parquet --processes 2
"""


def main(arguments: Sequence[str] | None = None, output: Output | None = None, clock: Clock | None = None) -> int:
    """Do what the command line asks and return its exit code.

    What a person must know is one sentence on the error stream. Anything else that goes wrong is a fault of Redline and is not hidden.
    """
    speaker = output if output is not None else Output()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments, speaker, clock if clock is not None else SystemClock())
        speaker.flush()
    except BrokenPipeError:
        speaker.abandon()
        return ExitCode.NOBODY_LISTENS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code


def _run(arguments: Sequence[str], output: Output, clock: Clock) -> ExitCode:
    try:
        chosen = build_parser().parse_args(arguments)
        verb: Verb = chosen.verb
        return verb(chosen, output, clock)
    except Told as told:
        output.text(told.text)
        return ExitCode.EVERYTHING_CHECKED
    except RedlineError as error:
        output.fault(str(error))
        return ExitCode.NOT_READABLE


def build_parser() -> Parser:
    """Every verb with its help."""
    parser = Parser(
        prog="redline",
        description="Read planning applications' red lines, check them, and screen them against constraint datasets.",
        epilog=_EXIT_CODES,
    )
    parser.add_argument("--version", action=VersionAction, nargs=0, help="show the version")
    parser.add_argument(
        "--grid",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder with transformation grids (OSTN15); may be given again. Stands before the verb",
    )
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _add_read(verbs)
    store = verbs.add_parser("store", help="build a store of constraints, or say what is in one")
    store_verbs = store.add_subparsers(metavar="VERB", required=True)
    _add_build(store_verbs)
    _add_info(store_verbs)
    _add_screen(verbs)
    return parser


def _add_read(verbs: Verbs) -> None:
    read = verbs.add_parser(
        "read", help="read red lines and check them", description="Read red lines and check them.", epilog=_READ_EXAMPLES
    )
    read.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="application, boundary or table of sites; a folder or zip of them"
    )
    add_intake_options(read)
    _add_json(read)
    read.set_defaults(verb=_read)


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
    build.add_argument("--keep", type=_count, metavar="N", help="how many generations stay, the new one among them (usually 3)")
    build.add_argument("--processes", type=_count, metavar="N", help="how many processes prepare geometries (usually one a core)")
    _add_json(build)
    build.set_defaults(verb=_build)


def _add_info(verbs: Verbs) -> None:
    info = verbs.add_parser("info", help="say what is in a store", description="Say what is in a store.", epilog=_INFO_EXAMPLES)
    info.add_argument("store", type=Path, metavar="STORE", help="the store's folder")
    _add_json(info)
    info.set_defaults(verb=_info)


def _add_screen(verbs: Verbs) -> None:
    screen = verbs.add_parser(
        "screen",
        help="say which constraints apply to sites",
        description="Say which constraints apply to sites, and what could not be checked.",
        epilog=f"{_SCREEN_EXAMPLES}\n{_EXIT_CODES}",
    )
    screen.add_argument("store", type=Path, metavar="STORE", help="the store's folder")
    screen.add_argument(
        "files", type=Path, nargs="+", metavar="SITE", help="application, boundary or table of sites; a folder or zip of them"
    )
    screen.add_argument("--within", type=_metres, metavar="METRES", help="how far round the site to look for what is near (usually 50)")
    screen.add_argument("--tolerance", type=_metres, metavar="METRES", help="the digitising tolerance: less deep is a touch (usually 1)")
    screen.add_argument("--profile", type=Path, metavar="FILE", help="the authority's profile: expected datasets, distances")
    screen.add_argument(
        "--confirm", action="store_true", help="use what Redline offers for a red line that can't be used as it is, and say so"
    )
    screen.add_argument("--on", type=_day, metavar="DATE", help="judge constraints as they stood on this day (2026-11-22), else today")
    screen.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the result to a .gpkg, .geojson, .csv or (tables of sites) .parquet file; tables of sites then go there alone",
    )
    screen.add_argument("--depth", action="store_true", help="tables of sites: also how deep each entity reaches in; takes longer")
    screen.add_argument("--in-full", action="store_true", help="tables of sites: each site in full, with remarks and every dataset")
    screen.add_argument("--processes", type=_processes, metavar="N", help="tables of sites: screen with so many processes (usually 1)")
    screen.add_argument(
        "--cluster",
        metavar="ADDRESS|local",
        help="tables of sites, into .parquet: screen on a Dask cluster, or with workers that are started here; an interrupted run goes on",
    )
    add_intake_options(screen)
    _add_json(screen)
    screen.set_defaults(verb=_screen)


def _add_json(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", dest="as_json", help="write JSON instead of text")


def _read(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from .commands.locations import transformer_for
    from .commands.read import read
    from .commands.sites import Sites

    sites = Sites(chosen.files, transformer_for(chosen.grid), output, each=chosen.each, mapping=mapping_of(chosen), clock=clock)
    return read(sites, output, as_json=chosen.as_json)


def _build(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from .commands.locations import transformer_for
    from .commands.store_build import store_build

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
    from .commands.store_info import store_info

    return store_info(chosen.store, output, as_json=chosen.as_json)


def _screen(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from .boundary.many.many_reader import holds_many
    from .commands.locations import transformer_for

    profile = _profile(chosen)
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
    from .commands.screen import Screen, ScreenOptions
    from .commands.sink_for import sink_for
    from .commands.sites import Sites
    from .constraints.store.local_store import LocalStore

    sites = Sites(chosen.files, transformer, output, each=chosen.each, mapping=mapping_of(chosen), clock=clock)
    sink = sink_for(chosen.output, transformer, clock) if chosen.output is not None else None
    options = ScreenOptions(settings, profile, on=chosen.on, confirm=chosen.confirm, as_json=chosen.as_json)
    store = LocalStore(chosen.store)
    try:
        return Screen(store, options, clock, output, sink).run(sites)
    finally:
        store.close()


def _screen_tables(
    chosen: argparse.Namespace, output: Output, clock: Clock, profile: Profile, transformer: Transformer, settings: ScreeningSettings
) -> ExitCode:
    from .boundary.many.many_reader import ManyReader
    from .commands.many.batch_screening import ManyOptions
    from .commands.many.screen_many import BATCH, ScreenMany
    from .commands.sink_for import many_sink_for
    from .constraints.store.generations import current_generation

    if chosen.cluster is not None and chosen.output.suffix.lower() != ".parquet":
        raise RedlineError(f"--cluster writes Parquet, and {chosen.output} does not end in .parquet. Name another --output.")
    sink = many_sink_for(chosen.output, transformer, clock)
    generation = current_generation(chosen.store)
    options = ManyOptions(chosen.store, generation, settings, profile, clock, on=chosen.on, with_depth=chosen.depth)
    reader = ManyReader(chosen.files, transformer, clock, each=chosen.each, mapping=mapping_of(chosen), confirm=chosen.confirm, size=BATCH)
    if chosen.cluster is None:
        return ScreenMany(options, output, sink, chosen.processes or 1).run(reader)
    from .commands.cluster.cluster import Cluster
    from .commands.cluster.screen_on_cluster import ScreenOnCluster

    cluster = Cluster(chosen.cluster, chosen.processes)
    return ScreenOnCluster(options, output, sink, chosen.output, cluster).run(reader, chosen.files)


def _profile(chosen: argparse.Namespace) -> Profile:
    from .constraints.profile import Profile

    return Profile.load(chosen.profile) if chosen.profile is not None else Profile.default()


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of metres") from None
    if not 0 <= metres <= _MOST_NEAR_M:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_MOST_NEAR_M:,.0f} metres")
    return metres


def _count(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= _MOST_COUNTED):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {_MOST_COUNTED:,}")
    return int(text)


def _processes(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes") from None
    if not 1 <= count <= _MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and {_MOST_PROCESSES}")
    return count


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


if __name__ == "__main__":
    sys.exit(main())
