"""`python -m scripts.backoffice --data DIR [options]`: serve a local back office; docs/back-office.md has the options."""

from __future__ import annotations

import argparse
import dataclasses
import sqlite3
import sys
from pathlib import Path

from plugin.domain.clock import SystemClock

from ..sample.generate import generate
from .app import make_app
from .back_office import BackOffice
from .base_map import FILE_NAME
from .sample.load import load_sample
from .sample.many import load_many
from .server import Server, announce
from .settings import Settings
from .silence import Effect


def main() -> int:
    """Read the command line, fill the back office if it is new, serve it until told to end. Returns the exit code."""
    arguments = _arguments()
    effect = Effect.CLOSES_AND_ADOPTS if arguments.silence == "bops" or arguments.plain_bops else Effect.CLOSES
    settings = Settings(delay_per_case=arguments.delay_per_case / 1000.0, silence=effect, officer_api=not arguments.plain_bops)
    if arguments.sample is not None or arguments.cases:
        # The sample's own references begin here.
        settings = dataclasses.replace(settings, first_number=101)
    try:
        office = BackOffice.open(arguments.data, settings, SystemClock())
    except (OSError, ValueError, sqlite3.Error) as error:
        return _refuse(f"{arguments.data} cannot be the back office's folder: {error}")
    try:
        held = office.applications.count_listed(None)
        if held and arguments.empty:
            return _refuse(f"{arguments.data} holds {held} applications already. Give another folder for an empty back office.")
        if arguments.base_map is not None:
            try:
                office.base_map.take(arguments.base_map)
            except (OSError, ValueError) as error:
                return _refuse(f"{arguments.base_map} cannot be the base map: {error}")
        app = make_app(office)
        try:
            server = Server(app, arguments.port)
        except (OSError, OverflowError) as error:
            return _refuse(f"Port {arguments.port} cannot be used: {error}. Give another one, or none.")
        # Letters hold the address, also those of the sample.
        office = dataclasses.replace(office, settings=dataclasses.replace(office.settings, address=server.url))
        app.state.office = office
        if not held:
            _fill(office, arguments)
        server.end_on_signals()
        announce(server.url, office.tokens.by_role())
        server.serve()
    finally:
        office.close()
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _fill(office: BackOffice, arguments: argparse.Namespace) -> None:
    if arguments.sample is None and not arguments.cases:
        return
    folder = arguments.sample or arguments.data / "sample"
    if not (folder / "applications").is_dir():
        generate(folder)
    if (folder / FILE_NAME).is_file() and arguments.base_map is None:
        office.base_map.take(folder / FILE_NAME)
    if arguments.sample is not None:
        load_sample(office, folder)
    if arguments.cases:
        load_many(office, folder, arguments.cases, arguments.live)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/redline backoffice",
        description="Serve a local back office that answers as BOPS does. The first line that it writes is JSON: its address and tokens.",
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where it keeps its cases; made if it is not there")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--empty", action="store_true", help="begin without a case; refused where DIR holds some")
    parser.add_argument(
        "--sample",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="FOLDER",
        help="begin with the sample borough; FOLDER is one that is made already (python -m scripts.sample FOLDER)",
    )
    parser.add_argument("--cases", type=int, default=0, metavar="N", help="begin with N more cases, the sample's own on moved plots")
    parser.add_argument("--live", type=int, metavar="N", help="how many of them are undecided (default: a tenth)")
    parser.add_argument("--delay-per-case", type=float, default=0.0, metavar="MS", help="time that a page takes for each case on it")
    parser.add_argument("--base-map", type=Path, metavar="FILE", help="a GeoPackage (EPSG:27700) for the applicant's map, kept in DIR")
    parser.add_argument(
        "--silence",
        choices=("closes", "bops"),
        default="closes",
        help="what five business days without an answer do: close a request and change nothing (default), or count as a yes, as in BOPS",
    )
    parser.add_argument("--plain-bops", action="store_true", help="serve what BOPS serves and no officer API; goes with --silence bops")
    arguments = parser.parse_args()
    if arguments.empty and (arguments.sample is not None or arguments.cases):
        parser.error("--empty goes with neither --sample nor --cases")
    if arguments.sample == Path():
        arguments.sample = arguments.data / "sample"
    return arguments


if __name__ == "__main__":
    sys.exit(main())
